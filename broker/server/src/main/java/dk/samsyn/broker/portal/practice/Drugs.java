package dk.samsyn.broker.portal.practice;

import java.util.List;

/** Groups of medicine that the search offers by name, beside any single ATC code. Codes as in the broker's concepts. */
final class Drugs {
    /**
     * A group.
     *
     * @param id its name in a search
     * @param label its name for people
     * @param codes ATC codes; one ending in {@code *} stands for all that start so
     */
    record Group(String id, String label, List<String> codes) {}

    static final List<Group> GROUPS = List.of(
            new Group(
                    "PPILLE",
                    "Kombinerede p-piller",
                    List.of(
                            "G03AA07", "G03AA09", "G03AA10", "G03AA11", "G03AA12", "G03AA14", "G03AA16", "G03AB*",
                            "G03HB01")),
            new Group("MINIPILLE", "Minipiller", List.of("G03AC01", "G03AC09", "G03AC10")),
            new Group("STATIN", "Statin", List.of("C10AA*")),
            new Group("BLODTRYK", "Medicin mod forhøjet blodtryk", List.of("C02*", "C03*", "C07*", "C08*", "C09*")),
            new Group("DIABETES", "Medicin mod diabetes", List.of("A10*")),
            new Group("METFORMIN", "Metformin", List.of("A10BA02")),
            new Group("INSULIN", "Insulin", List.of("A10A*")),
            new Group("GLP1", "GLP1-analog", List.of("A10BJ*")),
            new Group("SGLT2", "SGLT2-hæmmer", List.of("A10BK*")),
            new Group("KOL", "Inhalationsmedicin", List.of("R03*")),
            new Group("TROMBOCYT", "Trombocythæmmer", List.of("B01AC04", "B01AC06", "B01AC24")),
            new Group("ANTIKOAGULANS", "Blodfortyndende middel", List.of("B01AA03", "B01AF*")),
            new Group("PREDNISOLON", "Prednisolon", List.of("H02AB06")));

    private Drugs() {}

    static List<String> codes(String group) {
        return GROUPS.stream()
                .filter(g -> g.id().equals(group))
                .findFirst()
                .map(Group::codes)
                .orElseThrow(() -> dk.samsyn.broker.portal.Visit.invalid("gruppe"));
    }
}
