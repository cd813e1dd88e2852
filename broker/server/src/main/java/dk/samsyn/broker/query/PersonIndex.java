package dk.samsyn.broker.query;

import dk.samsyn.spi.PersonFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Which numbers belong to the same person, from the CPR register's nightly list. Only persons with more than one number are
 * held; everybody else's number is canonical. Thread-safe; loaded at first use and again when told.
 */
public final class PersonIndex {
    private final Supplier<List<Alias>> loader;
    private volatile Index index = new Index(Map.of(), Map.of(), false);

    /**
     * A number that stands for a person whose canonical number is another.
     *
     * @param number any number, normalised
     * @param canonical the person's newest CPR number
     */
    public record Alias(String number, String canonical) {}

    private record Index(Map<String, String> canonical, Map<String, List<String>> numbers, boolean loaded) {}

    /**
     * An index over a loader.
     *
     * @param loader reads all aliases; throws if the register's list cannot be had, and then every query fails
     */
    public PersonIndex(Supplier<List<Alias>> loader) {
        this.loader = loader;
    }

    /** Loads the list if that has not been done. */
    void ensureLoaded() {
        if (!index.loaded()) {
            reload();
        }
    }

    /** Reads the list again; the old one stays in use until the new one is whole. */
    public synchronized void reload() {
        Map<String, String> canonical = new HashMap<>();
        Map<String, List<String>> numbers = new HashMap<>();
        for (Alias alias : loader.get()) {
            if (!alias.number().equals(alias.canonical())) {
                canonical.put(alias.number(), alias.canonical());
                numbers.computeIfAbsent(alias.canonical(), k -> new ArrayList<>())
                        .add(alias.number());
            }
        }
        index = new Index(canonical, numbers, true);
    }

    /** The canonical number of the person that a number, in any spelling, belongs to. */
    public String canonical(String spelling) {
        String number = PersonFormat.normalise(spelling);
        return index.canonical().getOrDefault(number, number);
    }

    /** Every number of the person, the canonical one first. */
    public List<String> numbers(String canonical) {
        List<String> others = index.numbers().get(canonical);
        if (others == null) {
            return List.of(canonical);
        }
        List<String> all = new ArrayList<>(others.size() + 1);
        all.add(canonical);
        all.addAll(others);
        return all;
    }
}
