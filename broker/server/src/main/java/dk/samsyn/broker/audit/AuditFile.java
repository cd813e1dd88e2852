package dk.samsyn.broker.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file behind the log: one writer at a time gives an entry its number and hash; then one thread forces the disk for all
 * that wait, so that queries that run side by side share a flush. After a failed write nothing is known of the file's end, so the
 * file is read again, as at start-up, before the next entry.
 *
 * <p>Not a {@code FileChannel}: that one closes itself when a thread in it is interrupted, and cancelling a query interrupts.
 */
final class AuditFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditFile.class);

    /** Where queries follow each other, the next one's flush takes such an entry along: a disk does one at a time. */
    private static final long BEHIND_MILLIS = 50;

    private final Path path;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition flushed = lock.newCondition();
    private final ScheduledExecutorService behind = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "samsyn-audit");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable RandomAccessFile out;
    private boolean closed;
    private boolean flushing;
    private boolean flushComes;
    private long written;
    private long durable;
    /** Changes when the file is read again: a flush that began before counts for nothing after. */
    private long generation;

    private String lastHash = ChainedLine.GENESIS;

    /**
     * Opens the file, or makes it, readable by its owner only.
     *
     * @param reader is given every entry that is already there
     * @throws QueryException AUDIT_UNAVAILABLE if it cannot be written, is in use, or is not whole
     */
    AuditFile(Path path, Clock clock, Consumer<ChainedLine> reader) {
        this.path = path;
        this.clock = clock;
        lock.lock();
        try {
            out = open(reader);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A written entry, which is on the disk when {@link #await} returns or a later entry is.
     *
     * @param fields the fields with the time that the entry was given
     * @param sequence its number
     * @param generation of the file when it was written
     */
    record Appended(ObjectNode fields, long sequence, long generation) {}

    /** Appends an entry. */
    Appended append(ObjectNode fields) {
        lock.lock();
        try {
            if (closed) {
                throw new QueryException(ErrorCode.AUDIT_UNAVAILABLE, "the audit log is closed");
            }
            if (out == null) {
                out = open(line -> {});
            }
            ObjectNode timed = timed(fields);
            return new Appended(timed, write(out, timed), generation);
        } finally {
            lock.unlock();
        }
    }

    /** Returns when an entry, and so all before it, is on the disk. */
    void await(Appended entry) {
        lock.lock();
        try {
            RandomAccessFile current = out;
            if (current == null || entry.generation() != generation) {
                throw notWritten();
            }
            awaitDurable(current, entry.sequence());
        } finally {
            lock.unlock();
        }
    }

    /** Appends an entry that is brought to the disk soon, without waiting for it. */
    Appended appendBehind(ObjectNode fields) {
        lock.lock();
        try {
            Appended entry = append(fields);
            if (!flushComes) {
                flushComes = true;
                Future<?> unused = behind.schedule(this::flush, BEHIND_MILLIS, TimeUnit.MILLISECONDS);
            }
            return entry;
        } finally {
            lock.unlock();
        }
    }

    /** Begins to bring to the disk what is written, without waiting. */
    void flushSoon() {
        lock.lock();
        try {
            if (!closed) {
                behind.execute(this::flush);
            }
        } finally {
            lock.unlock();
        }
    }

    private void flush() {
        lock.lock();
        try {
            flushComes = false;
            RandomAccessFile current = out;
            if (current != null) {
                awaitDurable(current, written);
            }
        } catch (QueryException e) {
            // The file is given up, and the broker not ready until it can be written again; or it was closed, whole.
            if (!closed) {
                LOG.error("{}", e.getMessage());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether the last write went well; without a try of its own. */
    boolean healthy() {
        lock.lock();
        try {
            return out != null && !closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            RandomAccessFile current = out;
            if (current != null) {
                awaitDurable(current, written);
            }
        } finally {
            abandon();
            lock.unlock();
            behind.shutdown();
        }
    }

    private ObjectNode timed(ObjectNode fields) {
        ObjectNode timed = JsonNodeFactory.instance
                .objectNode()
                .put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        timed.setAll(fields);
        return timed;
    }

    private long write(RandomAccessFile current, ObjectNode timed) {
        ChainedLine.Written line = ChainedLine.write(written + 1, lastHash, timed);
        try {
            line.to(current);
        } catch (IOException e) {
            abandon();
            throw unavailable(e);
        }
        lastHash = line.hash();
        return ++written;
    }

    /** Called with the lock; gives it up while the disk works or another thread's flush is awaited. */
    private void awaitDurable(RandomAccessFile current, long mine) {
        long started = generation;
        while (generation == started && durable < mine) {
            if (flushing) {
                flushed.awaitUninterruptibly();
                continue;
            }
            flushing = true;
            long upTo = written;
            IOException failure = null;
            lock.unlock();
            try {
                current.getFD().sync();
            } catch (IOException e) {
                failure = e;
            } finally {
                lock.lock();
                flushing = false;
                flushed.signalAll();
            }
            if (failure != null) {
                if (generation == started) {
                    abandon();
                }
                throw unavailable(failure);
            }
            if (generation == started) {
                durable = Math.max(durable, upTo);
            }
        }
        if (generation != started) {
            throw notWritten();
        }
    }

    private static QueryException notWritten() {
        return new QueryException(ErrorCode.AUDIT_UNAVAILABLE, "the audit log could not be written");
    }

    private void abandon() {
        generation++;
        flushed.signalAll();
        RandomAccessFile old = out;
        out = null;
        if (old != null) {
            try {
                old.close();
            } catch (IOException e) {
                // The file is given up either way, and is read again before the next entry.
                return;
            }
        }
    }

    private RandomAccessFile open(Consumer<ChainedLine> entries) {
        RandomAccessFile fresh = null;
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            if (!Files.exists(path)) {
                create(path);
            }
            fresh = new RandomAccessFile(path.toFile(), "rw");
            if (fresh.getChannel().tryLock() == null) {
                throw new OverlappingFileLockException();
            }
            AuditVerifier.Scan scan = AuditVerifier.scan(path, entries, Optional.empty());
            if (!scan.report().whole()) {
                throw new QueryException(
                        ErrorCode.AUDIT_UNAVAILABLE,
                        "the audit log is not whole from entry "
                                + scan.report().problem().orElseThrow().sequence()
                                + "; run `audit verify` and set the file aside");
            }
            written = scan.report().entries();
            durable = written;
            lastHash = scan.report().head().hash();
            fresh.setLength(scan.end());
            fresh.seek(scan.end());
            if (scan.report().tornBytes() > 0) {
                // Nobody was told that this line was safe, so nothing was shown on the strength of it.
                ObjectNode recovered = JsonNodeFactory.instance
                        .objectNode()
                        .put("kind", "recovered")
                        .put("tornBytes", scan.report().tornBytes())
                        .put("tornSha256", scan.tornSha256());
                write(fresh, timed(recovered));
                fresh.getFD().sync();
                durable = written;
            }
            return fresh;
        } catch (IOException | OverlappingFileLockException | QueryException e) {
            abandonUnopened(fresh);
            throw e instanceof QueryException known ? known : unavailable(e);
        }
    }

    private static void create(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(path);
        }
    }

    private static void abandonUnopened(@Nullable RandomAccessFile fresh) {
        if (fresh != null) {
            try {
                fresh.close();
            } catch (IOException e) {
                return;
            }
        }
    }

    private static QueryException unavailable(Exception cause) {
        return new QueryException(ErrorCode.AUDIT_UNAVAILABLE, "the audit log cannot be written", cause);
    }
}
