package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.ColumnStore;
import dk.samsyn.broker.engine.column.Hashes;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.column.Vector;
import dk.samsyn.broker.engine.expression.Expression;
import dk.samsyn.broker.engine.expression.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Finds partners in a join's table for the rows of the other input, batch by batch, at most one batch of pairs at a time. */
final class Probe {
    private final JoinNode node;
    private final JoinTable table;
    private final boolean leftKept;
    private final List<Expression> keys;
    private final Frame keyFrame;
    private final Frame restFrame;
    private final BitSet partnered = new BitSet();
    private final int[] probeRows = new int[Batch.ROWS];
    private final int[] tableRows = new int[Batch.ROWS];

    private @Nullable Batch batch;
    private Vector[] keyColumns = {};
    private int[] hashes = {};
    private boolean[] found = {};
    private int row;
    private int candidate;
    private int restRow;

    /**
     * A probe.
     *
     * @param leftKept whether the table holds the left input
     */
    Probe(Execution execution, JoinNode node, JoinTable table, boolean leftKept) {
        this.node = node;
        this.table = table;
        this.leftKept = leftKept;
        this.keys = leftKept ? node.condition().rightKeys() : node.condition().leftKeys();
        this.keyFrame = new Frame(execution);
        this.restFrame = new Frame(execution);
    }

    /** Whether there is more to do with the current batch. */
    boolean isBusy() {
        return batch != null;
    }

    void over(Batch next) {
        batch = next;
        keyFrame.over(next);
        keyColumns = new Vector[keys.size()];
        for (int i = 0; i < keyColumns.length; i++) {
            keyColumns[i] = keys.get(i).values(keyFrame, next.all());
        }
        hashes = Hashes.of(keyColumns, next.all(), next.size());
        found = new boolean[next.size()];
        row = 0;
        candidate = table.first(keyColumns, 0, hashes[0]);
    }

    /** Goes on with the current batch until some pairs are there or it is done. */
    void go(Queue<Batch> made) {
        Batch probed = Objects.requireNonNull(batch);
        int pairs = 0;
        while (row < probed.size() && pairs < Batch.ROWS) {
            if (candidate == ColumnStore.NO_ROW || (found[row] && oneIsEnough())) {
                row++;
                candidate = row < probed.size() ? table.first(keyColumns, row, hashes[row]) : ColumnStore.NO_ROW;
                continue;
            }
            probeRows[pairs] = row;
            tableRows[pairs] = candidate;
            pairs++;
            if (node.condition().rest().isEmpty()) {
                found[row] = true;
            }
            candidate = table.following(keyColumns, row, hashes[row], candidate);
        }
        if (pairs > 0) {
            pair(probed, pairs, made);
        }
        if (row == probed.size()) {
            batch = null;
            alone(probed, made);
        }
    }

    /** For a semi-join or an anti-join from the probing side one partner decides. */
    private boolean oneIsEnough() {
        return !leftKept && !node.kind().rightShown();
    }

    private void pair(Batch probed, int pairs, Queue<Batch> made) {
        Selection probes = Selection.of(probeRows, pairs);
        Selection good = Selection.first(pairs);
        if (node.condition().rest().isPresent()) {
            Batch looked = new Batch(pairs, looked(probed, probes, pairs));
            good = node.condition().rest().get().where(restFrame.over(looked), good);
        }
        int[] first = new int[good.size()];
        int news = 0;
        for (int k = 0; k < good.size(); k++) {
            found[probeRows[good.row(k)]] = true;
            int kept = tableRows[good.row(k)];
            if (marksTable() && !partnered.get(kept)) {
                partnered.set(kept);
                first[news++] = kept;
            }
        }
        if (news > 0 && node.kind() == JoinKind.SEMI) {
            // At once, not when all is read: others may wait for these rows' keys.
            made.add(new Batch(news, table.rows().gather(first, 0, news)));
        }
        if (!node.kind().rightShown() || good.isEmpty()) {
            return;
        }
        int[] chosenProbes = probeRows;
        int[] chosenRows = tableRows;
        if (good.size() < pairs) {
            chosenProbes = new int[good.size()];
            chosenRows = new int[good.size()];
            for (int k = 0; k < good.size(); k++) {
                chosenProbes[k] = probeRows[good.row(k)];
                chosenRows[k] = tableRows[good.row(k)];
            }
        }
        Selection chosen = Selection.of(chosenProbes, good.size());
        List<Vector> probeColumns =
                probed.columns().stream().map(c -> c.pick(chosen)).toList();
        made.add(joined(good.size(), probeColumns, table.rows().gather(chosenRows, 0, good.size())));
    }

    private boolean marksTable() {
        return leftKept
                ? node.kind().leftAlone() || node.kind() == JoinKind.SEMI
                : node.kind().rightAlone();
    }

    private Batch joined(int size, List<Vector> probeColumns, List<Vector> tableColumns) {
        List<Vector> columns = new ArrayList<>(leftKept ? tableColumns : probeColumns);
        columns.addAll(leftKept ? probeColumns : tableColumns);
        return new Batch(size, columns);
    }

    /** Columns of pairs as far as the condition looks at them. */
    private List<Vector> looked(Batch probed, Selection probes, int pairs) {
        int leftWidth = node.inputs().get(0).forms().size();
        int width = leftWidth + node.inputs().get(1).forms().size();
        List<Vector> columns = new ArrayList<>();
        Vector unused = new dk.samsyn.broker.engine.column.LongVector(new long[0], null);
        for (int i = 0; i < width; i++) {
            if (!node.condition().restColumns().contains(i)) {
                columns.add(unused);
                continue;
            }
            boolean left = i < leftWidth;
            int index = left ? i : i - leftWidth;
            columns.add(
                    left == leftKept
                            ? table.rows().column(index).gather(tableRows, 0, pairs)
                            : probed.column(index).pick(probes));
        }
        return columns;
    }

    /** Rows of a probed batch that are given by themselves: without a partner, or once for all their partners. */
    private void alone(Batch probed, Queue<Batch> made) {
        boolean semi = !leftKept && node.kind() == JoinKind.SEMI;
        boolean wanted =
                leftKept ? node.kind().rightAlone() : semi || node.kind().leftAlone();
        if (!wanted) {
            return;
        }
        int[] rows = new int[probed.size()];
        int n = 0;
        for (int i = 0; i < rows.length; i++) {
            if (found[i] == semi) {
                rows[n++] = i;
            }
        }
        if (n == 0) {
            return;
        }
        Batch picked = probed.pick(Selection.of(rows, n));
        made.add(node.kind().rightShown() ? joined(n, picked.columns(), missing(n)) : picked);
    }

    /** A row of NULLs from the table, repeated. */
    private List<Vector> missing(int count) {
        int[] none = new int[count];
        Arrays.fill(none, ColumnStore.NO_ROW);
        return table.rows().gather(none, 0, count);
    }

    /** When the probing input has ended: rows of the table that are given by themselves. False when there are no more. */
    boolean rest(Queue<Batch> made) {
        boolean wanted = leftKept ? node.kind().leftAlone() : node.kind().rightAlone();
        if (!wanted) {
            return false;
        }
        int[] rows = new int[Batch.ROWS];
        int n = 0;
        while (restRow < table.rows().size() && n < rows.length) {
            if (!partnered.get(restRow)) {
                rows[n++] = restRow;
            }
            restRow++;
        }
        if (n > 0) {
            List<Vector> kept = table.rows().gather(rows, 0, n);
            made.add(node.kind().rightShown() ? joined(n, empty(n), kept) : new Batch(n, kept));
        }
        return restRow < table.rows().size() || n > 0;
    }

    /** NULLs in place of the probing input's columns. */
    private List<Vector> empty(int count) {
        int[] none = new int[count];
        Arrays.fill(none, ColumnStore.NO_ROW);
        return node.inputs().get(leftKept ? 1 : 0).forms().stream()
                .map(f -> ColumnStore.of(f).gather(none, 0, count))
                .toList();
    }
}
