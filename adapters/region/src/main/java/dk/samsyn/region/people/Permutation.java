package dk.samsyn.region.people;

/**
 * A shuffling of 0 … size-1 that needs no memory and can be undone: a four-round Feistel network over the next even number
 * of bits, repeated until the number is inside (cycle walking).
 */
final class Permutation {
    private static final int ROUNDS = 4;

    private final int size;
    private final int halfBits;
    private final long seed;

    Permutation(int size, long seed) {
        this.size = size;
        int bits = Math.max(2, 32 - Integer.numberOfLeadingZeros(Math.max(1, size - 1)));
        this.halfBits = (bits + 1) / 2;
        this.seed = seed;
    }

    int apply(int index) {
        int value = index;
        do {
            value = forward(value);
        } while (value >= size);
        return value;
    }

    int invert(int shuffled) {
        int value = shuffled;
        do {
            value = backward(value);
        } while (value >= size);
        return value;
    }

    private int forward(int value) {
        int mask = (1 << halfBits) - 1;
        int left = value >>> halfBits;
        int right = value & mask;
        for (int round = 0; round < ROUNDS; round++) {
            int next = left ^ (scramble(round, right) & mask);
            left = right;
            right = next;
        }
        return left << halfBits | right;
    }

    private int backward(int value) {
        int mask = (1 << halfBits) - 1;
        int left = value >>> halfBits;
        int right = value & mask;
        for (int round = ROUNDS - 1; round >= 0; round--) {
            int previous = right ^ (scramble(round, left) & mask);
            right = left;
            left = previous;
        }
        return left << halfBits | right;
    }

    private int scramble(int round, int half) {
        return (int) Dice.mix(seed ^ (((long) round + 1) << 40) ^ half);
    }
}
