package dk.samsyn.broker.release;

import dk.samsyn.broker.access.QueryException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How much may be learnt (rule 23): new answers of an account in a day; new answers about one population in a quarter, whoever
 * asks; and different columns outside the standard set by which one set of persons is cut in a quarter. Noise of the size used
 * here holds against that many and not against any number.
 *
 * <p>Whether a statement is refused follows from its text and from what was answered before it, never from what it would answer: it
 * is decided before its cells are looked at, and a budget ends with the statement that reaches its end. Else whoever has used one up would
 * see of any group, without a ledger that holds it fast, whether it is large enough to be shown. What was answered in the quarter is
 * answered again, by the statement's form alone.
 */
final class Budgets {
    /** How much of a budget of answers may be drawn off, so that nobody knows at which answer it ends. */
    private static final double DRAWN_OFF = 0.05;

    /** Quarters whose populations are remembered: this one, and the last for whoever still asks in it. */
    private static final int QUARTERS = 2;

    private final BudgetLimits limits;
    private final NoiseSecret secret;
    private final Approved approved;
    private final Map<Day, Long> answers = new HashMap<>();
    private final Map<Cut, Set<String>> columns = new HashMap<>();
    private final TreeMap<String, Quarter> quarters = new TreeMap<>();
    private String afresh = "";

    /** What two stewards have approved beyond the limits; asked only where a limit is reached. */
    interface Approved {
        /** Answers approved for an account or a population. */
        long more(BudgetApproval.Subject subject, String period);
    }

    private record Day(String account, LocalDate day) {}

    private record Cut(String base, String quarter) {}

    /** What is known of a quarter: statements, answers about each population, and which populations have reached their end. */
    private static final class Quarter {
        private final Set<Long> forms = new HashSet<>();
        private final LongCounts answers = new LongCounts();
        private final Map<Long, List<BasePopulations.Part>> ended = new LinkedHashMap<>();
        private final long[] most = new long[3];
    }

    Budgets(BudgetLimits limits, NoiseSecret secret, Approved approved) {
        this.limits = limits;
        this.secret = secret;
        this.approved = approved;
    }

    /**
     * In the quarter in which a lost ledger was started afresh half as much may be used: what the lost one had counted is not
     * known, and every answer and cut is drawn anew.
     */
    void begunAfresh(LocalDate day) {
        afresh = BudgetApproval.quarter(day);
    }

    private long perQuarter(long limit, Charge charge) {
        return BudgetApproval.quarter(charge.day()).equals(afresh) ? limit / 2 : limit;
    }

    /** A limit's own end: at an exact one, one could see whether a statement brought a new answer or one held fast. */
    private long drawn(long limit, String seed) {
        return Math.round(limit * (1 - secret.draw("budget", seed) * DRAWN_OFF));
    }

    /**
     * Checks whether a statement may be answered.
     *
     * @throws QueryException BUDGET_RULE if too much was asked before it
     */
    void check(Charge charge, BasePopulations populations) {
        checkPartitions(charge);
        if (!quarter(charge).forms.contains(populations.form())) {
            checkDay(charge);
            checkPopulations(charge, populations);
        }
    }

    private void checkDay(Charge charge) {
        Day day = new Day(charge.account(), charge.day());
        long most = limits.answersPerDay(charge.account());
        long left = drawn(most, day.account() + "|" + day.day()) - answers.getOrDefault(day, 0L);
        BudgetApproval.Subject account = BudgetApproval.Subject.account(charge.account());
        if (left <= 0 && left + approved.more(account, charge.day().toString()) <= 0) {
            throw Rule.BUDGET.refusal(
                    "Dagens nye svar er brugt, omkring " + most
                            + ". Spørg igen i morgen. Spørgsmål, der er svaret på i kvartalet, kan stadig stilles; to"
                            + " datastewards kan godkende flere svar.",
                    "Today's new answers are used up, about " + most
                            + ". Ask again tomorrow. Questions that were answered this quarter can still be asked; two"
                            + " data stewards can approve more.");
        }
    }

    private void checkPartitions(Charge charge) {
        long mostLists = perQuarter(limits.listsPerQuarter(), charge);
        long mostColumns = perQuarter(limits.columnsPerQuarter(), charge);
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
    }

    private void checkPopulations(Charge charge, BasePopulations populations) {
        Quarter quarter = quarter(charge);
        quarter.ended.forEach((id, population) -> {
            if (populations.mayTellOf(population) && left(id, population, charge) <= 0) {
                throw refusal(populations.words(population), limit(population, charge));
            }
        });
    }

    private long limit(List<BasePopulations.Part> population, Charge charge) {
        return perQuarter(limits.population().of(population.size()), charge);
    }

    /** New answers that may still be given about a population. */
    private long left(long id, List<BasePopulations.Part> population, Charge charge) {
        String quarter = BudgetApproval.quarter(charge.day());
        long left = drawn(limit(population, charge), quarter + "|" + id)
                - quarter(charge).answers.get(id);
        return left > 0 ? left : left + approved.more(BudgetApproval.Subject.population(id), quarter);
    }

    private static QueryException refusal(String words, long most) {
        String danish = words.isEmpty() ? "alle borgere" : "borgere udvalgt ved " + words;
        String english = words.isEmpty() ? "all citizens" : "citizens chosen by " + words;
        return Rule.BUDGET.refusal(
                "Kvartalets nye svar om " + danish + " er brugt, omkring " + most
                        + " for alle, der spørger. Spørg om andre grupper eller i næste kvartal. Spørgsmål, der er svaret på i"
                        + " kvartalet, kan stadig stilles; to datastewards kan godkende flere svar.",
                "This quarter's new answers about " + english + " are used up, about " + most
                        + " for all who ask. Ask about other groups or next quarter. Questions that were answered this"
                        + " quarter can still be asked; two data stewards can approve more.");
    }

    private static boolean isList(String column) {
        return column.startsWith(Charge.Partition.LIST);
    }

    /** Whether learning of a statement that brings no answer would change nothing. */
    boolean knows(Charge charge, long form) {
        return quarter(charge).forms.contains(form)
                && charge.partitions().stream().allMatch(p -> columns.getOrDefault(cut(p, charge), Set.of())
                        .contains(p.column()));
    }

    /**
     * Takes in a statement that was answered.
     *
     * @param released new answers with a number
     * @param told how many of them tell of each population
     */
    void learn(Charge charge, long released, Told told) {
        answers.merge(new Day(charge.account(), charge.day()), released, Long::sum);
        for (Charge.Partition partition : charge.partitions()) {
            columns.computeIfAbsent(cut(partition, charge), none -> new HashSet<>())
                    .add(partition.column());
        }
        Quarter quarter = quarters.computeIfAbsent(BudgetApproval.quarter(charge.day()), none -> new Quarter());
        quarter.forms.add(told.form());
        told.forEach((population, more) -> {
            long id = BasePopulations.id(population);
            quarter.answers.add(id, more);
            int depth = population.size();
            quarter.most[depth] = Math.max(quarter.most[depth], quarter.answers.get(id));
            // Where exactly it ends is worked out for those only that are asked about again.
            if (quarter.answers.get(id) >= limit(population, charge) * (1 - DRAWN_OFF)) {
                quarter.ended.put(id, population);
            }
        });
        if (quarters.size() > QUARTERS) {
            quarters.pollFirstEntry();
        }
    }

    private Quarter quarter(Charge charge) {
        return quarters.getOrDefault(BudgetApproval.quarter(charge.day()), new Quarter());
    }

    /** Most new answers of a quarter so far about everybody, and about any population with one value and with two. */
    BudgetLimits.Population most(LocalDate day) {
        long[] most = quarters.getOrDefault(BudgetApproval.quarter(day), new Quarter()).most;
        return new BudgetLimits.Population(most[0], most[1], most[2]);
    }

    void clear() {
        answers.clear();
        columns.clear();
        quarters.clear();
    }

    private static Cut cut(Charge.Partition partition, Charge charge) {
        // Whoever asks: five who share what they learn are one.
        return new Cut(partition.base(), BudgetApproval.quarter(charge.day()));
    }
}
