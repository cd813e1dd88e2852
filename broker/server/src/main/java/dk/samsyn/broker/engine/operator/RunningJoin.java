package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.engine.BatchSize;
import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.MemoryBudget;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.spi.SourceException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A running {@link JoinNode}: reads both inputs until one has ended, keeps that one, and probes it with the other. While
 * neither has ended, the input that is expected to be the larger one is not read further ahead than the other.
 */
final class RunningJoin extends Operator {
    private static final int LEFT = 0;
    private static final int RIGHT = 1;
    private static final int ROWS_AHEAD = 32 * Batch.ROWS;

    private final JoinNode node;
    private final Exchange inputs;
    private final MemoryBudget.Account account;
    private final Queue<Batch> made = new ArrayDeque<>();
    private final Queue<Batch> probeBuffered = new ArrayDeque<>();
    private @Nullable Probe probe;
    private int probeSide;
    private boolean probeEnded;
    private boolean nothing;

    RunningJoin(Execution execution, JoinNode node) {
        super(execution, node);
        this.node = node;
        this.inputs = new Exchange(
                execution, node.inputs().stream().map(i -> i.open(execution)).toList(), 2);
        this.account = execution.memory().account();
    }

    @Override
    public void start() {
        inputs.start();
    }

    @Override
    protected @Nullable Batch produce() {
        if (probe == null && !nothing) {
            build();
        }
        while (made.isEmpty() && !nothing) {
            step(Objects.requireNonNull(probe));
        }
        return made.poll();
    }

    private void step(Probe running) {
        if (running.isBusy()) {
            running.go(made);
            return;
        }
        Batch batch = probeEnded ? null : nextProbe();
        if (batch == null) {
            probeEnded = true;
            nothing = !running.rest(made);
        } else {
            running.over(batch);
        }
    }

    private @Nullable Batch nextProbe() {
        Batch buffered = probeBuffered.poll();
        if (buffered != null) {
            return buffered;
        }
        return inputs.takeOf(probeSide).batch();
    }

    /** Reads until one input has ended and puts that one into a table. */
    private void build() {
        int small = node.leftFirst() ? LEFT : RIGHT;
        int large = 1 - small;
        List<List<Batch>> read = List.of(new ArrayList<>(), new ArrayList<>());
        long[] rows = new long[2];
        long bytes = 0;
        while (true) {
            boolean both = rows[large] < Math.max(ROWS_AHEAD, rows[small]);
            Exchange.Taken taken;
            try {
                taken = both ? inputs.takeOf(small, large) : inputs.takeOf(small);
            } catch (QueryException | SourceException e) {
                // What a source fails on is told wherever it is asked: who may not be seen decides what others have.
                throw e;
            } catch (RuntimeException e) {
                if (isVain(small, rows) || isVain(large, rows)) {
                    nothing = true;
                    return;
                }
                throw e;
            }
            Batch batch = taken.batch();
            if (batch == null) {
                keep(taken.input(), read, rows);
                return;
            }
            read.get(taken.input()).add(batch);
            rows[taken.input()] += batch.size();
            bytes += BatchSize.of(batch);
            account.hold(bytes);
        }
    }

    /**
     * Whether an expression over an input has failed beside an input without rows, where there is no result whatever it is: else
     * it were chance, and up to which source answers sooner, whether an error is told.
     */
    private boolean isVain(int side, long[] rows) {
        int other = 1 - side;
        return inputs.hasFailed(side)
                && !inputs.hasFailed(other)
                && rows[other] == 0
                && emptyWithout(other)
                && execution().mayStopEarly()
                && inputs.takeOf(other).batch() == null;
    }

    private void keep(int side, List<List<Batch>> read, long[] rows) {
        if (rows[side] == 0 && emptyWithout(side) && execution().mayStopEarly()) {
            nothing = true;
            inputs.stop(1 - side);
            return;
        }
        Condition condition = node.condition();
        JoinTable table = new JoinTable(
                execution(),
                node.inputs().get(side).forms(),
                side == LEFT ? condition.leftKeys() : condition.rightKeys(),
                condition.nullSafeFlags());
        for (Batch batch : read.get(side)) {
            table.add(batch);
            execution().check();
        }
        table.complete();
        probeSide = 1 - side;
        probeBuffered.addAll(read.get(probeSide));
        account.hold(
                table.bytes() + probeBuffered.stream().mapToLong(BatchSize::of).sum());
        probe = new Probe(execution(), node, table, side == LEFT);
    }

    /** Whether there is no result if one input has no rows. */
    private boolean emptyWithout(int side) {
        return side == LEFT ? !node.kind().rightAlone() : !node.kind().leftAlone();
    }

    @Override
    protected void release() {
        inputs.close();
        account.close();
    }
}
