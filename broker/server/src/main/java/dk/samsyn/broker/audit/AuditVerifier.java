package dk.samsyn.broker.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Proves that a log is whole: every entry unchanged, none missing, none moved. What a chain alone cannot prove is that entries
 * were cut off at its end, or that all of it was written anew: for that, note {@link Report#head()} in another place now and
 * then and pass it to {@link #verify(Path, Optional)}.
 */
public final class AuditVerifier {
    /** Number and hash of an entry; of the last one, it stands for the whole log up to there. */
    public record Head(long sequence, String hash) {
        /** Before the first entry. */
        public static final Head NONE = new Head(0, ChainedLine.GENESIS);

        @Override
        public String toString() {
            return sequence + ":" + hash;
        }

        /** Parses {@link #toString()}. */
        public static Head parse(String text) {
            int colon = text.indexOf(':');
            if (colon < 1 || !text.substring(colon + 1).matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("a head is written NUMBER:HASH");
            }
            return new Head(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
        }
    }

    /** What is wrong with an entry. */
    public enum Fault {
        /** The entry does not match its own hash, or was cut. */
        CHANGED,
        /** The number does not occur where it should, nor later. */
        MISSING,
        /** The entry stands in another place than its number says. */
        REORDERED,
        /** The entry matches its own hash but not the entry after it: it was written anew. */
        REPLACED,
        /** The log ends before the noted head. */
        CUT
    }

    /**
     * The first bad entry.
     *
     * @param sequence number of the first bad entry
     * @param fault what is wrong with it
     */
    public record Problem(long sequence, Fault fault) {}

    /**
     * What a check found.
     *
     * @param entries whole entries read, up to the first bad one
     * @param head the last good entry
     * @param problem the first bad entry, empty if the log is whole
     * @param tornBytes bytes of an unfinished last line, as a crash leaves; they were never confirmed to anybody
     */
    public record Report(long entries, Head head, Optional<Problem> problem, int tornBytes) {
        /** Whether every entry is proved. */
        public boolean whole() {
            return problem.isEmpty();
        }
    }

    /** Checks the log in {@code file}. */
    public Report verify(Path file) throws IOException {
        return verify(file, Optional.empty());
    }

    /**
     * Checks the log in {@code file}, and that it goes through {@code noted}.
     *
     * @throws IOException if the file cannot be read
     */
    public Report verify(Path file, Optional<Head> noted) throws IOException {
        Scan scan = scan(file, line -> {}, noted);
        return scan.report();
    }

    /** A check and where the next entry goes. */
    record Scan(Report report, long end, String tornSha256) {}

    /** Checks and hands every good line to {@code reader}. */
    static Scan scan(Path file, Consumer<ChainedLine> reader, Optional<Head> noted) throws IOException {
        Head head = Head.NONE;
        try (AuditLines lines = new AuditLines(file)) {
            for (byte[] bytes = lines.next(); bytes != null; bytes = lines.next()) {
                Optional<ChainedLine> read = ChainedLine.read(bytes);
                long expected = head.sequence() + 1;
                if (read.isEmpty()) {
                    return stopped(head, new Problem(expected, Fault.CHANGED), lines);
                }
                ChainedLine line = read.get();
                if (line.sequence() != expected) {
                    Fault fault = line.sequence() < expected || occursLater(expected, lines)
                            ? Fault.REORDERED
                            : Fault.MISSING;
                    return stopped(head, new Problem(expected, fault), lines);
                }
                if (!line.previous().equals(head.hash())) {
                    return stopped(head, new Problem(Math.max(1, head.sequence()), Fault.REPLACED), lines);
                }
                head = new Head(line.sequence(), line.hash());
                if (noted.isPresent()
                        && noted.get().sequence() == head.sequence()
                        && !noted.get().equals(head)) {
                    return stopped(head, new Problem(head.sequence(), Fault.REPLACED), lines);
                }
                reader.accept(line);
            }
            if (noted.isPresent() && noted.get().sequence() > head.sequence()) {
                return stopped(head, new Problem(head.sequence() + 1, Fault.CUT), lines);
            }
            byte[] torn = lines.torn();
            return new Scan(
                    new Report(head.sequence(), head, Optional.empty(), torn.length),
                    lines.end(),
                    ChainedLine.sha256(torn, torn.length));
        }
    }

    private static Scan stopped(Head head, Problem problem, AuditLines lines) {
        return new Scan(new Report(head.sequence(), head, Optional.of(problem), 0), lines.end(), "");
    }

    private static boolean occursLater(long sequence, AuditLines lines) throws IOException {
        for (byte[] bytes = lines.next(); bytes != null; bytes = lines.next()) {
            if (ChainedLine.read(bytes)
                    .filter(line -> line.sequence() == sequence)
                    .isPresent()) {
                return true;
            }
        }
        return false;
    }
}
