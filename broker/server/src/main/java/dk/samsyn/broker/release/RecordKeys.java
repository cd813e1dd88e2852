package dk.samsyn.broker.release;

import java.util.concurrent.ConcurrentHashMap;

/**
 * Record keys by person, each computed once. A number of digits is held as a number: a region of 1.4 million persons takes some
 * 100 MB.
 */
final class RecordKeys {
    private static final int LONGEST = 18;

    private final NoiseSecret secret;
    private final ConcurrentHashMap<Long, Long> numbers = new ConcurrentHashMap<>();

    RecordKeys(NoiseSecret secret) {
        this.secret = secret;
    }

    long of(String person) {
        long number = number(person);
        return number < 0
                ? secret.recordKey(person)
                : numbers.computeIfAbsent(number, none -> secret.recordKey(person));
    }

    /** Digits as a number that tells leading zeros apart, or -1. */
    private static long number(String person) {
        if (person.isEmpty() || person.length() >= LONGEST) {
            return -1;
        }
        long number = 1;
        for (int i = 0; i < person.length(); i++) {
            char c = person.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = 10 * number + (c - '0');
        }
        return number;
    }
}
