package dk.samsyn.region.ddv;

import dk.samsyn.region.people.Citizen;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The vaccinations of one person within the window, a pure function of the citizen. Shares and ages follow the Danish
 * programmes in outline (plausible figures, not official ones): influenza each autumn, COVID-19 from 65, pneumococci once
 * from 65, children at 3, 5 and 12 months, 15 months, 4, 5 and 12 years; beside them what people take for a wound or a journey.
 * Together some 0.7 per citizen and year (domain.md 5.3).
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
        HPV("J07BM03", "HPV"),
        TETANUS("J07AM51", "Difteri-tetanus"),
        HEPATITIS_A("J07BC02", "Hepatitis A"),
        TBE("J07BA01", "TBE");

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
        facts.woundsAndJourneys();
        return List.copyOf(facts.list);
    }

    private void autumns() {
        int last = citizen.window().today().getYear();
        for (int year = citizen.window().from().getYear(); year <= last; year++) {
            LocalDate opening = LocalDate.of(year, 10, 1);
            int age = citizen.ageOn(opening);
            LocalDate day = opening.plusDays((long) (60 * citizen.unit("ddv.day", year)));
            String place = place(age, citizen.unit("ddv.place", year));
            if (citizen.unit("ddv.influenza", year) < influenza(age)) {
                add(Vaccine.INFLUENZA, day, place);
            }
            if (age >= 65 && citizen.unit("ddv.covid", year) < 0.70) {
                add(Vaccine.COVID19, day, place);
            }
            if (age < 65 && citizen.unit("ddv.covid", year) < covid(age, year)) {
                // The younger came after the old: in the winter of 2021 from November to January.
                add(Vaccine.COVID19, opening.plusDays(40 + (long) (75 * citizen.unit("ddv.day", year))), place);
            }
        }
        if (citizen.unit("ddv.pneumokok", 0) < 0.5) {
            LocalDate old = citizen.born().plusYears(65);
            add(Vaccine.PNEUMOKOK, old.plusDays((long) (700 * citizen.unit("ddv.pneumokok.day", 0))), "praksis");
        }
    }

    private static double influenza(int age) {
        return age >= 65 ? 0.78 : age >= 50 ? 0.25 : age >= 18 ? 0.12 : age >= 2 ? 0.20 : 0;
    }

    private static double covid(int age, int year) {
        return year == 2021 && age >= 18 ? 0.65 : year == 2022 && age >= 50 ? 0.55 : 0;
    }

    private void woundsAndJourneys() {
        for (int year = citizen.window().from().getYear();
                year <= citizen.window().today().getYear();
                year++) {
            LocalDate spring = LocalDate.of(year, 3, 1);
            int age = citizen.ageOn(spring);
            if (age >= 18 && citizen.unit("ddv.tetanus", year) < 0.06) {
                add(Vaccine.TETANUS, spring.plusDays((long) (180 * citizen.unit("ddv.tetanus.day", year))), "praksis");
            }
            if (age >= 2 && age < 75 && citizen.unit("ddv.hepatitis", year) < 0.06) {
                LocalDate day = spring.plusDays((long) (150 * citizen.unit("ddv.hepatitis.day", year)));
                add(Vaccine.HEPATITIS_A, day, citizen.unit("ddv.hepatitis.place", year) < 0.6 ? "praksis" : "andet");
            }
        }
        if (citizen.unit("ddv.tbe", 0) < 0.06) {
            LocalDate first = citizen.window().from().plusDays((long) (1500 * citizen.unit("ddv.tbe.day", 0)));
            add(Vaccine.TBE, first, "apotek");
            add(Vaccine.TBE, first.plusDays(30), "apotek");
            add(Vaccine.TBE, first.plusDays(300), "apotek");
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
