package dk.samsyn.region.people;

import dk.samsyn.region.people.Condition.Kind;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is true of one person over time, whether or not any source knows it. */
public final class Course {
    private final List<Condition> conditions;
    private final List<HeartEvent> heartEvents;
    private final Habits habits;
    private final List<Medication> medications;
    private final Map<Disease, FollowedBy> followedBy;

    /**
     * Smoking and weight.
     *
     * @param smoking today's answer
     * @param quit day on which one who smoked stopped, or null
     */
    record Habits(Smoking smoking, @Nullable LocalDate quit, boolean obese) {}

    Course(
            List<Condition> conditions,
            List<HeartEvent> heartEvents,
            Habits habits,
            List<Medication> medications,
            Map<Disease, FollowedBy> followedBy) {
        this.conditions = List.copyOf(conditions);
        this.heartEvents = List.copyOf(heartEvents);
        this.habits = habits;
        this.medications = List.copyOf(medications);
        this.followedBy = new EnumMap<>(followedBy);
    }

    /** All conditions, the unknown ones too. */
    public List<Condition> conditions() {
        return conditions;
    }

    /** The condition of a kind, if the person has it today. */
    public Optional<Condition> condition(Kind kind) {
        return conditions.stream().filter(c -> c.kind() == kind).findFirst();
    }

    /** Whether the person has the condition, diagnosed or not, on {@code date}. */
    public boolean has(Kind kind, LocalDate date) {
        for (Condition condition : conditions) {
            if (condition.kind() == kind && condition.on(date)) {
                return true;
            }
        }
        return false;
    }

    /** Diabetes of any type (not of pregnancy), diagnosed or not. */
    public Optional<Condition> diabetes() {
        return conditions.stream()
                .filter(c -> c.kind() == Kind.DM1 || c.kind() == Kind.DM2 || c.kind() == Kind.DM_ANDEN)
                .findFirst();
    }

    /** KOL, diagnosed or not. */
    public Optional<Condition> copd() {
        return condition(Kind.KOL);
    }

    /** The diagnosed condition behind a disease that is followed by controls. */
    public Optional<Condition> diagnosed(Disease disease) {
        Optional<Condition> found =
                switch (disease) {
                    case DM -> diabetes();
                    case KOL -> copd();
                    case AKS -> condition(Kind.AKS);
                    case HT -> condition(Kind.HT);
                };
        return found.filter(Condition::diagnosed);
    }

    /** Acute coronary syndromes in order of time, also long ago. */
    public List<HeartEvent> heartEvents() {
        return heartEvents;
    }

    /** Smoking as the person would answer on {@code date}. */
    public Smoking smoking(LocalDate date) {
        LocalDate quit = habits.quit();
        if (habits.smoking() == Smoking.EKSRYGER && quit != null && date.isBefore(quit)) {
            return Smoking.DAGLIGRYGER;
        }
        return habits.smoking();
    }

    /** BMI of 30 or more. */
    public boolean obese() {
        return habits.obese();
    }

    /** All drugs with start and end, in no particular order. */
    public List<Medication> medications() {
        return medications;
    }

    /** Drugs on {@code date}. */
    public List<Medication> medicationsOn(LocalDate date) {
        return medications.stream().filter(m -> m.on(date)).toList();
    }

    /** First day on a statin. */
    public Optional<LocalDate> statinSince() {
        return medications.stream()
                .filter(m -> m.atc().startsWith("C10AA"))
                .map(Medication::start)
                .min(LocalDate::compareTo);
    }

    /** The combined pill taken on {@code date}. */
    public Optional<Medication> combinedPill(LocalDate date) {
        return medications.stream().filter(m -> m.combinedPill() && m.on(date)).findFirst();
    }

    /** Who follows a diagnosed disease; NONE for one the person has not. */
    public FollowedBy followedBy(Disease disease) {
        return followedBy.getOrDefault(disease, FollowedBy.NONE);
    }
}
