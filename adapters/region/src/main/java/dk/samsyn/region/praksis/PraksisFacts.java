package dk.samsyn.region.praksis;

import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Condition;
import dk.samsyn.region.people.GpPeriod;
import dk.samsyn.region.people.Medication;
import dk.samsyn.region.people.PracticeVisit;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What general practice holds of a citizen: one chart per practice whose list the citizen is or was on. A citizen who
 * changed practice has rows in both; the diagnoses went along.
 */
final class PraksisFacts {
    /** Practices keep prescriptions and invoices at hand for so long. */
    private static final int PRESCRIPTION_DAYS = 730;

    private final Citizen citizen;
    private final LocalDate today;
    private final Map<String, ChartBuilder> charts = new LinkedHashMap<>();

    private PraksisFacts(Citizen citizen) {
        this.citizen = citizen;
        this.today = citizen.window().today();
        if (citizen.gps().isEmpty()) {
            String home = citizen.homePractice().ydernr();
            charts.put(home, new ChartBuilder(citizen, home, List.of()));
        }
        for (GpPeriod period : citizen.gps()) {
            charts.computeIfAbsent(
                    period.ydernr(),
                    ydernr -> new ChartBuilder(
                            citizen,
                            ydernr,
                            citizen.gps().stream()
                                    .filter(p -> p.ydernr().equals(ydernr))
                                    .toList()));
        }
    }

    /** The charts of a citizen, the same each time. */
    static List<PracticeChart> of(Citizen citizen) {
        PraksisFacts facts = new PraksisFacts(citizen);
        facts.diagnoses();
        facts.visits();
        ChartBuilder home = facts.charts.get(citizen.homePractice().ydernr());
        if (home != null) {
            new DataCapture(citizen, home).write();
        }
        facts.prescriptions();
        facts.vaccinations();
        return facts.charts.values().stream().map(ChartBuilder::build).toList();
    }

    /** Practices that hold a chart of the citizen, without making the charts. */
    static List<String> practices(Citizen citizen) {
        return citizen.gps().isEmpty()
                ? List.of(citizen.homePractice().ydernr())
                : citizen.gps().stream().map(GpPeriod::ydernr).distinct().toList();
    }

    private void diagnoses() {
        for (ChartBuilder chart : charts.values()) {
            for (Condition condition : citizen.course().conditions()) {
                boolean known = condition.diagnosed()
                        && condition.inPractice()
                        && !condition.icpc().isEmpty();
                if (known && chart.holds(condition.onset())) {
                    LocalDate over = condition.kind() == Condition.Kind.GESTATIONEL
                            ? condition.onset().plusDays(270)
                            : null;
                    chart.diagnosis(Icpc.recorded(citizen, condition), condition.onset(), past(over));
                }
            }
            for (Medication medication : citizen.course().medications()) {
                // W11 says that contraception was talked about; which drug, if any, only the medicine card knows.
                boolean pill = medication.combinedPill() || medication.atc().equals("G03AC09");
                if (pill && citizen.unit("praksis.w11", 0) < 0.7 && chart.holds(medication.start())) {
                    chart.diagnosis("W11", medication.start(), past(medication.end()));
                }
            }
        }
    }

    /** An end that has come; nobody writes one that lies ahead. */
    private @Nullable LocalDate past(@Nullable LocalDate end) {
        return end != null && end.isBefore(today) ? end : null;
    }

    private void visits() {
        Consultation consultation = new Consultation(citizen);
        for (PracticeVisit visit : citizen.care().visits()) {
            ChartBuilder chart = charts.get(visit.ydernr());
            if (chart != null) {
                consultation.write(visit, chart);
            }
        }
    }

    private void prescriptions() {
        LocalDate from = today.minusDays(PRESCRIPTION_DAYS);
        for (Medication medication : citizen.course().medications()) {
            if (medication.prescriber() == Medication.Prescriber.PRACTICE) {
                LocalDate day = medication.start();
                while (day.isBefore(from)) {
                    day = day.plusDays(180);
                }
                for (; citizen.presentOn(day) && medication.on(day); day = day.plusDays(180)) {
                    ChartBuilder chart = charts.get(
                            citizen.ydernrOn(day).orElse(citizen.homePractice().ydernr()));
                    if (chart != null) {
                        chart.ordination(
                                day,
                                medication.atc(),
                                medication.name() + " " + medication.strength(),
                                medication.dosage());
                    }
                }
            }
        }
    }

    /** Influenza vaccinations that the practice gave itself; the words are the practice's. */
    private void vaccinations() {
        for (int year = citizen.historyFrom().getYear(); year <= today.getYear(); year++) {
            LocalDate day = LocalDate.of(year, 10, 4 + (int) (24 * citizen.unit("praksis.vaccination.dag", year)));
            if (citizen.ageOn(day) >= 65
                    && citizen.presentOn(day)
                    && !day.isBefore(citizen.historyFrom())
                    && citizen.unit("praksis.vaccination", year) < 0.4) {
                ChartBuilder chart = charts.get(
                        citizen.ydernrOn(day).orElse(citizen.homePractice().ydernr()));
                if (chart != null) {
                    chart.vaccination(day, "Influenza " + year + "/" + (year + 1) % 100);
                }
            }
        }
    }
}
