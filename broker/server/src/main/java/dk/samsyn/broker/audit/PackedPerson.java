package dk.samsyn.broker.audit;

/**
 * A person's number as one positive {@code long}, equal for equal numbers only: a number of at most twelve digits and capital
 * letters, as all but made-up ones are, to the base of ten digits, 26 letters and nothing, so that numbers of different length
 * differ. 0 stands for a number that has no such form.
 */
final class PackedPerson {
    static final int LONGEST = 12;
    private static final int BASE = 37;
    private static final char[] SIGNS = "?0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".toCharArray();

    /** What each ASCII sign counts; 0 if it has no place in a number. */
    private static final byte[] COUNTS = counts();

    private PackedPerson() {}

    private static byte[] counts() {
        byte[] counts = new byte[128];
        for (int i = 1; i < SIGNS.length; i++) {
            counts[SIGNS[i]] = (byte) i;
        }
        return counts;
    }

    /** The number packed, or 0. */
    static long of(String person) {
        int length = person.length();
        if (length > LONGEST) {
            return 0;
        }
        long packed = 0;
        for (int i = 0; i < length; i++) {
            char sign = person.charAt(i);
            byte counts = sign < COUNTS.length ? COUNTS[sign] : 0;
            if (counts == 0) {
                return 0;
            }
            packed = packed * BASE + counts;
        }
        return packed;
    }

    /**
     * Writes a packed number's signs at the end of a place for {@link #LONGEST}.
     *
     * @return where they begin
     */
    static int unpack(long packed, char[] into) {
        int at = LONGEST;
        for (long rest = packed; rest != 0; rest /= BASE) {
            into[--at] = SIGNS[(int) (rest % BASE)];
        }
        return at;
    }

    /** The number as text. */
    static String text(long packed) {
        char[] signs = new char[LONGEST];
        int from = unpack(packed, signs);
        return new String(signs, from, LONGEST - from);
    }
}
