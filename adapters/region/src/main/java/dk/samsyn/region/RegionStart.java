package dk.samsyn.region;

import dk.samsyn.region.people.Citizen;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One pass over the citizens for all sources: each writer works in a thread of its own and gets batches through a short
 * queue, so that memory is bounded and the slowest writer sets the pace.
 */
final class RegionStart {
    private static final int BATCH = 64;
    private static final int QUEUE = 4;

    private final RegionContext context;
    private final List<Chapter> chapters;

    RegionStart(RegionContext context, List<Chapter> chapters) {
        this.context = context;
        this.chapters = chapters;
    }

    RunningRegion start() {
        List<SourceWriter> writers = new ArrayList<>();
        List<LiveSource> sources = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "samsyn-region");
            thread.setDaemon(true);
            return thread;
        });
        try {
            open(threads, writers);
            feed(threads, writers.stream().filter(w -> !w.filled()).toList());
            List<Future<LiveSource>> finishing =
                    writers.stream().map(w -> threads.submit(w::finish)).toList();
            for (Future<LiveSource> source : finishing) {
                sources.add(get(source));
            }
            return new RunningRegion(context, sources);
        } catch (RuntimeException | Error e) {
            sources.forEach(LiveSource::close);
            writers.forEach(SourceWriter::close);
            context.removeUnlessKept();
            throw e;
        } finally {
            threads.shutdownNow();
        }
    }

    private void open(ExecutorService threads, List<SourceWriter> writers) {
        List<Future<SourceWriter>> opening = chapters.stream()
                .map(c -> threads.submit(() -> c.open(context)))
                .toList();
        RuntimeException failure = null;
        for (Future<SourceWriter> writer : opening) {
            try {
                writers.add(get(writer));
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void feed(ExecutorService threads, List<SourceWriter> writers) {
        if (writers.isEmpty()) {
            return;
        }
        AtomicBoolean failed = new AtomicBoolean();
        List<BlockingQueue<List<Citizen>>> queues = new ArrayList<>();
        List<Future<?>> work = new ArrayList<>();
        for (SourceWriter writer : writers) {
            BlockingQueue<List<Citizen>> queue = new ArrayBlockingQueue<>(QUEUE);
            queues.add(queue);
            work.add(threads.submit(() -> write(writer, queue, failed)));
        }
        List<Citizen> batch = new ArrayList<>(BATCH);
        int size = context.population().size();
        for (int i = 0; i < size && !failed.get(); i++) {
            if (context.population().present(i)) {
                batch.add(context.population().citizen(i));
            }
            if (batch.size() == BATCH) {
                offer(queues, List.copyOf(batch));
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            offer(queues, List.copyOf(batch));
        }
        offer(queues, List.of());
        work.forEach(RegionStart::get);
    }

    /** Takes batches until the empty one; after a failure of any writer the rest is drained so that nobody waits. */
    private static void write(SourceWriter writer, BlockingQueue<List<Citizen>> queue, AtomicBoolean failed) {
        RuntimeException failure = null;
        try {
            for (List<Citizen> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
                if (failed.get()) {
                    continue;
                }
                try {
                    batch.forEach(writer::citizen);
                } catch (RuntimeException e) {
                    failed.set(true);
                    failure = e;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the filling of the region was interrupted", e);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static void offer(List<BlockingQueue<List<Citizen>>> queues, List<Citizen> batch) {
        try {
            for (BlockingQueue<List<Citizen>> queue : queues) {
                queue.put(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the filling of the region was interrupted", e);
        }
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof Error error) {
                throw error;
            }
            throw cause instanceof IllegalStateException known
                    ? known
                    : new IllegalStateException("a source of the region cannot be started: " + cause, cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the start of the region was interrupted", e);
        }
    }
}
