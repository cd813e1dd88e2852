package dk.samsyn.adapter.nexus;

import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.RowSelection;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceScope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Rows of walks through many instances, all at the same time. Calls run up to a number, and their answers wait here until they
 * are read: a reader that is slow stops the walks, and memory holds that many pages at most.
 */
final class Harvest implements RowCursor {
    private static final long LOOK_EVERY_MS = 50;

    private final Failures failures;
    private final Asking asking;
    private final RowSelection selection;
    private final Ahead ahead;
    private final SourceScope.Registration registration;
    private final List<Branch> branches;
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private final Deque<@Nullable Object[]> rows = new ArrayDeque<>();
    private @Nullable Object @Nullable [] current;
    private int running;
    private int turn;

    /**
     * Calls that run or wait to be read.
     *
     * @param inAll over all walks
     * @param perBranch of one walk, so that a long one does not take the places of all others
     */
    record Ahead(int inAll, int perBranch) {}

    /** One walk. */
    private static final class Branch {
        private final Deque<Step> waiting = new ArrayDeque<>();
        private int running;
    }

    /**
     * Starts the first calls.
     *
     * @param first where each walk begins
     */
    Harvest(
            Failures failures,
            Asking asking,
            SourceScope scope,
            RowSelection selection,
            List<Step> first,
            Ahead ahead) {
        this.failures = failures;
        this.asking = asking;
        this.selection = selection;
        this.ahead = ahead;
        this.branches = first.stream().map(Harvest::branch).toList();
        this.registration = scope.onCancel(asking::stop);
        start();
    }

    private static Branch branch(Step first) {
        Branch branch = new Branch();
        branch.waiting.add(first);
        return branch;
    }

    @Override
    public boolean next() {
        try {
            while (rows.isEmpty()) {
                asking.check();
                start();
                if (running == 0) {
                    current = null;
                    close();
                    return false;
                }
                Ended call = ended.poll(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
                if (call != null) {
                    running--;
                    call.branch().running--;
                    take(call);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            asking.check();
            throw new IllegalStateException("interrupted", e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        current = rows.poll();
        return true;
    }

    private void take(Ended call) {
        if (call.failure() != null) {
            asking.check();
            throw failures.of("the service", call.failure());
        }
        Step.Found found = call.found();
        for (@Nullable Object[] row : found.rows()) {
            if (selection.accepts(row)) {
                rows.add(selection.project(row));
            }
        }
        // Depth first: what is begun is finished before more is begun.
        List<Step> next = new ArrayList<>(found.next());
        for (int i = next.size() - 1; i >= 0; i--) {
            call.branch().waiting.addFirst(next.get(i));
        }
    }

    /** Starts what may run, the walks by turns. */
    private void start() {
        int passed = 0;
        while (running < ahead.inAll() && passed < branches.size()) {
            Branch branch = branches.get(turn);
            turn = (turn + 1) % branches.size();
            Step step = branch.running < ahead.perBranch() ? branch.waiting.poll() : null;
            if (step == null) {
                passed++;
                continue;
            }
            passed = 0;
            running++;
            branch.running++;
            var unused = run(step).whenComplete((found, failure) -> ended.add(new Ended(branch, found, failure)));
        }
    }

    private static CompletableFuture<Step.Found> run(Step step) {
        try {
            return step.run();
        } catch (SourceException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public @Nullable Object[] row() {
        if (current == null) {
            throw new IllegalStateException("next() has not been called or there is no row");
        }
        return current;
    }

    @Override
    public void close() {
        registration.close();
        asking.stop();
    }

    private record Ended(
            Branch branch,
            Step.@Nullable Found result,
            @Nullable Throwable failure) {
        Step.Found found() {
            if (result == null) {
                throw new IllegalStateException("a call without an answer");
            }
            return result;
        }
    }
}
