package dk.samsyn.broker.policy;

import java.util.Locale;
import java.util.Optional;

/**
 * What a permitted cell shows. A mask keeps the type of its column and is computed from the raw value at once, so that a filter
 * or a join sees the mask.
 *
 * @param kind what is done
 * @param hierarchy name of the hierarchy of {@link Kind#HIERARCHY}, empty otherwise
 */
public record Mask(Kind kind, String hierarchy) implements Comparable<Mask> {
    /** The value itself. */
    public static final Mask PLAIN = new Mask(Kind.PLAIN, "");

    public Mask {
        if ((kind == Kind.HIERARCHY) == hierarchy.isEmpty()) {
            throw new IllegalArgumentException("a hierarchy, and nothing else, has a name");
        }
    }

    /** A mask of a kind that needs no name. */
    public static Mask of(Kind kind) {
        return new Mask(kind, "");
    }

    /** The mask that a policy file writes as {@code year} or {@code hierarchy:NAME}. */
    public static Optional<Mask> parse(String label) {
        if (label.startsWith("hierarchy:") && label.length() > "hierarchy:".length()) {
            return Optional.of(new Mask(Kind.HIERARCHY, label.substring("hierarchy:".length())));
        }
        for (Kind kind : Kind.values()) {
            if (kind != Kind.HIERARCHY && kind.label().equals(label)) {
                return Optional.of(of(kind));
            }
        }
        return Optional.empty();
    }

    /** Whether the mask can be put on a column of that type. */
    public boolean fits(String columnType) {
        String base = columnType.replaceFirst("\\(.*", "");
        return switch (kind) {
            case PLAIN, BLANK -> true;
            case PSEUDONYM, PRACTICE_PSEUDONYM, HIERARCHY -> base.equals("varchar");
            case QUARTER, YEAR -> base.equals("date") || base.equals("timestamp");
            case AGE_BAND, POSTAL_TO_MUNICIPALITY -> base.equals("integer");
        };
    }

    /** Whether whoever sees this mask can work out what the other shows. */
    boolean showsAtLeast(Mask other) {
        if (equals(other) || kind == Kind.PLAIN || other.kind == Kind.BLANK) {
            return true;
        }
        return (kind == Kind.QUARTER && other.kind == Kind.YEAR)
                || (kind == Kind.PRACTICE_PSEUDONYM && other.kind == Kind.PSEUDONYM);
    }

    /** Lighter masks come before heavier ones. */
    @Override
    public int compareTo(Mask other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : hierarchy.compareTo(other.hierarchy);
    }

    @Override
    public String toString() {
        return hierarchy.isEmpty() ? kind.label() : kind.label() + ":" + hierarchy;
    }

    /** Kinds of masks from the lightest to the heaviest. */
    public enum Kind {
        /** No mask. */
        PLAIN,
        /** A six-digit practice number becomes a pseudonym; hospitals, municipalities and laboratories stay. */
        PRACTICE_PSEUDONYM,
        /** A keyed pseudonym of the text, the same within one purpose and organisation. */
        PSEUDONYM,
        /** First day of the quarter. */
        QUARTER,
        /** First day of the year. */
        YEAR,
        /** Lower end of the five-year age band, 80 for everybody older. */
        AGE_BAND,
        /** The municipality code in place of the postal code. */
        POSTAL_TO_MUNICIPALITY,
        /** The value's ancestor in a named code hierarchy. */
        HIERARCHY,
        /** NULL; {@code blank} in files, where the word null means nothing written. */
        BLANK;

        /** The name in policy files. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
