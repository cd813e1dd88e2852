package dk.samsyn.broker.portal.catchment;

import dk.samsyn.broker.portal.Visit;
import dk.samsyn.broker.portal.outreach.Criterion;
import dk.samsyn.broker.portal.outreach.Traits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A group of citizens to be counted, such as those with cystic fibrosis and diabetes: the further criteria of a planner's request
 * to practices, without that a programme's disease comes first.
 *
 * @param traits what they have in common, a first diagnosis among it
 * @param second another diagnosis that they have, too
 * @param cluster hospital cluster that they live in; empty for the region
 */
record CatchmentGroup(Traits traits, Optional<Criterion.Choice> second, String cluster) {
    /** Name in forms of the second diagnosis. */
    static final String SECOND = "diagnose2";

    /** Name in forms of where they live. */
    static final String AREA = "omraade";

    private static final String DIAGNOSIS = "diagnose";

    /** The diagnoses that may be chosen, twice. */
    static final List<Criterion.Choice> DIAGNOSES = Criterion.of(DIAGNOSIS).choices();

    /** The further criteria. Where a disease is followed is known of the programmes' diseases only. */
    static final List<Criterion> CRITERIA = Criterion.ALL.stream()
            .filter(criterion -> !List.of(DIAGNOSIS, "foelges").contains(criterion.id()))
            .toList();

    /** How a count is divided. */
    enum By {
        NOTHING("'alle'"),
        MUNICIPALITY("t.kommunekode"),
        SEX("t.koen"),
        AGE("t.alder");

        private final String column;

        By(String column) {
            this.column = column;
        }
    }

    /**
     * The group that a form describes; what the form does not offer is refused.
     *
     * @param cluster the reader's hospital cluster, if it is in one; of the session, never of the form
     */
    static CatchmentGroup of(Visit visit, Optional<String> cluster) {
        String area = visit.needed(AREA);
        if (!List.of("optageomraade", "region").contains(area)) {
            throw Visit.invalid(AREA);
        }
        List<Criterion> offered = new ArrayList<>(CRITERIA);
        offered.add(Criterion.of(DIAGNOSIS));
        return new CatchmentGroup(
                Traits.of(visit, offered),
                visit.value(SECOND)
                        .map(id -> Criterion.of(DIAGNOSIS).choice(id).orElseThrow(() -> Visit.invalid(SECOND))),
                area.equals("region") ? "" : cluster.orElseThrow(() -> Visit.invalid(AREA)));
    }

    /** How many there are: rows {@code gruppe}, {@code antal}, without those that are withheld. */
    Traits.Statement count(By by) {
        Traits.Conditions all = new Traits.Conditions();
        all.add("t.status = '01'");
        traits.conditions(all, "");
        second.ifPresent(choice -> all.add(choice.condition()));
        if (!cluster.isEmpty()) {
            all.add("k.klynge = ?", cluster);
        }
        return all.within(
                "SELECT " + by.column + " AS gruppe, COUNT(DISTINCT t.pid) AS antal\nFROM borger AS t"
                        + (cluster.isEmpty() ? "" : "\nJOIN kommune_reference AS k ON k.kommunekode = t.kommunekode")
                        + "\nWHERE ",
                by == By.NOTHING ? "" : "\nGROUP BY " + by.column);
    }

    /** In Danish, for people. */
    String words() {
        List<String> words = new ArrayList<>(traits.words());
        second.ifPresent(choice -> words.add("også " + choice.label()));
        words.add(cluster.isEmpty() ? "bor i regionen" : "bor i klynge " + cluster);
        String all = String.join(", ", words);
        return all.substring(0, 1).toUpperCase(Locale.ROOT) + all.substring(1);
    }

    /** The fields of the form that describes this group. */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>(traits.fields());
        fields.put(SECOND, second.map(Criterion.Choice::id).orElse(""));
        fields.put(AREA, cluster.isEmpty() ? "region" : "optageomraade");
        return fields;
    }
}
