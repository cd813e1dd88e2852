package dk.samsyn.region.ddv;

import dk.samsyn.region.people.Citizen;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The vaccinations of one person within the window, a pure function of the citizen. Shares and ages follow the Danish
 * programmes in outline (plausible figures, not official ones): influenza each autumn, COVID-19 from 65, pneumococci once
 * from 65, children at 3, 5 and 12 months, 15 months, 4, 5 and 12 years.
 */
final class DdvFacts {
    private final Citizen citizen;
    private final List<Vaccination> list = new ArrayList<>();

    /** Vaccines by ATC code. */
    enum Vaccine {
        INFLUENZA("J07BB02", "Influenza"),
        COVID19("J07BN01", "COVID-19"),
        PNEUMOKOK("J07AL02", "Pneumokok"),
        DITEKIPOL("J07CA06", "DiTeKiPol"),
        MFR("J07BD52", "MFR"),
        HPV("J07BM03", "HPV");

        private final String atc;
        private final String text;

        Vaccine(String atc, String text) {
            this.atc = atc;
            this.text = text;
        }

        String atc() {
            return atc;
        }

        String text() {
            return text;
        }
    }

    /** One vaccination; {@code place} as {@code vaccination.givet_sted_type} spells it. */
    record Vaccination(long id, Vaccine vaccine, LocalDate given, String place) {}

    private DdvFacts(Citizen citizen) {
        this.citizen = citizen;
    }

    static List<Vaccination> of(Citizen citizen) {
        DdvFacts facts = new DdvFacts(citizen);
        facts.autumns();
        facts.childhood();
        return List.copyOf(facts.list);
    }

    private void autumns() {
        int last = citizen.window().today().getYear();
        for (int year = citizen.window().from().getYear(); year <= last; year++) {
            LocalDate opening = LocalDate.of(year, 10, 1);
            int age = citizen.ageOn(opening);
            LocalDate day = opening.plusDays((long) (60 * citizen.unit("ddv.day", year)));
            String place = place(age, citizen.unit("ddv.place", year));
            if (citizen.unit("ddv.influenza", year) < (age >= 65 ? 0.78 : age >= 18 ? 0.12 : age >= 2 ? 0.20 : 0)) {
                add(Vaccine.INFLUENZA, day, place);
            }
            if (citizen.unit("ddv.covid", year) < (age >= 65 ? 0.70 : age >= 18 && year == 2021 ? 0.60 : 0)) {
                add(Vaccine.COVID19, day, place);
            }
        }
        if (citizen.unit("ddv.pneumokok", 0) < 0.5) {
            LocalDate old = citizen.born().plusYears(65);
            add(Vaccine.PNEUMOKOK, old.plusDays((long) (700 * citizen.unit("ddv.pneumokok.day", 0))), "praksis");
        }
    }

    private void childhood() {
        child(Vaccine.DITEKIPOL, 3, 0.97);
        child(Vaccine.DITEKIPOL, 5, 0.96);
        child(Vaccine.DITEKIPOL, 12, 0.94);
        child(Vaccine.DITEKIPOL, 60, 0.90);
        child(Vaccine.MFR, 15, 0.94);
        child(Vaccine.MFR, 48, 0.92);
        child(Vaccine.HPV, 144, 0.85);
        child(Vaccine.HPV, 150, 0.80);
    }

    private void child(Vaccine vaccine, int months, double share) {
        if (citizen.unit("ddv.child." + vaccine, months) < share) {
            long late = (long) (45 * citizen.unit("ddv.late", months));
            add(vaccine, citizen.born().plusMonths(months).plusDays(late), "praksis");
        }
    }

    private static String place(int age, double u) {
        if (age >= 85 && u < 0.2) {
            return "plejehjem";
        }
        if (age >= 18 && age < 65 && u < 0.35) {
            return "arbejdsplads";
        }
        return u < 0.65 ? "praksis" : u < 0.9 ? "apotek" : u < 0.96 ? "kommune" : "andet";
    }

    private void add(Vaccine vaccine, LocalDate day, String place) {
        boolean past = !day.isBefore(citizen.historyFrom())
                && day.isBefore(citizen.window().today());
        if (past && citizen.presentOn(day)) {
            list.add(new Vaccination(citizen.index() * 100L + list.size() + 1, vaccine, day, place));
        }
    }
}
