package dk.samsyn.broker.release;

import java.util.Map;

/**
 * How much may leave (rule 23), as {@code conf/budgets.yaml} says it.
 *
 * @param answersPerDay new answers of an account, which is an organisation and a purpose, in a day
 * @param answersPerDayFor the same for purposes that have a number of their own, by label
 * @param columnsPerQuarter columns outside the standard set by which one set of persons may be cut in a quarter
 * @param listsPerQuarter lists of several values and ranges, of any column, by which one set of persons may be cut in a quarter:
 *     a column of nineteen values has half a million lists, and their numbers add up to those of the single values
 * @param population new answers about one population in a quarter, over all accounts
 * @param organisation how many of these one organisation may use, for whatever purpose: one account could use all of them up in a
 *     day, and lock all others out for a quarter
 */
public record BudgetLimits(
        long answersPerDay,
        Map<String, Long> answersPerDayFor,
        int columnsPerQuarter,
        int listsPerQuarter,
        Population population,
        Population organisation) {
    /** What holds for a broker without the file. */
    public static final BudgetLimits DEFAULT = new BudgetLimits(
            20_000, Map.of(), 8, 16, new Population(20_000, 4_000, 2_000), new Population(8_000, 2_000, 1_000));

    public BudgetLimits {
        answersPerDayFor = Map.copyOf(answersPerDayFor);
    }

    /** Limits under which one organisation may use all. */
    public BudgetLimits(
            long answersPerDay,
            Map<String, Long> answersPerDayFor,
            int columnsPerQuarter,
            int listsPerQuarter,
            Population population) {
        this(answersPerDay, answersPerDayFor, columnsPerQuarter, listsPerQuarter, population, population);
    }

    /**
     * New answers in a quarter, whoever asks. An answer about women with diabetes counts for everybody, for women, for those with
     * diabetes, and for women with diabetes.
     *
     * @param everybody about the whole population
     * @param one about those with one value, or chosen by one condition
     * @param two about those with two; who are chosen by more are among them
     */
    public record Population(long everybody, long one, long two) {
        /** Of a population that so many values or conditions choose. */
        long of(int chosenBy) {
            return switch (chosenBy) {
                case 0 -> everybody;
                case 1 -> one;
                default -> two;
            };
        }
    }

    /** New answers in a day of one account. */
    long answersPerDay(String account) {
        return answersPerDayFor.getOrDefault(account.substring(account.lastIndexOf('|') + 1), answersPerDay);
    }
}
