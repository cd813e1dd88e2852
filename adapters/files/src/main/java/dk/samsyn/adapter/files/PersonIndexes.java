package dk.samsyn.adapter.files;

import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Indexes of the files of one table, built when first wanted and again when a file has changed. Tables whose files are
 * larger than the limit have none and are read from end to end.
 */
final class PersonIndexes {
    private final SourceId source;
    private final long limit;
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();

    /**
     * An empty set of indexes.
     *
     * @param limit bytes of all files of the table together
     */
    PersonIndexes(SourceId source, long limit) {
        this.source = source;
        this.limit = limit;
    }

    /** Whether these files get indexes; forgets those of files that are gone. */
    boolean cover(List<DropFolder.Dropped> files) {
        slots.keySet().retainAll(files.stream().map(DropFolder.Dropped::name).toList());
        return files.stream().mapToLong(DropFolder.Dropped::size).sum() <= limit;
    }

    /** The index of one file; waits while another query builds it. */
    PersonIndex of(DropFolder.Dropped file, Build build, SourceScope scope) throws IOException {
        Slot slot = slots.computeIfAbsent(file.name(), name -> new Slot());
        lock(slot.lock, scope);
        try {
            Optional<PersonIndex> known = slot.of(file);
            if (known.isPresent()) {
                return known.get();
            }
            PersonIndex index = build.index();
            slot.file = file;
            slot.index = index;
            return index;
        } finally {
            slot.lock.unlock();
        }
    }

    private void lock(ReentrantLock lock, SourceScope scope) {
        try {
            while (!lock.tryLock(50, TimeUnit.MILLISECONDS)) {
                scope.check(source);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.interrupted(source, e);
        }
    }

    /** Reads a file and makes its index. */
    interface Build {
        PersonIndex index() throws IOException;
    }

    private static final class Slot {
        private final ReentrantLock lock = new ReentrantLock();
        private DropFolder.@Nullable Dropped file;
        private @Nullable PersonIndex index;

        Optional<PersonIndex> of(DropFolder.Dropped wanted) {
            return wanted.equals(file) ? Optional.ofNullable(index) : Optional.empty();
        }
    }
}
