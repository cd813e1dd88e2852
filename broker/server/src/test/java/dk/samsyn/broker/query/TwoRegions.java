package dk.samsyn.broker.query;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.release.Pace;
import dk.samsyn.broker.release.ReleaseControl;
import dk.samsyn.broker.release.RuleSet;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.PersonFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Two regions that differ in what their askers may not see, and all that an asker and the sources learn of a statement in each. */
final class TwoRegions implements AutoCloseable {
    private static final String DECIDES = ", for a policy's condition";

    /** The broker's own list of persons' numbers, read anew when it has become old: by the clock, whoever asks what. */
    private static final String OWN_LIST = "cpr: [person_identifikator, [cpr, vaerdi], [], false, OptionalLong.empty]";

    /** In how many more orders a statement is run whose requests differ. */
    private static final int MORE_ORDERS = 24;

    /** How often a statement is run again whose sources gave no answer in time, in neither region; then side by side no more. */
    private static final int MORE_PATIENCE = 3;

    private static final String MEDICINE_CARD = "fmk";

    private final Side one;
    private final Side other;
    private final Set<String> hidden;
    private final AtomicLong withRequests = new AtomicLong();

    /**
     * Compares a region with another one, which is closed with this.
     *
     * @param hidden the persons in whom they differ
     */
    TwoRegions(Lille one, Lille other, Collection<String> hidden) {
        this.hidden = Set.copyOf(hidden);
        // Join order depends on the sizes of whole sources: requests are compared under the same sizes.
        other.federation.sizesOf(one.federation);
        this.one = Side.of(one);
        this.other = Side.of(other);
    }

    /**
     * One region.
     *
     * @param queries for everybody but analysts
     * @param analysts for them: the ledger gives an answer again to whoever asks for nearly the same persons (rule 13), and theirs
     *     count the hidden
     * @param past requests that its sources have been sent
     */
    private record Side(Lille lille, QueryService queries, QueryService analysts, Set<String> past) {
        static Side of(Lille lille) {
            return new Side(
                    lille,
                    lille.with(emptyLedger(lille)),
                    lille.with(emptyLedger(lille)),
                    ConcurrentHashMap.newKeySet());
        }

        /** The same region, of which the broker has kept nothing yet: whether it asks does not depend on what it asked before. */
        Side anew() {
            return new Side(lille, lille.with(emptyLedger(lille)), lille.with(emptyLedger(lille)), past);
        }

        QueryService queries(Session session) {
            return Users.countsEverybody(session) ? analysts : queries;
        }
    }

    /** Answers are held by the ledger, which begins without any. They are not held back, for time is not compared. */
    private static ReleaseControl emptyLedger(Lille lille) {
        AtomicLong now = new AtomicLong();
        Pace pace = new Pace(now::get, time -> now.addAndGet(time.toNanos()));
        return ReleaseControl.inMemory(lille.services.release().schema(), Lille.noise(), RuleSet.ALL)
                .under(Lille.WITHOUT_END)
                .at(pace);
    }

    /**
     * What an asker learns of one statement, rows in no order. Left out is the number of rows by source, which depends on which
     * input of a join is read first.
     *
     * @param told columns, notices, policies, sources with their calls
     */
    private record Learnt(
            List<String> told, Map<String, Integer> rows, Optional<String> error, List<String> plan, Asked asked) {}

    /**
     * What the sources learn of it.
     *
     * @param requests the requests that are compared, with keys of the medicine card
     * @param hidden hidden persons whose number reached the medicine card
     */
    private record Asked(Map<String, Set<String>> requests, Set<String> hidden) {
        boolean same(Asked other) {
            return requests.equals(other.requests);
        }

        /** All that is asked in two runs. */
        Asked and(Asked other) {
            Map<String, Set<String>> all = new TreeMap<>(requests);
            other.requests.forEach((request, keys) -> all.merge(request, keys, Asked::together));
            return new Asked(all, together(hidden, other.hidden));
        }

        /** Without requests that are no news, and not of the medicine card. */
        Asked without(Set<String> known) {
            Map<String, Set<String>> rest = new TreeMap<>(requests);
            rest.keySet()
                    .removeIf(request ->
                            known.contains(request) && !source(request).equals(MEDICINE_CARD));
            return new Asked(rest, hidden);
        }

        private static Set<String> together(Set<String> one, Set<String> other) {
            Set<String> all = new TreeSet<>(one);
            all.addAll(other);
            return all;
        }
    }

    /** @param order which sources are held back */
    private Learnt learnt(Side side, Session session, StatementMaker.Made made, int order) {
        List<String> plan = plan(side, session, made);
        List<String> told = new ArrayList<>();
        Map<String, Integer> rows = new TreeMap<>();
        Optional<String> error = Optional.empty();
        side.lille().requests.listen(order);
        try (QueryAnswer answer = side.queries(session).run(session, request(made.sql(), made.parameters()))) {
            answer.columns().forEach(column -> told.add(column.toString()));
            while (answer.next()) {
                // Noise follows from who is counted, and a group of few is told or not by it.
                if (!Users.countsEverybody(session)) {
                    rows.merge(Arrays.toString(answer.row()), 1, Integer::sum);
                }
            }
            answer.notices().forEach(notice -> told.add(notice.toString()));
            answer.policies().forEach(policy -> told.add(policy.toString()));
            answer.sources().stream()
                    .map(source -> source.id() + " " + source.status() + " " + source.calls())
                    .sorted()
                    .forEach(told::add);
        } catch (QueryException e) {
            rows.clear();
            error = Optional.of(text(e));
        }
        return new Learnt(told, rows, error, plan, asked(side, plan, made));
    }

    /**
     * What the sources have been asked just now, as far as it must not depend on hidden persons (README, <em>What sources are
     * asked</em>). Where a source decides a policy's condition, it is asked about whomever a table has, and whom it finds ends or
     * limits what the others are asked, before the seal takes away whom the asker may not see: there, whether a source is asked
     * is not compared, and what it is asked is the plan's, which is. Else each request is, and not its keys: which of them are
     * sent before an input that has nobody ends the others is chance. The medicine card is always compared, with its keys, though not
     * with its count of calls, for how many are made before another input ends is chance, too: each look-up there stands in the
     * citizen's own log, and so nobody hidden may be among them, not even one whose number the asker wrote.
     */
    private Asked asked(Side side, List<String> plan, StatementMaker.Made made) {
        String written = (made.sql() + made.parameters()).replace("-", "");
        boolean decides = decides(plan);
        Map<String, Set<String>> said = new TreeMap<>();
        Set<String> hiddenAtCard = new TreeSet<>();
        Map<String, Set<String>> heard = side.lille().requests.heard();
        heard.remove(OWN_LIST);
        heard.forEach((request, keys) -> {
            boolean card = source(request).equals(MEDICINE_CARD);
            Set<String> told = new TreeSet<>();
            for (String key : keys) {
                String number = PersonFormat.normalise(key);
                boolean withheld =
                        hidden.contains(one.lille().services.persons().canonical(number));
                if (card && withheld) {
                    hiddenAtCard.add(number);
                } else if (!withheld && !written.contains(number)) {
                    told.add(number);
                }
            }
            if ((card || !decides) && (keys.isEmpty() || !told.isEmpty())) {
                said.put(request, card ? told : Set.of());
            }
        });
        return new Asked(said, hiddenAtCard);
    }

    private static String source(String request) {
        return request.substring(0, request.indexOf(':'));
    }

    private static boolean decides(List<String> plan) {
        return plan.stream().anyMatch(line -> line.contains(DECIDES));
    }

    /** Of how many statements the requests to all sources were compared. */
    long withRequests() {
        return withRequests.get();
    }

    private static List<String> plan(Side side, Session session, StatementMaker.Made made) {
        List<String> plan = new ArrayList<>();
        try (QueryAnswer answer =
                side.queries(session).run(session, request("EXPLAIN " + made.sql(), made.parameters()))) {
            while (answer.next()) {
                plan.add(Arrays.toString(answer.row()));
            }
        } catch (QueryException e) {
            plan.add(text(e));
        }
        return plan;
    }

    private static QueryRequest request(String sql, List<@Nullable Object> parameters) {
        return new QueryRequest(sql, parameters, OptionalLong.empty(), Optional.empty());
    }

    private static String text(QueryException e) {
        return e.errorCode() + " " + e.getMessage() + " " + e.line() + " " + e.column();
    }

    /** What a statement tells in one region and not in the other, or nothing. */
    Optional<String> difference(Session session, StatementMaker.Made made) {
        CompletableFuture<Learnt> second = CompletableFuture.supplyAsync(() -> learnt(other, session, made, 0));
        Learnt first = learnt(one, session, made, 0);
        Learnt also = second.join();
        // On a machine with too much to do sources of both regions may give no answer in time, and which of them is
        // named is
        // chance.
        for (int more = 1; more <= MORE_PATIENCE && silent(first) && silent(also); more++) {
            first = learnt(one, session, made, 0);
            also = learnt(other, session, made, 0);
        }
        if (first.error().isEmpty() && !decides(first.plan())) {
            withRequests.incrementAndGet();
        }
        // The remark on what citizens withhold (SAM-N01) is kept for half a minute: whether its requests are sent is up
        // to the
        // clock. Both regions have been sent them before.
        Set<String> known = new TreeSet<>(one.past());
        known.retainAll(other.past());
        Asked asked = first.asked().without(known);
        Asked askedAlso = also.asked().without(known);
        // Sources are asked side by side, and one that has nobody, or an error, ends the others: what has been asked by
        // then is chance. What can be asked is not, and over several orders all of it is.
        for (int order = 1; order <= MORE_ORDERS && !asked.same(askedAlso); order++) {
            asked = asked.and(learnt(one.anew(), session, made, order).asked().without(known));
            askedAlso = askedAlso.and(
                    learnt(other.anew(), session, made, order).asked().without(known));
        }
        one.past().addAll(first.asked().requests().keySet());
        other.past().addAll(also.asked().requests().keySet());
        List<String> lines = new ArrayList<>();
        differ(lines, "told", first.told(), also.told());
        differ(lines, "rows", first.rows(), also.rows());
        differ(lines, "error", first.error(), also.error());
        differ(lines, "plan", first.plan(), also.plan());
        differ(lines, "asked", asked.requests(), askedAlso.requests());
        differ(lines, "hidden at the medicine card", Set.of(), asked.hidden());
        differ(lines, "hidden at the medicine card", Set.of(), askedAlso.hidden());
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        lines.add(
                0, session.principal().name() + " " + session.purpose() + ": " + made.sql() + " " + made.parameters());
        first.plan().stream().filter(line -> line.contains("ask ")).forEach(lines::add);
        return Optional.of(String.join("\n  ", lines));
    }

    private static boolean silent(Learnt learnt) {
        return learnt.error()
                .filter(text -> text.startsWith(ErrorCode.SOURCE_TIMEOUT.name()))
                .isPresent();
    }

    private static void differ(List<String> lines, String what, Object first, Object second) {
        if (first.equals(second)) {
            return;
        }
        List<String> one = new ArrayList<>(parts(first));
        List<String> other = new ArrayList<>(parts(second));
        List<String> both = one.stream().filter(other::contains).toList();
        if (both.size() < Math.max(one.size(), other.size())) {
            one.removeAll(both);
            other.removeAll(both);
        }
        one.forEach(part -> lines.add(what + ", first: " + part));
        other.forEach(part -> lines.add(what + ", second: " + part));
    }

    private static List<String> parts(Object learnt) {
        if (learnt instanceof Map<?, ?> map) {
            return map.entrySet().stream().map(Object::toString).toList();
        }
        return learnt instanceof Collection<?> several
                ? several.stream().map(Object::toString).toList()
                : List.of(learnt.toString());
    }

    /** What metadata calls tell a session in the first region and in the other. */
    List<Catalogue> catalogues(Session session) {
        return List.of(
                one.queries(session).catalogue(session), other.queries(session).catalogue(session));
    }

    /** Rows of a statement in the first region and in the other. */
    List<List<@Nullable Object[]>> rows(Session session, String sql) {
        return List.of(one.lille().rows(session, sql), other.lille().rows(session, sql));
    }

    @Override
    public void close() {
        other.lille().region.close();
    }
}
