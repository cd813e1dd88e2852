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
import java.util.function.LongSupplier;

/**
 * How much may be learnt (rule 23): new answers of an account in a day; new answers about one population in a quarter, whoever
 * asks; and different columns outside the standard set by which one set of persons is cut in a quarter. Noise of the size used
 * here holds against that many and not against any number.
 *
 * <p>Whether a statement is refused follows from its text and from what was answered before it, never from what it would answer: it
 * is decided before its cells are looked at. Else whoever has used one up would
 * see of any group, without a ledger that holds it fast, whether it is large enough to be shown. What was answered whole in the quarter is
 * answered again, by the statement's form alone. A statement shows no more numbers than are left ({@link Allowance}).
 */
final class Budgets {
    /** How much of a budget of answers may be drawn off, so that nobody knows at which answer it ends. */
    private static final double DRAWN_OFF = 0.05;

    /** Steps in which it is told how much is left: each a part of the one before, down to {@link #DRAWN_OFF}. */
    private static final double STEP = 0.7;

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
        private final Count all = new Count();
        private final Map<String, Count> organisations = new HashMap<>();
    }

    /** Answers about each population, by all or by one organisation. */
    private static final class Count {
        private final LongCounts answers = new LongCounts();
        private final Map<Long, List<BasePopulations.Part>> ended = new LinkedHashMap<>();
        private final long[] most = new long[3];

        private void add(long id, List<BasePopulations.Part> population, long more, double end) {
            answers.add(id, (int) more);
            int depth = population.size();
            most[depth] = Math.max(most[depth], answers.get(id));
            // Where exactly it ends is worked out for those only that are asked about again.
            if (answers.get(id) >= end) {
                ended.put(id, population);
            }
        }
    }

    /** A budget of populations with what was used of it: that of all, or the share of one organisation. */
    private record Share(Count used, BudgetLimits.Population limits, String organisation) {
        /** What an end is drawn from. */
        String seed(String quarter, long id) {
            return quarter + "|" + id + (organisation.isEmpty() ? "" : "|" + organisation);
        }
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
        for (Share share : shares(charge)) {
            share.used().ended.forEach((id, population) -> {
                if (populations.mayTellOf(population) && left(share, id, population, charge) <= 0) {
                    throw refusal(share, populations.words(population), limit(share, population.size(), charge));
                }
            });
        }
    }

    private List<Share> shares(Charge charge) {
        return shares(quarter(charge), organisation(charge));
    }

    /** That of all, and that of one organisation unless it may use all. */
    private List<Share> shares(Quarter quarter, String organisation) {
        Share all = new Share(quarter.all, limits.population(), "");
        if (limits.organisation().equals(limits.population())) {
            return List.of(all);
        }
        Count own = quarter.organisations.computeIfAbsent(organisation, none -> new Count());
        return List.of(all, new Share(own, limits.organisation(), organisation));
    }

    private static String organisation(Charge charge) {
        return charge.account().substring(0, Math.max(0, charge.account().lastIndexOf('|')));
    }

    private long limit(Share share, int depth, Charge charge) {
        return perQuarter(share.limits().of(depth), charge);
    }

    /** New answers that may still be given about a population. */
    private long left(Share share, long id, List<BasePopulations.Part> population, Charge charge) {
        String quarter = BudgetApproval.quarter(charge.day());
        long left = drawn(limit(share, population.size(), charge), share.seed(quarter, id))
                - share.used().answers.get(id);
        return left > 0 ? left : left + approved.more(BudgetApproval.Subject.population(id), quarter);
    }

    /**
     * How many numbers a statement may show: no more than are left of any budget, told in a few steps whose places are drawn. At exact ones
     * one could see how many of a former statement's numbers were new. From the last step on it may be {@link #DRAWN_OFF} of the limit.
     *
     * @param answers no fewer numbers than the statement can show, with one more group
     */
    Allowance allowance(Charge charge, long form, int answers) {
        List<Share> shares = shares(charge);
        if (quarter(charge).forms.contains(form)) {
            return Allowance.withoutEnd();
        }
        Day day = new Day(charge.account(), charge.day());
        long daily = limits.answersPerDay(charge.account());
        long used = this.answers.getOrDefault(day, 0L);
        boolean far = answers <= surely(daily, used);
        for (Share share : shares) {
            for (int depth = 0; depth < share.used().most.length; depth++) {
                far &= answers <= surely(limit(share, depth, charge), share.used().most[depth]);
            }
        }
        if (far) {
            return Allowance.withoutEnd();
        }
        String seed = day.account() + "|" + day.day();
        long ofDay = most(
                daily,
                used,
                seed,
                () -> approved.more(
                        BudgetApproval.Subject.account(charge.account()),
                        charge.day().toString()));
        return new Allowance(ofDay, population -> {
            long id = BasePopulations.id(population);
            String quarter = BudgetApproval.quarter(charge.day());
            return shares.stream()
                    .mapToLong(share -> most(
                            limit(share, population.size(), charge),
                            share.used().answers.get(id),
                            share.seed(quarter, id),
                            () -> approved.more(BudgetApproval.Subject.population(id), quarter)))
                    .min()
                    .orElseThrow();
        });
    }

    /** As many may be shown wherever the steps are drawn; none near the end. */
    private static long surely(long limit, long used) {
        for (double step = 1 - DRAWN_OFF; step >= DRAWN_OFF; step *= STEP) {
            if (limit - used >= limit * (step + DRAWN_OFF)) {
                return (long) (limit * step);
            }
        }
        return 0;
    }

    /** The numbers that may be shown where so many are used of a limit; what stewards have approved is exact. */
    private long most(long limit, long used, String seed, LongSupplier more) {
        if (used >= drawn(limit, seed)) {
            return drawn(limit, seed) + more.getAsLong() - used;
        }
        int number = 0;
        for (double step = 1 - DRAWN_OFF; step >= DRAWN_OFF; step *= STEP) {
            double drawn = DRAWN_OFF * secret.draw("step of budget " + number++, seed);
            if (limit - used >= limit * (step + drawn)) {
                return Math.max(1, (long) (limit * step));
            }
        }
        return Math.max(1, (long) (limit * DRAWN_OFF));
    }

    private static QueryException refusal(Share share, String words, long most) {
        boolean own = !share.organisation().isEmpty();
        String danish = words.isEmpty() ? "alle borgere" : "borgere udvalgt ved " + words;
        String english = words.isEmpty() ? "all citizens" : "citizens chosen by " + words;
        return Rule.BUDGET.refusal(
                (own ? "Jeres del af kvartalets nye svar om " : "Kvartalets nye svar om ")
                        + danish + " er brugt, omkring " + most
                        + (own ? " for en organisation." : " for alle, der spørger.")
                        + " Spørg om andre grupper eller i næste kvartal. Spørgsmål, der er svaret på i"
                        + " kvartalet, kan stadig stilles; to datastewards kan godkende flere svar.",
                (own
                                ? "Your organisation's part of this quarter's new answers about "
                                : "This quarter's new answers about ")
                        + english + (own ? " is used up, about " : " are used up, about ") + most
                        + (own ? " for an organisation." : " for all who ask.")
                        + " Ask about other groups or next quarter. Questions that were answered this"
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
        List<Share> shares = shares(quarter, organisation(charge));
        told.forEach((population, more) -> {
            long id = BasePopulations.id(population);
            for (Share share : shares) {
                double end = limit(share, population.size(), charge) * (1 - DRAWN_OFF);
                share.used().add(id, population, more, end);
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
        long[] most = quarters.getOrDefault(BudgetApproval.quarter(day), new Quarter()).all.most;
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
