package dk.samsyn.broker.release;

import dk.samsyn.broker.access.QueryException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
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
 * <p>Candidates are found by their smallest elements: two sets that differ by fewer than {@value #MOST} persons share one of
 * the {@value #MOST} smallest, so nothing is missed and few are compared. Comparison is exact.
 */
final class Ledger {
    /** Differences below this are never seen. */
    private static final int FEWEST = 5;

    /** Differences from this on always are; between the two it is drawn for each answer. */
    private static final int MOST = 8;

    private static final int CACHED = 4_096;

    private final BatchStore store;
    private final NoiseSecret secret;
    private final Budgets budgets;
    private final RuleSet rules;
    private final Ordinals ordinals = new Ordinals();
    private final List<Known> answers = new ArrayList<>();
    private final Map<Exact, Integer> exact = new HashMap<>();
    private final Map<Place, List<Integer>> places = new HashMap<>();
    private final Map<Integer, Members> cache = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Members> eldest) {
            return size() > CACHED;
        }
    };
    private long last;

    Ledger(BatchStore store, NoiseSecret secret, Budgets budgets, RuleSet rules) {
        this.store = store;
        this.secret = secret;
        this.budgets = budgets;
        this.rules = rules;
    }

    /** An answer in memory; its members stay in the store. */
    private record Known(long batch, int number, OptionalDouble value) {}

    private record Exact(String measure, int size, long key) {}

    private record Place(String measure, int size, long element) {}

    /**
     * What leaves instead of a candidate.
     *
     * @param value the answer, or empty if it is withheld
     * @param batch the batch of the answer in the ledger
     * @param number its number there
     */
    record Settled(OptionalDouble value, long batch, int number) {}

    /** What the ledger made of a statement. */
    record Outcome(List<Settled> settled, long lastBatch) {
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
     * @throws dk.samsyn.broker.access.QueryException LEDGER_RULE if the ledger fails, BUDGET_RULE if too much was asked
     */
    synchronized Outcome settle(List<Candidate> candidates, Charge charge) {
        List<Settled> settled = new ArrayList<>(candidates.size());
        try {
            store.append(last, newer -> {
                newer.forEach(this::learn);
                return next(candidates, charge, settled);
            });
        } catch (OverBudget e) {
            throw e.refusal;
        } catch (RuntimeException e) {
            forget();
            throw e;
        }
        return new Outcome(List.copyOf(settled), last);
    }

    /** A statement that is not answered since it asks for too much: nothing of it stays, and nothing need be read again. */
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
        last = 0;
        ordinals.clear();
        answers.clear();
        exact.clear();
        places.clear();
        cache.clear();
        budgets.clear();
    }

    private Optional<Batch> next(List<Candidate> candidates, Charge charge, List<Settled> settled) {
        long id = last + 1;
        List<Long> met = new ArrayList<>();
        List<Batch.Answer> fresh = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (candidate.standing() == Candidate.Standing.FINAL) {
                settled.add(new Settled(OptionalDouble.empty(), 0, 0));
                continue;
            }
            Members members = members(candidate.contributions(), met);
            Optional<Known> known = rules.on(Rule.LEDGER) ? find(candidate, members) : Optional.empty();
            if (known.isEmpty()) {
                Batch.Answer answer = answer(candidate, members);
                known = Optional.of(new Known(id, fresh.size(), candidate.value()));
                index(known.get(), answer);
                fresh.add(answer);
            }
            settled.add(new Settled(
                    known.get().value(), known.get().batch(), known.get().number()));
        }
        long released = fresh.stream().filter(a -> a.value().isPresent()).count();
        if (fresh.isEmpty() && met.isEmpty() && budgets.knows(charge)) {
            return Optional.empty();
        }
        try {
            budgets.charge(charge, released);
        } catch (QueryException e) {
            takeBack(fresh, met.size());
            throw new OverBudget(e);
        }
        last = id;
        return Optional.of(new Batch(id, charge, met, fresh));
    }

    private void takeBack(List<Batch.Answer> fresh, int persons) {
        for (int i = fresh.size() - 1; i >= 0; i--) {
            Batch.Answer answer = fresh.get(i);
            int index = answers.size() - 1;
            answers.remove(index);
            exact.remove(new Exact(answer.measure(), answer.size(), answer.key()), index);
            for (long element : answer.smallest()) {
                places.getOrDefault(new Place(answer.measure(), answer.size(), element), new ArrayList<>())
                        .remove((Object) index);
            }
            cache.remove(index);
        }
        ordinals.keep(ordinals.size() - persons);
    }

    private Members members(Contributions contributions, List<Long> met) {
        for (int i = 0; i < contributions.size(); i++) {
            if (ordinals.of(contributions.person(i)) < 0) {
                ordinals.add(contributions.person(i));
                met.add(contributions.person(i));
            }
        }
        return Members.of(contributions, ordinals);
    }

    private static Batch.Answer answer(Candidate candidate, Members members) {
        Contributions contributions = candidate.contributions();
        return new Batch.Answer(
                candidate.measure(),
                contributions.size(),
                contributions.key(),
                contributions.smallest(MOST),
                candidate.value(),
                Optional.of(members));
    }

    private Optional<Known> find(Candidate candidate, Members members) {
        Contributions contributions = candidate.contributions();
        int size = contributions.size();
        Integer same = exact.get(new Exact(candidate.measure(), size, contributions.key()));
        if (same != null) {
            return Optional.of(answers.get(same));
        }
        int best = Integer.MAX_VALUE;
        for (long element : contributions.smallest(MOST)) {
            for (int other = size - MOST + 1; other < size + MOST; other++) {
                for (int index : places.getOrDefault(new Place(candidate.measure(), other, element), List.of())) {
                    if (index < best && members.differsByFewerThan(limit(index), members(index))) {
                        best = index;
                    }
                }
            }
        }
        return best == Integer.MAX_VALUE ? Optional.empty() : Optional.of(answers.get(best));
    }

    /** How many persons must differ for a new answer: not the same for all, so that nobody can stand exactly at it. */
    private int limit(int index) {
        Known known = answers.get(index);
        return known.value().isEmpty()
                ? FEWEST
                : FEWEST + (int) (secret.draw("limit", known.batch(), known.number()) * (MOST - FEWEST + 1));
    }

    private Members members(int index) {
        Members cached = cache.get(index);
        if (cached == null) {
            Known known = answers.get(index);
            cached = store.members(known.batch(), known.number());
            cache.put(index, cached);
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
            index(new Known(batch.id(), number++, answer.value()), answer);
        }
        budgets.learn(
                batch.charge(),
                batch.answers().stream().filter(a -> a.value().isPresent()).count());
        last = batch.id();
    }

    private void index(Known known, Batch.Answer answer) {
        int index = answers.size();
        answers.add(known);
        exact.putIfAbsent(new Exact(answer.measure(), answer.size(), answer.key()), index);
        for (long element : answer.smallest()) {
            places.computeIfAbsent(new Place(answer.measure(), answer.size(), element), none -> new ArrayList<>(1))
                    .add(index);
        }
        answer.members().ifPresent(members -> cache.put(index, members));
    }
}
