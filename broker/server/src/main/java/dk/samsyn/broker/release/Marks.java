package dk.samsyn.broker.release;

import java.util.Arrays;

/**
 * What finds contributions that differ for few persons: persons are dealt to {@value #HANDS} hands by their keys, and each hand has a
 * mark of who is in it with how much, 0 if nobody is. Contributions that differ for d persons have at least {@value #HANDS} - d hands
 * alike. Where more hands are empty than must be alike, marks of the first few persons in a random order follow: of two that differ
 * for fewer persons and have any in common, one is alike.
 */
final class Marks {
    /** Parts that persons are dealt to. */
    static final int HANDS = 18;

    private final int[] marks;
    private final int[] found;

    /**
     * Marks of what makes up an answer.
     *
     * @param marks of the hands, then of the first persons
     * @param found hands by which it is found: as many as cannot all differ
     */
    Marks(int[] marks, int[] found) {
        this.marks = marks;
        this.found = found;
    }

    /** Marks that were stored: found by all hands that are not empty, since which are full is not told. */
    static Marks stored(int[] marks) {
        int[] found = new int[HANDS];
        int full = 0;
        for (int hand = 0; hand < HANDS; hand++) {
            if (marks[hand] != 0) {
                found[full++] = hand;
            }
        }
        return new Marks(marks, Arrays.copyOf(found, full));
    }

    /** Of the hands, and of the first persons if there are any. */
    int size() {
        return marks.length;
    }

    int at(int index) {
        return marks[index];
    }

    /** The mark with the hand that it is of; those of single persons are of none. */
    long placed(int index) {
        return ((long) Math.min(index, HANDS) << Integer.SIZE) | (marks[index] & 0xffff_ffffL);
    }

    /**
     * Hands by whose marks an answer is found, better the fullest: that two sets of other persons have a full hand alike is rare; a hand
     * of one person they often have.
     */
    int[] found() {
        return found.clone();
    }

    void copyHands(int[] to, int at) {
        System.arraycopy(marks, 0, to, at, HANDS);
    }

    @Override
    public String toString() {
        return Arrays.toString(marks);
    }
}
