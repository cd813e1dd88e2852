package dk.samsyn.broker.query;

import org.jspecify.annotations.Nullable;

/** Gives equal texts of a column the same object where they follow each other closely: most columns repeat few values. */
final class SharedTexts {
    private static final int KEPT = 256;
    private static final int LONGEST = 64;

    private final @Nullable String[] lately = new @Nullable String[KEPT];

    @Nullable
    Object shared(@Nullable Object value) {
        if (!(value instanceof String text) || text.length() > LONGEST) {
            return value;
        }
        int place = (text.hashCode() ^ text.hashCode() >>> 16) & (KEPT - 1);
        String known = lately[place];
        if (text.equals(known)) {
            return known;
        }
        lately[place] = text;
        return text;
    }
}
