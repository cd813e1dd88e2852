package dk.samsyn.region.praksis;

import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Smoking;
import java.time.LocalDate;

/** The forms of the data capture module: how a citizen lives, as somebody in the practice once ticked it. */
final class DataCapture {
    static final String SMOKING = "RYGNING";
    static final String SMOKING_FIELD = "rygestatus";
    static final String ALCOHOL = "ALKOHOL";
    static final String ALCOHOL_FIELD = "genstande_uge";

    /** Share of citizens whose smoking was asked more than three years ago. */
    private static final double OLD = 0.08;

    private static final int THREE_YEARS = 1096;

    private final Citizen citizen;
    private final ChartBuilder home;

    DataCapture(Citizen citizen, ChartBuilder home) {
        this.citizen = citizen;
        this.home = home;
    }

    /** Answers given outside controls, in the home practice. */
    void write() {
        if (citizen.unit("praksis.kram", 0) < 0.6) {
            double when = citizen.unit("praksis.kram", 1);
            long days = citizen.unit("praksis.kram", 2) < OLD
                    ? THREE_YEARS + (long) (when * 1200)
                    : (long) (when * THREE_YEARS);
            LocalDate date = citizen.presentTo().minusDays(1 + days);
            if (possible(date)) {
                smoking(home, date, citizen.course().smoking(date));
                if (citizen.unit("praksis.alkohol", 0) < 0.25) {
                    double units = -Math.log(1 - citizen.unit("praksis.alkohol", 1)) * 5;
                    home.capture(date, ALCOHOL, ALCOHOL_FIELD, String.valueOf((int) units));
                }
            }
        }
    }

    private boolean possible(LocalDate date) {
        return citizen.ageOn(date) >= 16
                && citizen.presentOn(date)
                && citizen.ydernrOn(date).map(home.ydernr()::equals).orElse(true);
    }

    static void smoking(ChartBuilder chart, LocalDate date, Smoking smoking) {
        chart.capture(date, SMOKING, SMOKING_FIELD, word(chart.variant(), smoking));
    }

    /** The word of a system's drop-down list. */
    static String word(PraksisVariant variant, Smoking smoking) {
        return switch (variant) {
            case A -> smoking.code();
            case B ->
                switch (smoking) {
                    case DAGLIGRYGER -> "Ryger dagligt";
                    case LEJLIGHEDSRYGER -> "Ryger lejlighedsvis";
                    case EKSRYGER -> "Tidligere ryger";
                    case ALDRIGRYGER -> "Aldrig røget";
                };
            case C -> smoking.name();
        };
    }
}
