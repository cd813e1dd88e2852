package dk.samsyn.adapter.nexus;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets a number of calls run at the same time and others wait their turn, first come first served, without holding a thread. */
final class Lane {
    private final Deque<Waiting<?>> waiting = new ArrayDeque<>();
    private int free;

    Lane(int callsAtOnce) {
        free = callsAtOnce;
    }

    /** Starts the call now or later; a call that throws when it is started has failed. */
    <T> CompletableFuture<T> run(Supplier<CompletableFuture<T>> call) {
        Waiting<T> entry = new Waiting<>(call, new CompletableFuture<>());
        synchronized (this) {
            if (free == 0) {
                waiting.add(entry);
                return entry.result();
            }
            free--;
        }
        if (!entry.start(this::startNext)) {
            startNext();
        }
        return entry.result();
    }

    private void startNext() {
        Waiting<?> next = next();
        while (next != null && !next.start(this::startNext)) {
            next = next();
        }
    }

    private synchronized @Nullable Waiting<?> next() {
        Waiting<?> next = waiting.poll();
        if (next == null) {
            free++;
        }
        return next;
    }

    private record Waiting<T>(Supplier<CompletableFuture<T>> call, CompletableFuture<T> result) {
        /** Whether the call now runs and {@code ended} will be told its end. */
        boolean start(Runnable ended) {
            CompletableFuture<T> running;
            try {
                running = call.get();
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
                return false;
            }
            var unused = running.whenComplete((value, failure) -> {
                ended.run();
                if (failure == null) {
                    result.complete(value);
                } else {
                    result.completeExceptionally(failure);
                }
            });
            return true;
        }
    }
}
