package dk.samsyn.broker.query;

import org.jspecify.annotations.Nullable;

/**
 * Gives equal texts of a column the same object where they follow each other closely: most columns repeat few values. Where
 * hardly any of the first ones did, no more are compared.
 */
final class SharedTexts {
    private static final int KEPT = 256;
    private static final int LONGEST = 64;
    private static final int TRIED = 4_096;
    private static final int WORTH_IT = TRIED / 16;

    private final @Nullable String[] lately = new @Nullable String[KEPT];
    private int tried;
    private long found;

    @Nullable
    Object shared(@Nullable Object value) {
        if (!(value instanceof String text) || text.length() > LONGEST || (tried == TRIED && found < WORTH_IT)) {
            return value;
        }
        int place = (text.hashCode() ^ text.hashCode() >>> 16) & (KEPT - 1);
        String known = lately[place];
        tried = Math.min(TRIED, tried + 1);
        if (text.equals(known)) {
            found++;
            return known;
        }
        lately[place] = text;
        return text;
    }
}
