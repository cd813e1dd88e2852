package dk.samsyn.broker.release;

import dk.samsyn.broker.access.QueryException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * The answer ledger (rule 13): an answer whose contributions differ for fewer persons than it takes from one that was given
 * before is that one, whoever asks, however it is written and whenever. So two questions that differ by one person cannot be
 * told apart, and repeating a question brings no new draw of noise. What was withheld is remembered too: a group does not
 * appear because one more person came.
 *
 * <p>Candidates are found by marks of parts of their sets, of which two that differ by fewer than {@value #MOST} persons share
 * one, so nothing is missed and few are compared. Comparison is exact.
 *
 * <p>From which number of differing persons on an answer is a new one is drawn for each answer held fast, {@value #FEWEST} to
 * {@value #MOST}; for one that was withheld up to {@value #MOST_WITHHELD}, since there it also keeps groups from appearing. An
 * attacker who knows exactly the {@value #FEWEST} - 1 others of a difference is right in one case of eight (six).
 */
final class Ledger {
    /** Differences below this are never seen. */
    private static final int FEWEST = 5;

    /** Differences from this on always are; between the two it is drawn for each answer. */
    private static final int MOST = 12;

    /** The same where the answer was withheld. */
    private static final int MOST_WITHHELD = 10;

    private static final int CACHED = 4_096;

    private final BatchStore store;
    private final NoiseSecret secret;
    private final Budgets budgets;
    private final RuleSet rules;
    private final Ordinals ordinals = new Ordinals();
    private final KnownAnswers answers = new KnownAnswers(MOST);
    private final Map<Integer, Members> cache = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Members> eldest) {
            return size() > CACHED;
        }
    };
    /** Members of answers that are not in the store yet. */
    private final List<Members> fresh = new ArrayList<>();

    private long last;

    Ledger(BatchStore store, NoiseSecret secret, Budgets budgets, RuleSet rules) {
        this.store = store;
        this.secret = secret;
        this.budgets = budgets;
        this.rules = rules;
        this.last = store.beginning().after();
        store.beginning().afresh().ifPresent(budgets::begunAfresh);
    }

    /**
     * What leaves instead of a candidate.
     *
     * @param value the answer, or empty if it is withheld
     * @param batch the batch of the answer in the ledger
     * @param number its number there
     */
    record Settled(OptionalDouble value, long batch, int number) {
        private static final Settled WITHHELD = new Settled(OptionalDouble.empty(), 0, 0);
    }

    /**
     * What the ledger made of a statement.
     *
     * @param whole whether no cell was left out for a budget
     */
    record Outcome(List<Settled> settled, long lastBatch, boolean whole) {
        /** Entries of the ledger, as {@code batch:first-last}; what was withheld without it is left out. */
        String entries() {
            Map<Long, BitSet> numbers = new TreeMap<>();
            settled.stream().filter(s -> s.batch() > 0).forEach(s -> numbers.computeIfAbsent(
                            s.batch(), none -> new BitSet())
                    .set(s.number()));
            StringJoiner all = new StringJoiner(" ");
            numbers.forEach((batch, set) -> {
                for (int from = set.nextSetBit(0); from >= 0; ) {
                    int to = set.nextClearBit(from);
                    all.add(batch + ":" + from + "-" + (to - 1));
                    from = set.nextSetBit(to);
                }
            });
            return all.toString();
        }
    }

    /**
     * Settles the candidates of one statement, in order; all new ones are durable when it returns.
     *
     * @param populations which populations each candidate tells of
     * @throws dk.samsyn.broker.access.QueryException LEDGER_RULE if the ledger fails, BUDGET_RULE if too much was asked
     */
    synchronized Outcome settle(List<Candidate> candidates, Charge charge, BasePopulations populations) {
        List<Settled> settled = new ArrayList<>(candidates.size());
        boolean[] whole = {true};
        try {
            store.append(last, newer -> {
                newer.forEach(this::learn);
                Allowance allowance = allowance(charge, populations);
                Optional<Batch> next = next(candidates, charge, populations, allowance, settled);
                whole[0] = populations.isOne() || !allowance.isFull();
                return next;
            });
            int stored = answers.size() - fresh.size();
            for (int i = 0; i < fresh.size(); i++) {
                cache.put(stored + i, fresh.get(i));
            }
        } catch (OverBudget e) {
            throw e.refusal;
        } catch (RuntimeException e) {
            forget();
            throw e;
        } finally {
            fresh.clear();
        }
        return new Outcome(List.copyOf(settled), last, whole[0]);
    }

    /** Most new answers so far in a day's quarter about any population. */
    synchronized BudgetLimits.Population most(LocalDate day) {
        return budgets.most(day);
    }

    /** A statement that is not answered since too much was asked before it: nothing need be read again. */
    private static final class OverBudget extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final QueryException refusal;

        OverBudget(QueryException refusal) {
            super(refusal);
            this.refusal = refusal;
        }
    }

    /** A batch that was not written must not be known: all is read again next time. */
    private void forget() {
        last = store.beginning().after();
        ordinals.clear();
        answers.clear();
        cache.clear();
        budgets.clear();
    }

    private Allowance allowance(Charge charge, BasePopulations populations) {
        if (!rules.on(Rule.BUDGET)) {
            return Allowance.withoutEnd();
        }
        try {
            budgets.check(charge, populations);
        } catch (QueryException e) {
            throw new OverBudget(e);
        }
        return budgets.allowance(charge, populations.form(), populations.answersAndOneMore());
    }

    private Optional<Batch> next(
            List<Candidate> candidates,
            Charge charge,
            BasePopulations populations,
            Allowance allowance,
            List<Settled> settled) {
        Additions additions = new Additions(last + 1);
        for (int i = 0; i < populations.size(); i++) {
            int cell = i;
            int first = settled.size();
            int answers = populations.answers(cell);
            List<Candidate> ofCell = candidates.subList(first, first + answers);
            if (!allowance.admits(() -> populations.parts(cell), answers)) {
                ofCell.forEach(none -> settled.add(Settled.WITHHELD));
                continue;
            }
            boolean shown = true;
            for (Candidate candidate : ofCell) {
                Settled one = settled(candidate, settled.size(), additions);
                shown &= one.value().isPresent();
                settled.add(one);
            }
            if (shown) {
                allowance.show(() -> populations.parts(cell), answers);
            }
        }
        boolean whole = populations.isOne() || !allowance.isFull();
        if (additions.answers.isEmpty()
                && additions.met.isEmpty()
                && budgets.knows(charge, whole ? populations.form() : Told.NOT_WHOLE)) {
            return Optional.empty();
        }
        Batch batch = new Batch(
                additions.id, charge, additions.met, additions.answers, populations.told(additions.released, whole));
        budgets.learn(charge, batch.released(), batch.told());
        last = batch.id();
        return Optional.of(batch);
    }

    /** What a statement adds. */
    private static final class Additions {
        private final long id;
        private final List<Long> met = new ArrayList<>();
        private final List<Batch.Answer> answers = new ArrayList<>();
        /** Candidates that are new answers with a number. */
        private final BitSet released = new BitSet();

        Additions(long id) {
            this.id = id;
        }
    }

    private Settled settled(Candidate candidate, int number, Additions additions) {
        if (candidate.standing() == Candidate.Standing.FINAL) {
            return Settled.WITHHELD;
        }
        Members members = members(candidate.contributions(), additions.met);
        Marks marks = candidate.contributions().marks(MOST);
        int known = rules.on(Rule.LEDGER) ? find(candidate, members, marks) : -1;
        if (known < 0) {
            Batch.Answer answer = answer(candidate, members, marks);
            known = answers.add(additions.id, additions.answers.size(), answer);
            additions.answers.add(answer);
            fresh.add(members);
            additions.released.set(number, answer.value().isPresent());
        }
        return new Settled(shown(candidate, known), answers.batch(known), answers.number(known));
    }

    /** What the asker may have of an answer, which may have been drawn for somebody who may see smaller groups. */
    private OptionalDouble shown(Candidate candidate, int answer) {
        OptionalDouble value = answers.value(answer);
        if (candidate.minimum() <= Candidate.FEWEST || value.isEmpty() || !rules.on(Rule.SIZE)) {
            return value;
        }
        double drawn = secret.draw("threshold of answer", answers.batch(answer), answers.number(answer));
        int more = (int) (drawn * Answers.JITTER);
        return candidate.mayHave(answers.size(answer), value.getAsDouble(), more) ? value : OptionalDouble.empty();
    }

    private Members members(Contributions contributions, List<Long> met) {
        int[] numbers = new int[contributions.size()];
        for (int i = 0; i < numbers.length; i++) {
            long person = contributions.person(i);
            numbers[i] = ordinals.of(person);
            if (numbers[i] < 0) {
                numbers[i] = ordinals.size();
                ordinals.add(person);
                met.add(person);
            }
        }
        return Members.of(contributions, numbers);
    }

    private static Batch.Answer answer(Candidate candidate, Members members, Marks marks) {
        Contributions contributions = candidate.contributions();
        return new Batch.Answer(
                candidate.measure(),
                contributions.size(),
                contributions.key(),
                marks,
                candidate.value(),
                Optional.of(members));
    }

    /** The number of the answer that takes a candidate's place, the oldest of several; -1 if there is none. */
    private int find(Candidate candidate, Members members, Marks marks) {
        Contributions contributions = candidate.contributions();
        int same = answers.same(candidate.measure(), contributions.size(), contributions.key());
        if (same >= 0) {
            return same;
        }
        int[] best = {Integer.MAX_VALUE};
        answers.near(candidate.measure(), contributions.size(), marks, answer -> {
            if (answer < best[0] && members.differsByFewerThan(limit(answer), members(answer))) {
                best[0] = answer;
            }
        });
        return best[0] == Integer.MAX_VALUE ? -1 : best[0];
    }

    /** How many persons must differ for a new answer: not the same for all, so that nobody can stand exactly at it. */
    private int limit(int answer) {
        int most = answers.value(answer).isEmpty() ? MOST_WITHHELD : MOST;
        double drawn = secret.draw("limit", answers.batch(answer), answers.number(answer));
        return FEWEST + (int) (drawn * (most - FEWEST + 1));
    }

    private Members members(int answer) {
        int stored = answers.size() - fresh.size();
        Members cached = answer >= stored ? fresh.get(answer - stored) : cache.get(answer);
        if (cached == null) {
            cached = store.members(answers.batch(answer), answers.number(answer));
            cache.put(answer, cached);
        }
        return cached;
    }

    private void learn(Batch batch) {
        if (batch.id() != last + 1) {
            throw Rule.LEDGER.refusal(
                    "Svarbogen mangler et stykke, så intet kan frigives. Sig det til driften.",
                    "The answer ledger has a gap, so nothing can be released. Tell the operators.");
        }
        for (long person : batch.persons()) {
            ordinals.add(person);
        }
        int number = 0;
        for (Batch.Answer answer : batch.answers()) {
            answers.add(batch.id(), number++, answer);
        }
        budgets.learn(batch.charge(), batch.released(), batch.told());
        last = batch.id();
    }
}
