package dk.samsyn.region.people;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One invented person. Immutable; what follows from the person's numbers is computed when first asked for, the same each
 * time, and safe to read from several threads.
 */
public final class Citizen {
    private final int index;
    private final Dice dice;
    private final Window window;
    private final Practice practice;
    private final Identity identity;
    private final Residence residence;
    private final Role role;
    private volatile @Nullable Course course;
    private volatile @Nullable Values values;
    private volatile @Nullable CarePlan care;

    /** What a person has been chosen for, so that rare questions have an answer in every size. */
    public enum Role {
        NONE,
        /** Fulfils the search for smokers on combined pills with raised pressure and cholesterol (domain.md 2.9). */
        PILL_RISK,
        /** Cystic fibrosis. */
        CF,
        /** Cystic fibrosis with diabetes. */
        CF_DIABETES
    }

    Citizen(int index, Dice dice, Window window, Practice practice, Identity identity, Residence residence, Role role) {
        this.index = index;
        this.dice = dice;
        this.window = window;
        this.practice = practice;
        this.identity = identity;
        this.residence = residence;
        this.role = role;
    }

    /** Position in the population. */
    public int index() {
        return index;
    }

    /** The canonical (present) CPR number, ten digits. */
    public String cpr() {
        return identity.numbers().get(0).value();
    }

    /** All numbers, the present one first. */
    public List<PersonNumber> numbers() {
        return identity.numbers();
    }

    /** The number that a source wrote down on {@code date}: one valid then, else the present one. */
    public String numberOn(LocalDate date) {
        for (int i = numbers().size() - 1; i > 0; i--) {
            if (numbers().get(i).on(date)) {
                return numbers().get(i).value();
            }
        }
        return cpr();
    }

    /** Full name, also for people with name protection. */
    public String name() {
        return identity.name();
    }

    /** K or M by the register. */
    public String koen() {
        return identity.woman() ? "K" : "M";
    }

    public boolean woman() {
        return identity.woman();
    }

    public LocalDate born() {
        return identity.born();
    }

    public Optional<LocalDate> died() {
        return Optional.ofNullable(identity.died());
    }

    /** 01 resident, 80 emigrated, 90 dead. */
    public String status() {
        return identity.status();
    }

    public boolean nameProtected() {
        return identity.nameProtected();
    }

    public boolean addressProtected() {
        return identity.addressProtected();
    }

    /** Addresses in order of time; the last one counts. */
    public List<AddressPeriod> addresses() {
        return residence.addresses();
    }

    /** The last address known. */
    public AddressPeriod address() {
        return addresses().get(addresses().size() - 1);
    }

    /** The address on {@code date}, else the last one known. */
    public AddressPeriod addressOn(LocalDate date) {
        for (AddressPeriod period : addresses()) {
            if (period.on(date)) {
                return period;
            }
        }
        return address();
    }

    /** Three digits of the last address. */
    public int kommunekode() {
        return address().kommunekode();
    }

    /** The last municipality of the region; Aarhus for those who live elsewhere. */
    public Municipality municipality() {
        return Municipality.ofCode(kommunekode());
    }

    public int postnr() {
        return address().postnr();
    }

    public int sogn() {
        return address().sogn();
    }

    /** Times on practice lists in order of time; none for group 2. */
    public List<GpPeriod> gps() {
        return residence.gps();
    }

    /** The practice on whose list the person was on {@code date}. */
    public Optional<String> ydernrOn(LocalDate date) {
        for (GpPeriod period : gps()) {
            if (period.on(date)) {
                return Optional.of(period.ydernr());
            }
        }
        return Optional.empty();
    }

    /** 1, or 2 for the few without a fixed doctor. */
    public int sikringsgruppe() {
        return residence.sikringsgruppe();
    }

    /** The practice in whose range of indices the person stands; also group 2 goes there. */
    public Practice homePractice() {
        return practice;
    }

    /** The days that the demo tells of. */
    public Window window() {
        return window;
    }

    /** First day on which sources may hold something: birth or moving in. */
    public LocalDate presentFrom() {
        return residence.presentFrom();
    }

    /** Last such day: death, moving out, or today. */
    public LocalDate presentTo() {
        return residence.presentTo();
    }

    /** First day of the window on which the person is present. */
    public LocalDate historyFrom() {
        return presentFrom().isAfter(window.from()) ? presentFrom() : window.from();
    }

    /** Whether sources may hold something of {@code date}. */
    public boolean presentOn(LocalDate date) {
        return !date.isBefore(presentFrom()) && !date.isAfter(presentTo());
    }

    public Role role() {
        return role;
    }

    /** Age in whole years on {@code date}. */
    public int ageOn(LocalDate date) {
        return (int) ChronoUnit.YEARS.between(born(), date);
    }

    /** Age in whole years today, or at death. */
    public int age() {
        return ageOn(died().orElse(window.today()));
    }

    /** What is true of the person over time. */
    public Course course() {
        Course known = course;
        if (known == null) {
            known = CourseOfLife.of(this);
            course = known;
        }
        return known;
    }

    /** What would be measured on a day. */
    public Values values() {
        Values known = values;
        if (known == null) {
            known = new Values(this, course());
            values = known;
        }
        return known;
    }

    /** Hospital contacts, controls, blood tests and municipal help of the window. */
    public CarePlan care() {
        CarePlan known = care;
        if (known == null) {
            known = Care.of(this);
            care = known;
        }
        return known;
    }

    /** A stream of random numbers of its own for {@code topic}: same seed, citizen and topic, same numbers. */
    public SplittableRandom random(String topic) {
        return dice.random(topic);
    }

    /** A number in [0, 1) that belongs to (citizen, topic, key). */
    public double unit(String topic, long key) {
        return dice.unit(topic, key);
    }

    /** A standard normal number that belongs to (citizen, topic, key). */
    public double gaussian(String topic, long key) {
        return dice.gaussian(topic, key);
    }

    @Override
    public String toString() {
        return "citizen " + index;
    }
}
