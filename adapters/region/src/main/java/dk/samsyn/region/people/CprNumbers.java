package dk.samsyn.region.people;

import java.time.LocalDate;

/**
 * Person numbers that nobody has: valid date, right century and sex digit, failing modulus 11, never 1 January (domain.md
 * 2.11). The rank of a person among those born on the same day makes the number unique.
 */
public final class CprNumbers {
    private static final int[] WEIGHTS = {4, 3, 2, 7, 6, 5, 4, 3, 2, 1};

    private CprNumbers() {}

    /** Which part of the serial numbers a number is taken from, so that old and present numbers never meet. */
    enum Range {
        PRESENT(0, 1500, 4000, 2500),
        FORMER(3000, 500, 9000, 500);

        private final int start1900;
        private final int pairs1900;
        private final int start2000;
        private final int pairs2000;

        Range(int start1900, int pairs1900, int start2000, int pairs2000) {
            this.start1900 = start1900;
            this.pairs1900 = pairs1900;
            this.start2000 = start2000;
            this.pairs2000 = pairs2000;
        }
    }

    /** The number of the {@code rank}-th person born on {@code born}; women have an even last digit. */
    static String number(LocalDate born, boolean woman, int rank, Range range) {
        boolean before2000 = born.getYear() < 2000;
        int start = before2000 ? range.start1900 : range.start2000;
        int pairs = before2000 ? range.pairs1900 : range.pairs2000;
        String day = day(born);
        int offset = (int) Math.floorMod(Dice.mix(born.toEpochDay()), (long) pairs);
        int found = 0;
        for (int k = 0; k < pairs; k++) {
            // 7919 is a prime that divides no range, so every serial number comes once.
            int serial = start + 2 * ((offset + (int) (7919L * k % pairs)) % pairs) + (woman ? 0 : 1);
            String number = day + Integer.toString(10_000 + serial).substring(1);
            if (remainder(number) != 0 && found++ == rank) {
                return number;
            }
        }
        throw new IllegalStateException("more people born on one day than there are numbers");
    }

    /** The first six digits of everyone born on {@code born}. */
    static String day(LocalDate born) {
        int year = born.getYear() % 100;
        return twoDigits(born.getDayOfMonth()) + twoDigits(born.getMonthValue()) + twoDigits(year);
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    /** Weighted sum of the ten digits modulo 11; 0 is what the check of old numbers asks for. */
    public static int remainder(String number) {
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += WEIGHTS[i] * (number.charAt(i) - '0');
        }
        return sum % 11;
    }
}
