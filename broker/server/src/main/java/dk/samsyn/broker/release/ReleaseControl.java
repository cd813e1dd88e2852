package dk.samsyn.broker.release;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * From persons to what may leave: collects the gate's input, judges every cell, settles with the ledger and gives the released
 * rows. Blocking: nothing leaves before all is decided.
 */
public final class ReleaseControl {
    /** Most dimensions of a group. */
    public static final int MOST_DIMENSIONS = 4;

    /** Most rows of an answer, and most cells too small to be shown that are remembered. */
    private static final int MOST_CELLS = 20_000;

    private final NoiseSecret secret;
    private final RecordKeys recordKeys;
    private final Answers answers;
    private final Ledger ledger;
    private final BudgetLimits limits;
    private final RuleSet rules;
    private final ReleaseSchema schema;
    private final Pace pace;

    /**
     * A release control.
     *
     * @param schema what may be asked of each column
     * @param secret keys of persons and noise
     * @param store where the ledger is kept
     * @param limits budgets
     * @param rules the rules that are on: {@link RuleSet#ALL}
     */
    ReleaseControl(ReleaseSchema schema, NoiseSecret secret, BatchStore store, BudgetLimits limits, RuleSet rules) {
        this(schema, secret, new RecordKeys(secret), store, limits, rules, Pace.none());
    }

    private ReleaseControl(
            ReleaseSchema schema,
            NoiseSecret secret,
            RecordKeys recordKeys,
            BatchStore store,
            BudgetLimits limits,
            RuleSet rules,
            Pace pace) {
        this.pace = pace;
        this.schema = schema;
        this.secret = secret;
        this.recordKeys = recordKeys;
        this.answers = new Answers(secret, rules);
        this.ledger = new Ledger(store, secret, new Budgets(limits, secret, store::approved), rules);
        this.limits = limits;
        this.rules = rules;
    }

    /** A release control whose ledger lasts as long as the process: for tests. */
    public static ReleaseControl inMemory(ReleaseSchema schema, NoiseSecret secret, RuleSet rules) {
        return new ReleaseControl(schema, secret, new MemoryBatches(), BudgetLimits.DEFAULT, rules);
    }

    /**
     * A release control with a durable ledger and all rules on.
     *
     * @param limits budgets
     * @param audited the newest batch of the ledger that the audit log knows of
     * @throws dk.samsyn.broker.access.QueryException CONFIGURATION if the ledger was made with another secret, or is older than
     *     the audit log: what was answered since would be answered anew
     */
    public static ReleaseControl durable(
            ReleaseSchema schema, NoiseSecret secret, DataSource database, BudgetLimits limits, long audited) {
        StoredBatches store = StoredBatches.open(database, secret);
        store.notOlderThan(audited);
        return new ReleaseControl(schema, secret, new RecordKeys(secret), store, limits, RuleSet.ALL, Pace.real());
    }

    /**
     * The same rules with a ledger of its own that starts empty, for trials whose answers nobody gets: what they ask is neither
     * held fast nor charged.
     */
    public ReleaseControl apart() {
        return new ReleaseControl(schema, secret, recordKeys, new MemoryBatches(), limits, rules, Pace.none());
    }

    /** The same rules with an empty ledger under other budgets: for tests of them. */
    public ReleaseControl under(BudgetLimits other) {
        return new ReleaseControl(schema, secret, recordKeys, new MemoryBatches(), other, rules, Pace.none());
    }

    /** The same rules with an empty ledger at another pace: for tests of it. */
    public ReleaseControl at(Pace other) {
        return new ReleaseControl(schema, secret, recordKeys, new MemoryBatches(), limits, rules, other);
    }

    /** What may be asked of each column. */
    public ReleaseSchema schema() {
        return schema;
    }

    /** When answers may leave. */
    public Pace pace() {
        return pace;
    }

    /** The rules that are on. */
    public RuleSet rules() {
        return rules;
    }

    /** Most new answers so far in a day's quarter about everybody, and about any population with one value and with two. */
    public BudgetLimits.Population most(LocalDate day) {
        return ledger.most(day);
    }

    /** An empty collection of the gate's input. */
    public PersonRows collect(GateSpec spec) {
        return new PersonRows(spec, recordKeys::of);
    }

    /**
     * Released rows and the ledger's last batch when they were settled.
     *
     * @param rows values of the dimensions, then of the outputs; in an order that tells nothing
     * @param ledger number of the last batch, for the audit log
     * @param answers entries of the ledger that the rows are made of, as {@code batch:first-last}
     * @param whole whether no budget was so near its end that groups may have been left out
     */
    public record Released(List<@Nullable Object[]> rows, long ledger, String answers, boolean whole) {}

    /**
     * Decides about all that was collected.
     *
     * @throws dk.samsyn.broker.access.QueryException if the ledger fails or a budget is used up
     */
    public Released release(PersonRows input, GateSpec spec, Charge charge) {
        List<CellJudge> judges = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        BasePopulations populations = new BasePopulations(spec, charge.population());
        int small = 0;
        for (Map.Entry<PersonRows.Group, Cell> entry : ordered(input)) {
            // Whether a large cell is shown may not depend on how many cells of one person stand before it.
            if (entry.getValue().persons() < spec.minimum() && ++small > MOST_CELLS) {
                continue;
            }
            PersonRows.Group group = entry.getKey();
            CellJudge judge = new CellJudge(
                    spec, group, entry.getValue().totals(), answers, label(spec, group), minimum(spec, group), rules);
            judges.add(judge);
            candidates.addAll(judge.candidates());
            populations.add(group, judge.candidates().size());
        }
        Ledger.Outcome outcome = ledger.settle(candidates, charge, populations);
        List<@Nullable Object[]> rows = new ArrayList<>();
        int at = 0;
        for (CellJudge judge : judges) {
            int next = at + judge.candidates().size();
            List<OptionalDouble> values = outcome.settled().subList(at, next).stream()
                    .map(Ledger.Settled::value)
                    .toList();
            at = next;
            @Nullable Object[] row = judge.row(values);
            if (row != null && rows.size() < MOST_CELLS) {
                rows.add(row);
            }
        }
        return new Released(rows, outcome.lastBatch(), outcome.entries(), outcome.whole());
    }

    /** Cells by their values, not by who came first: neither the answer's order nor the ledger's may depend on sources. */
    private static List<Map.Entry<PersonRows.Group, Cell>> ordered(PersonRows input) {
        List<Map.Entry<PersonRows.Group, Cell>> cells =
                new ArrayList<>(input.cells().entrySet());
        cells.sort(Comparator.comparing(
                entry -> entry.getKey().set() + "|" + entry.getKey().values()));
        return cells;
    }

    /** Canonical form of a cell: the tables, and every condition and group as one sorted list. */
    static String label(GateSpec spec, PersonRows.Group group) {
        TreeSet<String> parts = new TreeSet<>(spec.cell().conditions());
        BitSet kept = spec.groupSets().get(group.set());
        for (int i = 0; i < spec.dimensions().size(); i++) {
            if (kept.get(i)) {
                parts.add(
                        spec.dimensions().get(i).label() + "=" + group.values().get(i));
            }
        }
        return spec.cell().tables() + " where " + parts;
    }

    /** Whether a group's value tells of sensitive matters; of a code, whether it lies below a sensitive one. */
    private static boolean sensitive(ColumnRule rule, String value) {
        return rule.sensitive().contains(value)
                || (rule.kind() == ColumnRule.Kind.CODE
                        && rule.sensitive().stream().anyMatch(value::startsWith));
    }

    private static int minimum(GateSpec spec, PersonRows.Group group) {
        int minimum = spec.cell().sensitive() ? Math.max(spec.minimum(), GateSpec.SENSITIVE_MINIMUM) : spec.minimum();
        BitSet kept = spec.groupSets().get(group.set());
        for (int i = 0; i < spec.dimensions().size(); i++) {
            ColumnRule rule = spec.dimensions().get(i).rule();
            Object value = group.values().get(i);
            if (kept.get(i)) {
                minimum = Math.max(minimum, rule.minimum());
                if (value != null && sensitive(rule, value.toString())) {
                    minimum = Math.max(minimum, GateSpec.SENSITIVE_MINIMUM);
                }
            }
        }
        return minimum;
    }
}
