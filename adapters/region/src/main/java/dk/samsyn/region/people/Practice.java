package dk.samsyn.region.people;

/**
 * A general practice. Its citizens stand together: {@code first} ≤ index &lt; {@code end} are those on its list now (but for
 * the dead, the moved and group 2), citizens with another home practice may have been on its list before.
 *
 * @param number 0 for the first
 * @param ydernr six characters, {@code 099001} for the first
 * @param municipality where the practice lies
 * @param first index of its first citizen
 * @param end index after its last citizen
 */
public record Practice(int number, String ydernr, Municipality municipality, int first, int end) {
    /** Practice {@code number} of {@code practices} in a region of {@code citizens}. */
    static Practice of(int number, int practices, int citizens) {
        int first = (int) ((long) number * citizens / practices);
        int end = (int) ((long) (number + 1) * citizens / practices);
        return new Practice(number, ydernr(number), home(number), first, end);
    }

    /** The ydernummer of a practice; {@code 099001} … lie outside numbers in use. */
    public static String ydernr(int number) {
        return String.format("%06d", 99_001 + number);
    }

    /** Two practices in Randers, one in Aarhus and one with many from Samsø come first; then by population. */
    private static Municipality home(int number) {
        return switch (number) {
            case 0, 1 -> Municipality.RANDERS;
            case 2 -> Municipality.AARHUS;
            case 3 -> Municipality.SAMSOE;
            // Steps of the golden ratio spread evenly over [0, 1).
            default -> Municipality.weighted((number * 0.6180339887498949) % 1);
        };
    }
}
