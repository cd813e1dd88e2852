package dk.samsyn.region.reference;

import dk.samsyn.region.people.Hospital;
import dk.samsyn.region.people.Municipality;
import dk.samsyn.region.people.Practice;
import dk.samsyn.region.people.Speciality;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An organisation of the region as the register of organisations has it (domain.md 2.10); codes of practices and
 * departments are invented.
 *
 * @param id SHAK code, ydernummer, K and the municipality's code, or the laboratory's code
 * @param type praksis, sygehus, afdeling, kommune or laboratorium
 * @param sor SOR id where public test material names one
 * @param to last day, or null while it exists
 * @param successor id of the one that took over, or null
 */
record Organisation(
        String id,
        String type,
        @Nullable String sor,
        String name,
        @Nullable Integer kommunekode,
        String klynge,
        LocalDate from,
        @Nullable LocalDate to,
        @Nullable String successor) {
    private static final LocalDate LONG_AGO = LocalDate.of(1977, 1, 1);
    private static final LocalDate REFORM = LocalDate.of(2007, 1, 1);

    /** Codes of houses that were merged before 2012, and what they became. */
    private static final List<Former> FORMER = List.of(
            new Former("7003", "Århus Sygehus", Hospital.AARHUS),
            new Former("7026", "Århus Universitetshospital, Skejby", Hospital.AARHUS),
            new Former("7601", "Sygehus Viborg", Hospital.MIDT),
            new Former("7002", "Regionshospitalet Silkeborg", Hospital.MIDT),
            new Former("7010", "Hammel Neurocenter", Hospital.MIDT));

    private record Former(String shak, String name, Hospital successor) {}

    /** Every organisation of a region with these practices, in order of type and id. */
    static List<Organisation> of(List<Practice> practices) {
        List<Organisation> all = new ArrayList<>();
        for (Hospital hospital : Hospital.values()) {
            all.add(hospital(hospital.shak(), hospital, hospital.text(), since(hospital), null, null));
            departments(all, hospital, hospital.shak(), hospital.text(), since(hospital), null);
        }
        all.add(new Organisation(
                "6600", "sygehus", null, "Psykiatrien i Region Midtjylland", 751, "Aarhus", REFORM, null, null));
        LocalDate last = Hospital.PRESENT_CODES.minusDays(1);
        for (Former former : FORMER) {
            Hospital now = former.successor();
            all.add(hospital(former.shak(), now, former.name(), LONG_AGO, last, now.shak()));
            if (former.shak().equals(now.formerShak())) {
                departments(all, now, former.shak(), former.name(), LONG_AGO, last);
            }
        }
        for (Practice practice : practices) {
            Municipality place = practice.municipality();
            all.add(new Organisation(
                    practice.ydernr(),
                    "praksis",
                    null,
                    "Lægerne i " + place.text() + " (" + practice.ydernr() + ")",
                    place.code(),
                    klynge(place.hospital()),
                    LocalDate.of(1995, 1, 1).plusMonths(practice.number() % 240),
                    null,
                    null));
        }
        for (Municipality municipality : Municipality.values()) {
            all.add(new Organisation(
                    "K" + municipality.code(),
                    "kommune",
                    null,
                    municipality.text() + " Kommune",
                    municipality.code(),
                    klynge(municipality.hospital()),
                    REFORM,
                    null,
                    null));
        }
        for (Hospital hospital : Hospital.values()) {
            all.add(new Organisation(
                    laboratory(hospital),
                    "laboratorium",
                    null,
                    "Blodprøver og Biokemi, " + hospital.text(),
                    seat(hospital),
                    klynge(hospital),
                    REFORM,
                    null,
                    null));
        }
        return List.copyOf(all);
    }

    /** Codes that never changed have been in use all the time. */
    private static LocalDate since(Hospital hospital) {
        return hospital.shak().equals(hospital.formerShak()) ? LONG_AGO : Hospital.PRESENT_CODES;
    }

    private static Organisation hospital(
            String shak,
            Hospital hospital,
            String name,
            LocalDate from,
            @Nullable LocalDate to,
            @Nullable String successor) {
        String sor = shak.equals("6620") ? "404261000016009" : null;
        return new Organisation(shak, "sygehus", sor, name, seat(hospital), klynge(hospital), from, to, successor);
    }

    private static void departments(
            List<Organisation> all,
            Hospital hospital,
            String shak,
            String name,
            LocalDate from,
            @Nullable LocalDate to) {
        for (Speciality speciality : Speciality.values()) {
            all.add(new Organisation(
                    shak + speciality.department(),
                    "afdeling",
                    null,
                    speciality.text() + ", " + name,
                    seat(hospital),
                    klynge(hospital),
                    from,
                    to,
                    to == null ? null : hospital.shak() + speciality.department()));
        }
    }

    /** The municipality in which a hospital lies. */
    private static Integer seat(Hospital hospital) {
        return switch (hospital) {
            case AARHUS -> Municipality.AARHUS.code();
            case MIDT -> Municipality.VIBORG.code();
            case GOEDSTRUP -> Municipality.HERNING.code();
            case HORSENS -> Municipality.HORSENS.code();
            case RANDERS -> Municipality.RANDERS.code();
        };
    }

    /** Invented code of a hospital's laboratory. */
    private static String laboratory(Hospital hospital) {
        return switch (hospital) {
            case AARHUS -> "LAB-AUH";
            case MIDT -> "LAB-HEM";
            case GOEDSTRUP -> "LAB-GOD";
            case HORSENS -> "LAB-HOR";
            case RANDERS -> "LAB-RAN";
        };
    }

    /** Name of a hospital's cluster. */
    static String klynge(Hospital hospital) {
        return switch (hospital) {
            case AARHUS -> "Aarhus";
            case MIDT -> "Midt";
            case GOEDSTRUP -> "Gødstrup";
            case HORSENS -> "Horsens";
            case RANDERS -> "Randers";
        };
    }

    /** SHAK code of hospitals and departments. */
    @Nullable
    String shak() {
        return type.equals("sygehus") || type.equals("afdeling") ? id : null;
    }

    /** Ydernummer of practices. */
    @Nullable
    String ydernr() {
        return type.equals("praksis") ? id : null;
    }
}
