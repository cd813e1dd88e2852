package dk.samsyn.broker.release;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How much one organisation may learn for one purpose (rule 23): new answers a day, and different columns outside the standard
 * set by which one set of persons is cut in a quarter. Noise of the size used here holds against that many and not against
 * any number.
 */
final class Budgets {
    /** How much of the day's budget may be drawn off, so that nobody knows at which answer it ends. */
    private static final double DRAWN_OFF = 0.05;

    private final Limits limits;
    private final NoiseSecret secret;
    private final Map<Day, Long> answers = new HashMap<>();
    private final Map<Cut, Set<String>> columns = new HashMap<>();

    /**
     * Limits.
     *
     * @param answersPerDay new answers of an account in a day
     * @param columnsPerQuarter columns outside the standard set by which one set of persons may be cut in a quarter
     * @param listsPerQuarter lists of several values and ranges, of any column, by which one set of persons may be cut in a quarter:
     *     a column of nineteen values has half a million lists, and their numbers add up to those of the single values
     */
    public record Limits(long answersPerDay, int columnsPerQuarter, int listsPerQuarter) {
        private static final int LISTS = 16;

        Limits(long answersPerDay, int columnsPerQuarter) {
            this(answersPerDay, columnsPerQuarter, Math.max(LISTS, columnsPerQuarter));
        }
    }

    private String afresh = "";

    private record Day(String account, LocalDate day) {}

    private record Cut(String base, String quarter) {}

    Budgets(Limits limits, NoiseSecret secret) {
        this.limits = limits;
        this.secret = secret;
    }

    /**
     * In the quarter in which a lost ledger was started afresh half as many columns and lists may be used: what the lost one had
     * counted is not known, and every cut is drawn anew.
     */
    void begunAfresh(LocalDate day) {
        afresh = quarter(day);
    }

    private int perQuarter(int limit, Charge charge) {
        return quarter(charge.day()).equals(afresh) ? limit / 2 : limit;
    }

    /** Answers of one day: at an exact limit, one could see whether a statement brought a new answer or one held fast. */
    private long answers(Day day) {
        double off = secret.draw("budget", day.account() + "|" + day.day()) * DRAWN_OFF;
        return Math.round(limits.answersPerDay() * (1 - off));
    }

    /**
     * Charges a statement.
     *
     * @throws dk.samsyn.broker.access.QueryException BUDGET_RULE if it would be too much
     */
    void charge(Charge charge, long released) {
        Day day = new Day(charge.account(), charge.day());
        if (answers.getOrDefault(day, 0L) + released > answers(day)) {
            throw Rule.BUDGET.refusal(
                    "Dagens nye svar er brugt, omkring " + limits.answersPerDay()
                            + ". Spørg igen i morgen eller mindre opdelt. Det, der er svaret på, kan stadig spørges om.",
                    "Today's new answers are used up, about " + limits.answersPerDay()
                            + ". Ask again tomorrow or in coarser groups. What was answered before can still be asked.");
        }
        int mostLists = perQuarter(limits.listsPerQuarter(), charge);
        int mostColumns = perQuarter(limits.columnsPerQuarter(), charge);
        for (Charge.Partition partition : charge.partitions()) {
            Set<String> cut = columns.getOrDefault(cut(partition, charge), Set.of());
            boolean known = cut.contains(partition.column());
            long alike = cut.stream()
                    .filter(column -> isList(column) == isList(partition.column()))
                    .count();
            if (!known && isList(partition.column()) && alike >= mostLists) {
                throw Rule.BUDGET.refusal(
                        "De samme borgere er i dette kvartal udvalgt med " + mostLists
                                + " forskellige lister af værdier eller intervaller. Gruppér efter kolonnen, vælg hele måneder, år"
                                + " eller aldersgrupper, eller brug en liste eller et interval igen.",
                        "The same persons were selected by " + mostLists
                                + " different lists of values or ranges this quarter. Group by the column, choose whole months, years"
                                + " or bands, or use a list or range again.");
            }
            if (!known && !isList(partition.column()) && alike >= mostColumns) {
                throw Rule.BUDGET.refusal(
                        "De samme borgere er i dette kvartal delt op efter " + mostColumns
                                + " forskellige kolonner. Brug en af dem igen, eller en standardkolonne.",
                        "The same persons were cut by " + mostColumns
                                + " different columns this quarter. Use one of these again, or a standard column.");
            }
        }
        learn(charge, released);
    }

    private static boolean isList(String column) {
        return column.startsWith(Charge.Partition.LIST);
    }

    /** Whether charging nothing but the statement's columns would change nothing. */
    boolean knows(Charge charge) {
        return charge.partitions().stream()
                .allMatch(p -> columns.getOrDefault(cut(p, charge), Set.of()).contains(p.column()));
    }

    void learn(Charge charge, long released) {
        answers.merge(new Day(charge.account(), charge.day()), released, Long::sum);
        for (Charge.Partition partition : charge.partitions()) {
            columns.computeIfAbsent(cut(partition, charge), none -> new HashSet<>())
                    .add(partition.column());
        }
    }

    void clear() {
        answers.clear();
        columns.clear();
    }

    private static Cut cut(Charge.Partition partition, Charge charge) {
        // Whoever asks: five who share what they learn are one.
        return new Cut(partition.base(), quarter(charge.day()));
    }

    private static String quarter(LocalDate day) {
        return day.getYear() + "Q" + day.get(IsoFields.QUARTER_OF_YEAR);
    }
}
