package dk.samsyn.broker.steward;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.audit.AuditLog;
import dk.samsyn.broker.config.CaseRunner;
import dk.samsyn.broker.policy.Mandate;
import dk.samsyn.broker.policy.Policy;
import dk.samsyn.broker.policy.PolicyEngine;
import dk.samsyn.broker.steward.StoredSet.Signature;
import dk.samsyn.broker.steward.StoredSet.State;
import dk.samsyn.spi.ErrorCode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * The sets of policies and which of them is in force. A set goes from review over approval by a second person to activation, which
 * no red case, no unreadable condition and no newer active set lets through; a roll back returns to the set before in one step.
 * Every act is in the audit log before it has effect. A running statement ends under the set it began with.
 */
public final class PolicySets implements Supplier<PolicyEngine> {
    /** The note of the set that a broker takes over from the directory of policies when it starts for the first time. */
    public static final String ADOPTED = "taken over from the directory of policies";

    private static final String BROKER = "samsyn";

    private final SetStore store;
    private final Function<SetFiles, ReadSet> reader;
    private final AuditLog audit;
    private final Clock clock;
    private volatile InForce inForce;

    private record InForce(SetActivation activation, ReadSet set, PolicyEngine engine) {}

    private PolicySets(
            SetStore store,
            Function<SetFiles, ReadSet> reader,
            AuditLog audit,
            Clock clock,
            Supplier<ReadSet> directory) {
        this.store = store;
        this.reader = reader;
        this.audit = audit;
        this.clock = clock;
        SetActivation activation = store.current().orElseGet(() -> adopt(directory.get()));
        this.inForce = load(activation);
    }

    /**
     * Opens the sets. A database that has none takes over the directory of policies as the first, for somebody has installed and
     * thereby vouched for it; from then on the database says what is in force.
     *
     * @param reader reads texts against the schema
     * @param directory reads the directory of policies; asked only the first time
     * @throws QueryException POLICY_FILES if the set in force cannot be read
     */
    public static PolicySets open(
            DataSource database,
            Function<SetFiles, ReadSet> reader,
            AuditLog audit,
            Clock clock,
            Supplier<ReadSet> directory) {
        return new PolicySets(new SetStore(database), reader, audit, clock, directory);
    }

    /** The engine in force now. */
    @Override
    public PolicyEngine get() {
        return inForce.engine();
    }

    /** The set in force now, as it was read. */
    public ReadSet activeSet() {
        return inForce.set();
    }

    /** Number of the set in force. */
    public int activeNumber() {
        return inForce.activation().set();
    }

    /** All sets, oldest first. */
    public List<StoredSet> sets() {
        return store.sets();
    }

    /** Every time a set came into force, oldest first. */
    public List<SetActivation> activations() {
        return store.activations();
    }

    /**
     * A set.
     *
     * @throws QueryException POLICY_SET_UNKNOWN
     */
    public StoredSet set(int number) {
        return store.set(number)
                .orElseThrow(() -> new QueryException(
                        ErrorCode.POLICY_SET_UNKNOWN, "There is no set of policies " + number + "."));
    }

    /** Texts of a set, read. */
    public ReadSet read(int number) {
        set(number);
        return read(store.files(number));
    }

    /** Texts, read; problems are in the result. */
    public ReadSet read(SetFiles files) {
        return reader.apply(files);
    }

    /** Takes over what another broker on the same database has activated. */
    public void refresh() {
        Optional<SetActivation> current = store.current();
        if (current.isPresent()
                && current.get().sequence() != inForce.activation().sequence()) {
            inForce = load(current.get());
        }
    }

    /** What a set changes of the active one. */
    public SetChanges changes(ReadSet proposed) {
        return SetChanges.between(inForce.set(), proposed);
    }

    /**
     * Puts texts before a second person.
     *
     * @throws QueryException POLICY_FILES with everything that is wrong with them
     */
    public StoredSet submit(String by, SetFiles files, String note) {
        return acted(by, "policy.submit", Map.of("note", note), () -> {
            ReadSet proposed = read(files);
            refuse(proposed.problems());
            SetChanges changes = changes(proposed);
            refuse(changes.problems());
            if (!changes.any() && proposed.files().equals(inForce.set().files())) {
                throw new QueryException(ErrorCode.POLICY_FILES, "Nothing differs from the active set.");
            }
            int number = store.add(proposed.asProposed().version(), files, note, new Signature(by, clock.instant()));
            return set(number);
        });
    }

    /**
     * Approves a set that somebody else has submitted and written.
     *
     * @throws QueryException SECOND_PERSON, POLICY_SET_STATE, POLICY_SET_UNKNOWN
     */
    public StoredSet approve(String by, int number) {
        return acted(by, "policy.approve", about(set(number)), () -> {
            StoredSet set = set(number);
            requireWaiting(set, State.REVIEW);
            if (set.submitted().by().equalsIgnoreCase(by)) {
                throw secondPerson("Set " + number + " was submitted by you; somebody else has to approve it.");
            }
            for (Policy policy : read(store.files(number)).policies()) {
                boolean own = policy.mandate().owner().equalsIgnoreCase(by);
                if (own && policy.mandate().status() == Mandate.Status.REVIEW) {
                    throw secondPerson(
                            "You are the owner of policy " + policy.id() + "; somebody else has to approve it.");
                }
            }
            store.approve(number, store.files(number).approvedBy(by), new Signature(by, clock.instant()));
            return set(number);
        });
    }

    /**
     * Brings an approved set into force.
     *
     * @param trial loads it and runs its cases first
     * @throws QueryException POLICY_SET_STATE, POLICY_FILES, POLICY_CASES_RED, POLICY_SET_UNKNOWN
     */
    public StoredSet activate(String by, int number, Trial trial) {
        return acted(by, "policy.activate", about(set(number)), () -> {
            StoredSet set = set(number);
            if (set.state() == State.REVIEW) {
                throw secondPerson("Set " + number + " is not approved; a second person has to approve it first.");
            }
            requireWaiting(set, State.APPROVED);
            int before = inForce.activation().sequence();
            SetActivation next =
                    new SetActivation(before + 1, number, inForce.activation().set(), by, clock.instant(), false);
            InForce loaded = load(next);
            refuse(trial.unloadable(loaded.engine()));
            List<String> red = trial.run(loaded.engine(), loaded.set().cases()).stream()
                    .filter(result -> result.failure().isPresent())
                    .map(CaseRunner.Result::line)
                    .toList();
            if (!red.isEmpty()) {
                throw new QueryException(
                        ErrorCode.POLICY_CASES_RED,
                        "Set " + number + " stays out of force: " + red.size() + " of "
                                + loaded.set().cases().size() + " cases are red.\n" + String.join("\n", red));
            }
            store.activate(next, before);
            inForce = loaded;
            return set(number);
        });
    }

    /**
     * Returns to the set that was in force before. One steward may do it alone: two have vouched for that set already.
     *
     * @throws QueryException POLICY_SET_STATE if there was none before
     */
    public StoredSet rollBack(String by) {
        SetActivation now = inForce.activation();
        return acted(by, "policy.rollback", about(set(now.set())), () -> {
            Integer target = now.previous();
            if (target == null) {
                throw new QueryException(ErrorCode.POLICY_SET_STATE, "No set was in force before this one.");
            }
            Integer beforeThat = store.activations().stream()
                    .filter(activation -> activation.set() == target)
                    .reduce((earlier, later) -> later)
                    .map(SetActivation::previous)
                    .orElse(null);
            SetActivation next = new SetActivation(now.sequence() + 1, target, beforeThat, by, clock.instant(), true);
            InForce loaded = load(next);
            store.activate(next, now.sequence());
            inForce = loaded;
            return set(target);
        });
    }

    private SetActivation adopt(ReadSet directory) {
        refuse(directory.problems());
        String version = directory.asItStands().version();
        audit.act(BROKER, "policy.adopt", Map.of("version", version));
        Signature installed = new Signature(BROKER, clock.instant());
        int number = store.add(version, directory.files(), ADOPTED, installed);
        SetActivation first = new SetActivation(1, number, null, BROKER, installed.at(), false);
        store.activate(first, 0);
        return first;
    }

    private InForce load(SetActivation activation) {
        ReadSet set = read(store.files(activation.set()));
        refuse(set.problems());
        return new InForce(activation, set, set.asItStands());
    }

    private StoredSet acted(String by, String act, Map<String, Object> details, Supplier<StoredSet> work) {
        audit.act(by, act, details);
        try {
            StoredSet result = work.get();
            audit.act(by, act + ".done", about(result));
            return result;
        } catch (QueryException e) {
            audit.act(by, act + ".refused", Map.of("code", e.errorCode().code()));
            throw e;
        }
    }

    private static Map<String, Object> about(StoredSet set) {
        return Map.of("set", set.number(), "version", set.version());
    }

    private static void requireWaiting(StoredSet set, State state) {
        if (set.state() != state) {
            throw new QueryException(
                    ErrorCode.POLICY_SET_STATE,
                    "Set " + set.number() + " is " + set.state().name().toLowerCase(java.util.Locale.ROOT) + ".");
        }
        if (set.stale()) {
            throw new QueryException(
                    ErrorCode.POLICY_SET_STATE,
                    "Another set has become active since set " + set.number()
                            + " was submitted, so what was compared no longer holds. Submit it again.");
        }
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            List<String> lines = new ArrayList<>();
            lines.add(problems.size() + (problems.size() == 1 ? " problem:" : " problems:"));
            lines.addAll(problems);
            throw new QueryException(ErrorCode.POLICY_FILES, String.join("\n", lines));
        }
    }

    private static QueryException secondPerson(String sentence) {
        return new QueryException(ErrorCode.SECOND_PERSON, sentence);
    }
}
