package dk.samsyn.broker.release;

/**
 * A third layer of noise that adds up: every person counts as one and a little more or less, always the same. It is what is left
 * when the other two layers have been averaged away, by cutting one set of persons in a thousand ways and adding the parts: the
 * parts' weights are the whole's. Without it such a sum is the exact number after a few hundred cuts, and every way of
 * cutting that uses declared columns is allowed to be asked.
 *
 * <p>The weight is drawn from the record key, which nobody but the broker knows. In a group of n persons it is off by 0.12 √n
 * persons: 1 of 70, 12 of 10,000.
 */
final class PersonWeights {
    /** Standard deviation of one person's weight. */
    static final double DEVIATION = 0.12;

    private static final int PARTS = 4;
    private static final double UNIFORM_DEVIATION = Math.sqrt(PARTS / 12.0);

    private PersonWeights() {}

    /** What a person counts besides one: mean 0, bounded by 3.5 standard deviations (the sum of four uniform draws). */
    static double of(long recordKey) {
        long bits = mix(recordKey);
        double sum = 0;
        for (int part = 0; part < PARTS; part++) {
            sum += ((bits >>> (16 * part)) & 0xffff) / 65_536.0;
        }
        return DEVIATION * (sum - PARTS / 2.0) / UNIFORM_DEVIATION;
    }

    /** Spreads the key over 64 bits (SplitMix64), so that weights have nothing to do with the order or sum of keys. */
    private static long mix(long key) {
        long z = key + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
