package dk.samsyn.broker.policy;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which columns of a table a permit shows, and how. {@code pid} is always among them.
 *
 * @param selection how the columns are chosen
 * @param listed the names, if they are listed
 * @param masks masks of some of the chosen columns
 */
public record Columns(Selection selection, NavigableSet<String> listed, NavigableMap<String, Mask> masks) {
    /** All columns but direct identifiers, unmasked: what a policy means that says nothing of columns. */
    public static final Columns UNSPECIFIED = new Columns(Selection.ALL_BUT_DIRECT, new TreeSet<>(), new TreeMap<>());

    public Columns {
        listed = Collections.unmodifiableNavigableSet(new TreeSet<>(listed));
        masks = Collections.unmodifiableNavigableMap(new TreeMap<>(masks));
        if (masks.containsKey(GovernedColumn.PID)) {
            throw new IllegalArgumentException("pid is never masked");
        }
    }

    /** Columns with masks. */
    public static Columns of(Selection selection, Iterable<String> listed, Map<String, Mask> masks) {
        NavigableSet<String> names = new TreeSet<>();
        listed.forEach(names::add);
        return new Columns(selection, names, new TreeMap<>(masks));
    }

    /** Whether the column is chosen. */
    boolean shows(GovernedColumn column) {
        if (column.isPid()) {
            return true;
        }
        return switch (selection) {
            case ALL -> true;
            case ALL_BUT_DIRECT -> column.columnClass() != ColumnClass.DIRECT;
            case LISTED -> listed.contains(column.name());
        };
    }

    /** What a chosen column shows. */
    Mask mask(GovernedColumn column) {
        return masks.getOrDefault(column.name(), Mask.PLAIN);
    }

    /** How columns are chosen. */
    public enum Selection {
        /** {@code allow: "*"}. */
        ALL,
        /** Nothing written. */
        ALL_BUT_DIRECT,
        /** A list of names. */
        LISTED
    }
}
