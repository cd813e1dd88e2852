package dk.samsyn.region.people;

import dk.samsyn.spi.DemoRegion.Options;
import dk.samsyn.spi.PersonFormat;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Everybody in the region, made when asked for: nothing is kept but the few people chosen for a role. Leaving citizens
 * out ({@link Options#except()}), or giving them each other's numbers ({@link Options#exchange()}), changes nothing about the
 * others.
 */
public final class Population {
    private final int size;
    private final long seed;
    private final Window window;
    private final AgePyramid pyramid;
    private final Permutation permutation;
    private final Register register;
    private final List<Practice> practices;
    private final Map<Integer, Citizen.Role> roles;
    private final BitSet except = new BitSet();
    /** Whose numbers a citizen has, by index, if not the own; and the other way. */
    private final Map<Integer, Integer> numbersOf = new HashMap<>();

    private final Map<Integer, Integer> holderOf = new HashMap<>();

    /** The population of a region of {@code options}. */
    public Population(Options options) {
        this.size = options.size().citizens();
        this.seed = options.seed();
        this.window = new Window(options.today().minusYears(options.size().years()), options.today());
        this.pyramid = new AgePyramid(size, options.today());
        this.permutation = new Permutation(size, Dice.mix(seed));
        int count = options.size().practices();
        this.register = new Register(window, count);
        this.practices = IntStream.range(0, count)
                .mapToObj(i -> Practice.of(i, count, size))
                .toList();
        this.roles = roles();
        for (String cpr : options.except().orElse("").split(",", -1)) {
            owner(cpr).ifPresent(except::set);
        }
        exchange(options.exchange().stream()
                .flatMapToInt(cpr -> owner(cpr).stream())
                .distinct()
                .boxed()
                .toList());
    }

    private void exchange(List<Integer> citizens) {
        for (int i = 0; i < citizens.size(); i++) {
            int next = citizens.get((i + 1) % citizens.size());
            numbersOf.put(citizens.get(i), next);
            holderOf.put(next, citizens.get(i));
        }
    }

    /** Number of indices; the citizen left out has one too. */
    public int size() {
        return size;
    }

    /** The days that the demo tells of. */
    public Window window() {
        return window;
    }

    /** All practices in order of their ydernummer; their ranges of indices follow each other. */
    public List<Practice> practices() {
        return practices;
    }

    /** Whether the citizen of {@code index} is part of the region: false for those left out. */
    public boolean present(int index) {
        return !except.get(index);
    }

    /** Everybody but those left out, in order of index, one at a time. */
    public void forEach(Consumer<Citizen> consumer) {
        for (int i = 0; i < size; i++) {
            if (present(i)) {
                consumer.accept(citizen(i));
            }
        }
    }

    /** The citizen of an index from 0 to {@link #size()}-1, made anew at each call. */
    public Citizen citizen(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("no citizen " + index + " among " + size);
        }
        LocalDate born = pyramid.born(permutation.apply(index));
        Dice dice = new Dice(seed, index);
        boolean woman = woman(dice, born);
        Citizen.Role role = roles.getOrDefault(index, Citizen.Role.NONE);
        List<PersonNumber> numbers = numbers(numbersOf.getOrDefault(index, index));
        Identity identity = register.identity(dice, born, woman, numbers, role);
        Practice practice = practices.get(practiceOf(index));
        return new Citizen(
                index, dice, window, practice, identity, register.residence(dice, identity, practice, role), role);
    }

    private List<PersonNumber> numbers(int owner) {
        int slot = permutation.apply(owner);
        LocalDate born = pyramid.born(slot);
        Dice dice = new Dice(seed, owner);
        return register.numbers(dice, born, woman(dice, born), slot - pyramid.firstSlot(born));
    }

    /** Index of the person who has or had {@code number}, in any spelling; empty for unknown numbers and the one left out. */
    public OptionalInt indexOf(String number) {
        OptionalInt owner = owner(number);
        int found = owner.isPresent() ? holderOf.getOrDefault(owner.getAsInt(), owner.getAsInt()) : 0;
        return owner.isPresent() && present(found) ? OptionalInt.of(found) : OptionalInt.empty();
    }

    /** Index of the person for whom {@code number} was made. */
    private OptionalInt owner(String spelling) {
        String number = PersonFormat.normalise(spelling);
        if (!number.matches("[0-9]{6}[0-9A-Z]{4,6}")) {
            return OptionalInt.empty();
        }
        int day = Integer.parseInt(number.substring(0, 2)) % 60;
        int month = Integer.parseInt(number.substring(2, 4));
        int year = Integer.parseInt(number.substring(4, 6));
        for (int century : new int[] {1900, 2000}) {
            OptionalInt found = owner(number, century + year, month, day);
            if (found.isPresent()) {
                return found;
            }
        }
        return OptionalInt.empty();
    }

    private OptionalInt owner(String number, int year, int month, int day) {
        LocalDate born;
        try {
            born = LocalDate.of(year, month, day);
        } catch (DateTimeException notADate) {
            return OptionalInt.empty();
        }
        int first = pyramid.firstSlot(born);
        for (int slot = first; slot < size && pyramid.born(slot).equals(born); slot++) {
            int index = permutation.invert(slot);
            Dice dice = new Dice(seed, index);
            for (PersonNumber candidate : register.numbers(dice, born, woman(dice, born), slot - first)) {
                if (candidate.value().equals(number)) {
                    return OptionalInt.of(index);
                }
            }
        }
        return OptionalInt.empty();
    }

    private boolean woman(Dice dice, LocalDate born) {
        return dice.unit("register.woman", 0) < (born.isBefore(window.today().minusYears(80)) ? 0.6 : 0.5);
    }

    private int practiceOf(int index) {
        int guess = (int) ((long) index * practices.size() / size);
        if (index < practices.get(guess).first()) {
            return guess - 1;
        }
        return index >= practices.get(guess).end() ? guess + 1 : guess;
    }

    /** One to three women of each practice for the pill search, and people with cystic fibrosis, at least six. */
    private Map<Integer, Citizen.Role> roles() {
        Map<Integer, Citizen.Role> chosen = new HashMap<>();
        for (Practice practice : practices) {
            int wanted = 1 + practice.number() % 3;
            Set<Integer> women = new HashSet<>();
            for (int i = practice.first(); i < practice.end() && women.size() < wanted; i++) {
                int age = age(i);
                if (age >= 37 && age <= 48 && woman(new Dice(seed, i), pyramid.born(permutation.apply(i)))) {
                    women.add(i);
                }
            }
            women.forEach(i -> chosen.put(i, Citizen.Role.PILL_RISK));
        }
        int wanted = Math.max(6, size / 12_000);
        for (int k = 0; k < wanted; k++) {
            int i = (int) ((k + 0.37) * size / wanted);
            while (age(i) < 12 || age(i) > 45 || chosen.containsKey(i)) {
                i = (i + 1) % size;
            }
            chosen.put(i, k % 5 < 2 ? Citizen.Role.CF_DIABETES : Citizen.Role.CF);
        }
        return Map.copyOf(chosen);
    }

    private int age(int index) {
        return window.today().getYear() - pyramid.born(permutation.apply(index)).getYear();
    }
}
