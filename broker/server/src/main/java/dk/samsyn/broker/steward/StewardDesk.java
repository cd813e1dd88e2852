package dk.samsyn.broker.steward;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.audit.AskedStatement;
import dk.samsyn.broker.audit.FileAuditLog;
import dk.samsyn.broker.config.CaseRunner;
import dk.samsyn.broker.policy.AccessRequest;
import dk.samsyn.broker.policy.BuiltInRules;
import dk.samsyn.broker.policy.Explainer;
import dk.samsyn.broker.policy.Explanation;
import dk.samsyn.broker.policy.PolicyDifference;
import dk.samsyn.broker.policy.PolicyEngine;
import dk.samsyn.broker.query.QueryService;
import dk.samsyn.spi.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Everything that a steward does, for the doors: checks the right, writes the log, returns plain values. */
public final class StewardDesk {
    /** Statements that a comparison follows at most, the most frequent first. */
    private static final int STATEMENTS = 500;
    /** The same when they are run too. */
    private static final int STATEMENTS_RUN = 50;

    private final PolicySets sets;
    private final QueryService pipeline;
    private final FileAuditLog audit;
    private final Supplier<LocalDate> today;

    /**
     * A desk.
     *
     * @param pipeline the pipeline of the doors
     * @param today the day that counts as today
     */
    public StewardDesk(PolicySets sets, QueryService pipeline, FileAuditLog audit, Supplier<LocalDate> today) {
        this.sets = sets;
        this.pipeline = pipeline;
        this.audit = audit;
        this.today = today;
    }

    /** What is in force and what waits. */
    public Overview overview(Session session) {
        Right.steward(session);
        List<StoredSet> all = new ArrayList<>(sets.sets());
        java.util.Collections.reverse(all);
        List<SetActivation> activations = new ArrayList<>(sets.activations());
        java.util.Collections.reverse(activations);
        return new Overview(
                sets.activeNumber(),
                sets.get().version(),
                sets.get().policies().stream()
                        .map(policy -> Overview.Line.of(policy, today.get()))
                        .toList(),
                all,
                activations);
    }

    /** A set with its texts and what it changes of the active one. */
    public record SetDetail(StoredSet set, SetChanges changes, Map<String, String> files) {}

    /** One set. */
    public SetDetail set(Session session, int number) {
        Right.steward(session);
        ReadSet read = sets.read(number);
        return new SetDetail(sets.set(number), sets.changes(read), read.files().texts());
    }

    /**
     * What is wrong with texts, and what they would change.
     *
     * @param problems every problem of every file, and of what they change
     */
    public record Check(List<String> problems, SetChanges changes, int policies, int cases) {
        public Check {
            problems = List.copyOf(problems);
        }
    }

    /** Checks texts without keeping them. */
    public Check check(Session session, Map<String, String> files) {
        Right.steward(session);
        ReadSet read = sets.read(files(files));
        SetChanges changes = sets.changes(read);
        List<String> problems = new ArrayList<>(read.problems());
        problems.addAll(changes.problems());
        return new Check(problems, changes, read.policies().size(), read.cases().size());
    }

    /** Puts texts before a second person. */
    public StoredSet submit(Session session, Map<String, String> files, String note) {
        return sets.submit(Right.steward(session), files(files), note);
    }

    /** Approves somebody else's set. */
    public StoredSet approve(Session session, int number) {
        return sets.approve(Right.steward(session), number);
    }

    /** Brings an approved set into force. */
    public StoredSet activate(Session session, int number) {
        return telling(
                session,
                "policy.activate",
                log -> sets.activate(Right.steward(session), number, new PipelineTrial(pipeline, log)));
    }

    /** Returns to the set that was in force before. */
    public StoredSet rollBack(Session session) {
        return sets.rollBack(Right.steward(session));
    }

    /**
     * How the cases of a set went on this broker's sources.
     *
     * @param version version of the set that was tried
     * @param unloadable conditions that the pipeline cannot evaluate
     * @param lines one line for each case, {@code green} or {@code RED} first
     * @param red how many are red
     */
    public record Tested(String version, List<String> unloadable, List<String> lines, long red) {
        public Tested {
            unloadable = List.copyOf(unloadable);
            lines = List.copyOf(lines);
        }
    }

    /**
     * Runs the cases of texts, of a set, or of the set in force.
     *
     * @param files texts, or empty
     * @param number a set, or empty
     */
    public Tested test(Session session, Optional<Map<String, String>> files, Optional<Integer> number) {
        String by = Right.steward(session);
        ReadSet set = chosen(files, number);
        audit.act(
                by,
                "policy.test",
                Map.of(
                        "version",
                        set.asProposed().version(),
                        "cases",
                        set.cases().size()));
        return telling(session, "policy.test", log -> tested(set, new PipelineTrial(pipeline, log)));
    }

    private static Tested tested(ReadSet set, Trial trial) {
        List<String> unloadable = trial.unloadable(set.asProposed());
        List<CaseRunner.Result> results = unloadable.isEmpty() ? trial.run(set.asProposed(), set.cases()) : List.of();
        return new Tested(
                set.asProposed().version(),
                unloadable,
                results.stream().map(CaseRunner.Result::line).toList(),
                results.stream().filter(result -> result.failure().isPresent()).count());
    }

    /**
     * What texts or a set would change of what is in force.
     *
     * @param days how many days back statements are asked again; 0 for none
     * @param depth how far they are followed
     */
    public Comparison compare(
            Session session,
            Optional<Map<String, String>> files,
            Optional<Integer> number,
            int days,
            Replay.Depth depth) {
        String by = Right.steward(session);
        ReadSet proposed = chosen(files, number);
        PolicyEngine now = sets.get();
        PolicyEngine then = proposed.asProposed();
        audit.act(by, "policy.diff", Map.of("version", then.version(), "days", days, "depth", depth));
        List<PolicyDifference.Line> all = PolicyDifference.between(now, then, pipeline.governedTables(), today.get());
        List<Comparison.Line> lines = all.stream()
                .filter(line -> line.verdict() != PolicyDifference.Verdict.SAME
                        || !line.reasons().isEmpty())
                .map(Comparison.Line::of)
                .toList();
        List<AskedStatement> asked = days < 1 ? List.of() : recent(days, depth);
        List<Replay.Replayed> replayed =
                telling(session, "policy.diff", log -> new Replay(pipeline, now, then, depth, log)
                        .of(asked).stream()
                                .filter(one -> one.change() != Replay.Change.NONE)
                                .toList());
        return new Comparison(
                now.version(),
                then.version(),
                sets.changes(proposed),
                lines,
                all.size() - lines.size(),
                days,
                days < 1 ? null : asked.size(),
                replayed);
    }

    private List<AskedStatement> recent(int days, Replay.Depth depth) {
        return audit.since(Instant.now().minus(Duration.ofDays(days))).stream()
                .limit(depth == Replay.Depth.COUNT ? STATEMENTS_RUN : STATEMENTS)
                .toList();
    }

    /**
     * Why somebody may or may not see a table or column.
     *
     * @param number a set, or empty for the one in force
     */
    public Explanation explain(
            Session session, Identity about, TableName table, Optional<String> column, Optional<Integer> number) {
        String by = Right.steward(session);
        PolicyEngine engine = number.map(sets::read).map(ReadSet::asProposed).orElseGet(sets);
        String what = table + column.map(name -> "." + name).orElse("");
        audit.act(by, "policy.explain", Map.of("role", about.role(), "purpose", about.purpose(), "what", what));
        Session asked = about.session("somebody");
        return Explainer.explain(
                engine, AccessRequest.of(asked, today.get(), pipeline.governedTables()), table, column);
    }

    /**
     * How much of a statement somebody sees. A right of its own, that a policy gives.
     *
     * @throws QueryException NOT_ALLOWED
     */
    public SeeAs.Sight seeAs(Session session, Identity as, String sql) {
        String by = Right.steward(session);
        AccessRequest request = AccessRequest.of(session, today.get(), List.of());
        if (!sets.get().opens(request, BuiltInRules.SEE_AS)) {
            throw new QueryException(
                    ErrorCode.NOT_ALLOWED, "No policy gives you the right to look as somebody else (samsyn.se_som).");
        }
        audit.act(
                by,
                "policy.see_as",
                Map.of(
                        "role", as.role(),
                        "purpose", as.purpose(),
                        "organisation", as.organisation(),
                        "sql", sql,
                        "version", sets.get().version()));
        return telling(session, "policy.see_as", log -> new SeeAs(pipeline, log).look(as.session("se-som"), sql));
    }

    /** Runs statements whose rows nobody gets; what they read is in the log before anything of it is told, failed or not. */
    private <T> T telling(Session session, String act, Function<SilentLog, T> work) {
        SilentLog log = new SilentLog();
        try {
            return work.apply(log);
        } finally {
            log.tried(act).ifPresent(tried -> audit.tried(session, tried));
        }
    }

    private ReadSet chosen(Optional<Map<String, String>> files, Optional<Integer> number) {
        if (files.isPresent()) {
            ReadSet read = sets.read(files(files.get()));
            if (!read.problems().isEmpty()) {
                throw new QueryException(ErrorCode.POLICY_FILES, String.join("\n", read.problems()));
            }
            return read;
        }
        return number.map(sets::read).orElseGet(sets::activeSet);
    }

    private static SetFiles files(Map<String, String> files) {
        try {
            return SetFiles.of(files);
        } catch (IllegalArgumentException e) {
            throw new QueryException(ErrorCode.POLICY_FILES, String.valueOf(e.getMessage()), e);
        }
    }
}
