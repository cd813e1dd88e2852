package dk.samsyn.broker.release;

import java.util.ArrayList;
import java.util.List;

/** Batches that last as long as the process, for tests and comparisons. */
public final class MemoryBatches implements BatchStore {
    private final List<Batch> batches = new ArrayList<>();

    @Override
    public synchronized void append(long known, Work work) {
        work.next(List.copyOf(batches.subList((int) known, batches.size()))).ifPresent(batches::add);
    }

    @Override
    public synchronized Members members(long batch, int answer) {
        return batches.get((int) batch - 1).answers().get(answer).members().orElseThrow();
    }
}
