package dk.samsyn.region.fmk;

import dk.samsyn.region.fmk.FmkFacts.Handover;
import dk.samsyn.region.fmk.FmkFacts.Ordination;
import dk.samsyn.region.fmk.FmkFacts.Status;
import dk.samsyn.region.fmk.FmkFacts.Warrant;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Medication;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the drugs of a person's course, and short courses that anybody gets, into ordinations with prescriptions. */
final class MedicineCabinet {
    /** Shares of domain.md 5.4. */
    private static final double WITHHELD = 0.04;

    private static final double FREE_TEXT = 0.12;
    private static final double PAUSED = 0.02;
    private static final double CANCELLED = 0.01;
    private static final double UNTRANSLATED = 0.10;
    private static final int FIRST_OTHER_DRUG = 400;
    private static final int FIRST_SHORT_COURSE = 500;
    private static final int PRESCRIPTION_DAYS = 365;

    private final Citizen citizen;
    private final LocalDate today;
    private final LocalDate kept;
    private boolean hidden;

    MedicineCabinet(Citizen citizen) {
        this.citizen = citizen;
        this.today = citizen.window().today();
        this.kept = today.minusYears(FmkFacts.YEARS_KEPT);
    }

    FmkFacts facts() {
        List<Ordination> shown = new ArrayList<>();
        List<Medication> medications = citizen.course().medications();
        for (int number = 0; number < medications.size(); number++) {
            addLongTerm(medications.get(number), number, shown);
        }
        otherDrugs(shown);
        shortCourses(shown);
        return new FmkFacts(1_763_884_800_000L + citizen.index(), hidden, shown);
    }

    private void addLongTerm(Medication medication, int number, List<Ordination> shown) {
        LocalDate end = medication.end();
        boolean held = !medication.start().isAfter(today) && (end == null || !end.isBefore(kept));
        if (held && isShown(number, pillOfTheStory(medication))) {
            shown.add(longTerm(medication, number));
        }
    }

    private void otherDrugs(List<Ordination> shown) {
        double share = OtherDrug.share(citizen.age());
        LocalDate last = citizen.presentTo();
        int number = FIRST_OTHER_DRUG;
        for (OtherDrug drug : OtherDrug.values()) {
            LocalDate start = last.minusDays(100 + (long) (3000 * citizen.unit("fmk.other.from", number)));
            boolean takes = citizen.unit("fmk.other", number) < share && start.isAfter(citizen.presentFrom());
            if (takes && !(drug == OtherDrug.TAMSULOSIN && citizen.woman())) {
                boolean goesOn = last.equals(today) && citizen.unit("fmk.other.to", number) >= 0.05;
                addLongTerm(drug.taken(start, goesOn ? null : last.minusDays(30)), number, shown);
            }
            number++;
        }
    }

    /** Withheld ones leave only the mark that something is hidden. */
    private boolean isShown(int number, boolean always) {
        if (!always && citizen.unit("fmk.withheld", number) < WITHHELD) {
            hidden = true;
            return false;
        }
        return true;
    }

    private boolean pillOfTheStory(Medication medication) {
        return citizen.role() == Citizen.Role.PILL_RISK && medication.combinedPill();
    }

    private Ordination longTerm(Medication medication, int number) {
        boolean bought = medication.atc().equals("N02BE01") && citizen.unit("fmk.bought", number) < 0.3;
        Issuer issuer = medication.prescriber() == Medication.Prescriber.HOSPITAL
                ? Issuer.hospital(citizen.municipality().hospital())
                : practice(medication.start());
        LocalDate end = medication.end();
        boolean current = end == null || !end.isBefore(today);
        boolean freeText = citizen.unit("fmk.freetext", number) < FREE_TEXT;
        return new Ordination(
                id(number),
                medication.atc(),
                medication.name(),
                medication.strength(),
                freeText ? DosageForm.scribbled(medication.dosage()) : medication.dosage(),
                freeText,
                isTranslated(number, medication.dosage()),
                medication.indication(),
                medication.start(),
                end,
                current && !pillOfTheStory(medication) && citizen.unit("fmk.paused", number) < PAUSED,
                bought,
                daytime(medication.start(), "fmk.created", number),
                bought ? Optional.empty() : Optional.of(issuer),
                bought ? List.of() : warrants(medication.start(), end, number, issuer));
    }

    private boolean isTranslated(int number, String dosage) {
        return !DosageForm.isPlain(dosage) || citizen.unit("fmk.translated", number) >= UNTRANSLATED;
    }

    /** A prescription a year, renewed by the practice of the day, and handed over about every two months. */
    private List<Warrant> warrants(LocalDate start, @Nullable LocalDate end, int number, Issuer first) {
        List<Warrant> warrants = new ArrayList<>();
        LocalDate last = end == null || end.isAfter(today) ? today : end;
        int every = (int) (40 + 35 * citizen.unit("fmk.every", number));
        long years = Math.max(0, (kept.toEpochDay() - start.toEpochDay()) / PRESCRIPTION_DAYS);
        for (long n = years; !start.plusDays(n * PRESCRIPTION_DAYS).isAfter(last); n++) {
            LocalDate day = start.plusDays(n * PRESCRIPTION_DAYS);
            LocalDate until = day.plusDays(PRESCRIPTION_DAYS - 1);
            long id = id(number) * 100 + n % 100;
            List<Handover> handovers = handovers(id, day, until.isAfter(last) ? last : until, every);
            boolean newest = until.isAfter(last) || until.equals(last);
            if (newest || !handovers.isEmpty()) {
                Issuer by = n == 0 ? first : practice(day);
                warrants.add(warrant(id, day, by, newest && last.equals(today), handovers));
            }
        }
        return warrants;
    }

    private Warrant warrant(long id, LocalDate day, Issuer by, boolean newest, List<Handover> handovers) {
        boolean cancelled = citizen.unit("fmk.cancelled", id) < CANCELLED && handovers.isEmpty();
        LocalDate validTo = day.plusYears(2).minusDays(1);
        Status status = cancelled
                ? Status.CANCELLED
                : newest ? Status.OPEN : validTo.isBefore(today) ? Status.EXPIRED : Status.CLOSED;
        int packages = citizen.unit("fmk.packages", id) < 0.1 ? 2 : 1;
        return new Warrant(
                id, status, daytime(day, "fmk.authorised", id), validTo, by, packages, List.copyOf(handovers));
    }

    /** From the day of the prescription on; the first one is fetched within three days. */
    private List<Handover> handovers(long warrant, LocalDate from, LocalDate to, int every) {
        List<Handover> handovers = new ArrayList<>();
        LocalDate day = from.plusDays((long) (4 * citizen.unit("fmk.fetched", warrant)));
        for (int n = 0; !day.isAfter(to); n++) {
            if (!day.isBefore(kept) && day.isBefore(today)) {
                int packages = citizen.unit("fmk.packages", warrant) < 0.1 ? 2 : 1;
                handovers.add(new Handover(warrant * 100 + n, daytime(day, "fmk.pharmacy", warrant + n), packages));
            }
            day = day.plusDays(every);
        }
        return handovers;
    }

    /** About one a year, more with age; one in three from the out-of-hours service, one in ten from a hospital. */
    private void shortCourses(List<Ordination> shown) {
        double perDay = (citizen.age() < 18 ? 0.7 : citizen.age() < 65 ? 0.9 : 1.4) / 365;
        LocalDate day = kept.isAfter(citizen.presentFrom()) ? kept : citizen.presentFrom();
        for (int n = 0; ; n++) {
            day = day.plusDays(1 + (long) (-Math.log(1 - citizen.unit("fmk.acute", n)) / perDay));
            if (!day.isBefore(today) || day.isAfter(citizen.presentTo())) {
                return;
            }
            int number = FIRST_SHORT_COURSE + n;
            if (isShown(number, false)) {
                shown.add(shortCourse(ShortCourse.drawn(citizen.unit("fmk.acute.drug", n)), day, number));
            }
        }
    }

    private Ordination shortCourse(ShortCourse course, LocalDate day, int number) {
        double u = citizen.unit("fmk.acute.by", number);
        Issuer issuer = u < 0.3
                ? Issuer.VAGTLAEGE
                : u < 0.4 ? Issuer.hospital(citizen.municipality().hospital()) : practice(day);
        boolean freeText = citizen.unit("fmk.freetext", number) < FREE_TEXT;
        long id = id(number) * 100;
        LocalDate end = day.plusDays(course.days());
        boolean fetched = citizen.unit("fmk.fetched", id) < 0.95;
        List<Handover> handovers =
                fetched ? List.of(new Handover(id * 100, daytime(day, "fmk.pharmacy", id), 1)) : List.of();
        return new Ordination(
                id(number),
                course.atc(),
                course.product(),
                course.strength(),
                freeText ? DosageForm.scribbled(course.dosage()) : course.dosage(),
                freeText,
                isTranslated(number, course.dosage()),
                course.indication(),
                day,
                end,
                false,
                false,
                daytime(day, "fmk.created", number),
                Optional.of(issuer),
                List.of(warrant(id, day, issuer, !end.isBefore(today), handovers)));
    }

    private Issuer practice(LocalDate day) {
        return Issuer.practice(
                citizen.ydernrOn(day).orElse(citizen.homePractice().ydernr()));
    }

    private long id(int number) {
        return 13_000_000_000L + citizen.index() * 1_000L + number;
    }

    /** A minute between nine and five: no night hour, which daylight saving time may skip. */
    private LocalDateTime daytime(LocalDate day, String topic, long key) {
        return day.atTime(9, 0).plusMinutes((long) (480 * citizen.unit(topic, key)));
    }
}
