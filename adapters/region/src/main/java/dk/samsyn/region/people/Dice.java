package dk.samsyn.region.people;

import java.util.SplittableRandom;

/**
 * Chance without state: the same name gives the same number. A number depends on (seed, citizen, topic, key) only, never on
 * what was drawn before it.
 */
final class Dice {
    private final long root;

    Dice(long seed, long index) {
        this.root = mix(mix(seed + 0x9E3779B97F4A7C15L) + index * 0xD1B54A32D192ED03L);
    }

    /** 64 bits for (topic, key). */
    long bits(String topic, long key) {
        return mix(root ^ mix(name(topic) + key * 0x9E3779B97F4A7C15L));
    }

    /** A number in [0, 1) for (topic, key). */
    double unit(String topic, long key) {
        return (bits(topic, key) >>> 11) * 0x1.0p-53;
    }

    /** A standard normal number for (topic, key). */
    double gaussian(String topic, long key) {
        return normalQuantile(((bits(topic, key) >>> 12) + 0.5) * 0x1.0p-52);
    }

    /** A stream of numbers of its own for {@code topic}. */
    SplittableRandom random(String topic) {
        return new SplittableRandom(bits(topic, 0));
    }

    /** Finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
    static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** FNV-1a, 64 bits. */
    private static long name(String topic) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < topic.length(); i++) {
            hash = (hash ^ topic.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }

    /** Inverse of the normal distribution function, Acklam's rational approximation; relative error below 1.2e-9. */
    static double normalQuantile(double p) {
        if (p < 0.02425) {
            return tail(Math.sqrt(-2 * Math.log(p)));
        }
        if (p > 1 - 0.02425) {
            return -tail(Math.sqrt(-2 * Math.log(1 - p)));
        }
        double q = p - 0.5;
        double r = q * q;
        return (((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.3577518672690) * r
                                        - 30.66479806614716)
                                * r
                        + 2.506628277459239)
                * q
                / (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r
                                        - 13.28068155288572)
                                * r
                        + 1);
    }

    private static double tail(double q) {
        return (((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734)
                                                * q
                                        + 4.374664141464968)
                                * q
                        + 2.938163982698783)
                / ((((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416)
                                * q
                        + 1);
    }
}
