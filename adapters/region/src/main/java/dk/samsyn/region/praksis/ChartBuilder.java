package dk.samsyn.region.praksis;

import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.GpPeriod;
import dk.samsyn.region.people.NumberType;
import dk.samsyn.region.people.PersonNumber;
import dk.samsyn.region.people.Practice;
import dk.samsyn.region.praksis.PracticeChart.Analysis;
import dk.samsyn.region.praksis.PracticeChart.Capture;
import dk.samsyn.region.praksis.PracticeChart.Contact;
import dk.samsyn.region.praksis.PracticeChart.ContactKind;
import dk.samsyn.region.praksis.PracticeChart.Diagnosis;
import dk.samsyn.region.praksis.PracticeChart.Fee;
import dk.samsyn.region.praksis.PracticeChart.Ordination;
import dk.samsyn.region.praksis.PracticeChart.Patient;
import dk.samsyn.region.praksis.PracticeChart.Vaccination;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the rows of one citizen in one practice and numbers them. */
final class ChartBuilder {
    /** Local numbers of citizens who belong to another practice now start here, above those of the practice's own. */
    private static final int FORMER = 100_000;

    /** A citizen who was entered again has a second local number, this much higher. */
    private static final int AGAIN = 2_000_000;

    private static final long ROWS_PER_PATIENT = 10_000;
    private static final String LETTERS = "ABDEHJKLMNPRSTV";

    private final Citizen citizen;
    private final int practice;
    private final String ydernr;
    private final PraksisVariant variant;
    private final int lokalId;
    private final @Nullable PersonNumber old;
    private final boolean again;
    private final List<GpPeriod> periods;
    private final List<Contact> contacts = new ArrayList<>();
    private final List<Diagnosis> diagnoses = new ArrayList<>();
    private final List<Analysis> analyses = new ArrayList<>();
    private final List<Capture> captures = new ArrayList<>();
    private final List<Ordination> ordinations = new ArrayList<>();
    private final List<Fee> fees = new ArrayList<>();
    private final List<Vaccination> vaccinations = new ArrayList<>();
    private long next;

    /**
     * Starts the chart.
     *
     * @param periods when the citizen was on the practice's list; none for group 2
     */
    ChartBuilder(Citizen citizen, String ydernr, List<GpPeriod> periods) {
        this.citizen = citizen;
        this.ydernr = ydernr;
        this.periods = List.copyOf(periods);
        this.practice = Integer.parseInt(ydernr) - Integer.parseInt(Practice.ydernr(0));
        this.variant = PraksisVariant.ofYdernr(ydernr);
        Practice home = citizen.homePractice();
        boolean own = home.ydernr().equals(ydernr);
        this.lokalId = own ? citizen.index() - home.first() + 1 : FORMER + citizen.index();
        this.next = lokalId * ROWS_PER_PATIENT;
        double u = citizen.unit("praksis.nummer", practice);
        this.old = otherNumber(u);
        this.again = old != null && (old.type() != NumberType.CPR || u < 0.5);
    }

    /** The number besides the present one under which this practice has met the citizen, or null. */
    private @Nullable PersonNumber otherNumber(double u) {
        if (citizen.numbers().size() < 2) {
            return null;
        }
        PersonNumber other = citizen.numbers().get(1);
        LocalDate changed = other.to();
        boolean joinedLater =
                changed == null || (!periods.isEmpty() && periods.get(0).from().isAfter(changed));
        // A replacement number lasts some weeks and is seldom met; a changed CPR number is met by every practice.
        return joinedLater || (other.type() != NumberType.CPR && u > 0.4) ? null : other;
    }

    String ydernr() {
        return ydernr;
    }

    /** Whether something of {@code date} came to be known here: the list had the citizen then or later. */
    boolean holds(LocalDate date) {
        if (periods.isEmpty()) {
            return true;
        }
        LocalDate to = periods.get(periods.size() - 1).to();
        return to == null || !date.isAfter(to);
    }

    /** Whether the practice has an instrument for HbA1c; three of four have. */
    boolean measuresHba1c() {
        return practice % 4 != 3;
    }

    PraksisVariant variant() {
        return variant;
    }

    /** Initials of one of the practice's four doctors; the same for the same {@code choice}. */
    String doctor(int choice) {
        int k = Math.floorMod(choice, 4) + 4 * practice;
        int n = LETTERS.length();
        return "" + LETTERS.charAt(k % n) + LETTERS.charAt(k * 7 % n) + LETTERS.charAt(k / n % n)
                + LETTERS.charAt(k * 3 % n);
    }

    /** Initials of the citizen's own doctor. */
    String ownDoctor() {
        return doctor(citizen.index());
    }

    void contact(LocalDateTime time, ContactKind kind, @Nullable String icpc) {
        String spelled = icpc == null ? null : variant.icpc(icpc, 1);
        contacts.add(new Contact(next++, lokal(time.toLocalDate()), time, kind, doctor(time.getDayOfYear()), spelled));
    }

    void diagnosis(String icpc, LocalDate start, @Nullable LocalDate end) {
        int suffix = 1 + start.getDayOfMonth() % 3;
        diagnoses.add(new Diagnosis(
                next++, lokal(start), variant.icpc(icpc, suffix), Icpc.text(icpc), start, end, ownDoctor()));
    }

    /** A result in the unit of {@code test}. */
    void analysis(LocalDateTime time, boolean exact, OfficeTest test, double value) {
        boolean timed = exact && variant.keepsSamplingTime();
        LocalDateTime minute = time.truncatedTo(ChronoUnit.MINUTES);
        LocalDateTime sampled = timed ? minute.minusMinutes(5) : null;
        analyses.add(new Analysis(
                next++, lokal(time.toLocalDate()), minute, exact, sampled, ownDoctor(), test, test.written(value)));
    }

    void capture(LocalDate date, String form, String field, String answer) {
        captures.add(new Capture(next++, lokal(date), date, form, field, answer));
    }

    void ordination(LocalDate date, String atc, String product, String dosage) {
        ordinations.add(new Ordination(next++, lokal(date), date, atc, cut(product, 60), cut(dosage, 40)));
    }

    void fee(LocalDate date, String number, int count, boolean child) {
        fees.add(new Fee(next++, lokal(date), date, number, count, child));
    }

    void vaccination(LocalDate date, String text) {
        vaccinations.add(new Vaccination(next++, lokal(date), date, text));
    }

    PracticeChart build() {
        return new PracticeChart(
                ydernr, variant, patients(), contacts, diagnoses, analyses, captures, ordinations, fees, vaccinations);
    }

    /** The local number under which a row of {@code date} stands. */
    private int lokal(LocalDate date) {
        return again && old != null && old.on(date) ? lokalId + AGAIN : lokalId;
    }

    /**
     * One entry under the present number, or under the old one if nobody corrected it; or two if the citizen was entered
     * again. A replacement number is on no list.
     */
    private List<Patient> patients() {
        LocalDate from = periods.isEmpty() ? null : periods.get(0).from();
        LocalDate to =
                periods.isEmpty() ? null : periods.get(periods.size() - 1).to();
        PersonNumber other = old;
        if (other == null || !again) {
            return List.of(patient(lokalId, other == null ? citizen.cpr() : other.value(), from, to));
        }
        LocalDate changed = other.to();
        if (other.type() != NumberType.CPR || changed == null || from == null) {
            return List.of(
                    patient(lokalId, citizen.cpr(), from, to), patient(lokalId + AGAIN, other.value(), null, null));
        }
        boolean left = to != null && !to.isAfter(changed);
        Patient first = patient(lokalId + AGAIN, other.value(), from, left ? to : changed);
        return left ? List.of(first) : List.of(first, patient(lokalId, citizen.cpr(), changed.plusDays(1), to));
    }

    private Patient patient(int id, String number, @Nullable LocalDate from, @Nullable LocalDate to) {
        return new Patient(id, number, citizen.name(), ownDoctor(), from, to);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
