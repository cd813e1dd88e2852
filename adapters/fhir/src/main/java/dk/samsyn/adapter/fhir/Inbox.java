package dk.samsyn.adapter.fhir;

import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The folder of reports, {@code KOMMUNEKODE/…/*.json}, and whose report each file is. The numbers of citizens are kept, and
 * what kinds of things a report tells of, but nothing of what it says; a file is read once to know whose it is, and again when it has changed.
 */
final class Inbox {
    private final SourceId source;
    private final Path folder;
    private final Duration lookEvery;
    private final ReentrantLock lock = new ReentrantLock();
    private Map<Path, Letter> letters = new HashMap<>();
    private volatile @Nullable List<Person> people;
    private volatile @Nullable LocalDateTime newest;
    private long lookedAt;

    /** Whether {@link #letters} is other than when {@link #people} was made. */
    private boolean changed;

    Inbox(SourceId source, Path folder, Duration lookEvery) {
        this.source = source;
        this.folder = folder;
        this.lookEvery = lookEvery;
    }

    /**
     * One file.
     *
     * @param patient whose it is; empty if it is malformed
     * @param cpr the number it gives
     * @param types what it tells of
     */
    record Letter(
            Path file,
            long size,
            FileTime modified,
            int kommunekode,
            String patient,
            String cpr,
            Instant sent,
            Set<FactType> types) {
        private boolean same(BasicFileAttributes now) {
            return size == now.size() && modified.equals(now.lastModifiedTime());
        }
    }

    /**
     * The reports on one citizen in one municipality.
     *
     * @param cpr the citizen's number by the latest report; empty for files that are malformed, of which nobody knows whose
     *     they are
     * @param letters the oldest first
     */
    record Person(int kommunekode, String cpr, List<Letter> letters) {
        /** The reports that tell of certain things, the oldest first: no other can change what holds of them. */
        List<Path> files(Set<FactType> types) {
            return letters.stream()
                    .filter(letter -> letter.types().stream().anyMatch(types::contains))
                    .map(Letter::file)
                    .toList();
        }
    }

    /** The day in Copenhagen. */
    static LocalDate day(Instant instant) {
        return instant.atZone(ZoneId.of("Europe/Copenhagen")).toLocalDate();
    }

    /** Everybody with reports, in order of municipality and id. */
    List<Person> people(SourceScope scope) {
        enter(scope);
        try {
            long now = System.nanoTime();
            List<Person> known = people;
            if (known != null && now - lookedAt < lookEvery.toNanos()) {
                return known;
            }
            Map<Path, Letter> seen = look(scope);
            changed |= seen.size() != letters.size();
            letters = seen;
            List<Person> found = known == null || changed ? sorted(letters) : known;
            if (found != known) {
                newest = letters.values().stream()
                        .map(Letter::sent)
                        .max(Comparator.naturalOrder())
                        .map(sent -> LocalDateTime.ofInstant(sent, ZoneId.of("Europe/Copenhagen")))
                        .orElse(null);
            }
            changed = false;
            people = found;
            lookedAt = now;
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** When the newest of the reports that have been looked at was sent. */
    Optional<LocalDateTime> newest() {
        return Optional.ofNullable(newest);
    }

    /** Reads a report. */
    Report read(Path file, SourceScope scope) {
        scope.countCall();
        try {
            return Report.read(file);
        } catch (Malformed e) {
            throw malformed(file);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    SourceException malformed(Path file) {
        return new SourceException(
                source, ErrorCode.SOURCE_MALFORMED, "the report " + folder.relativize(file) + " is malformed");
    }

    /** Whether the folder can be read. */
    void ping() {
        if (!Files.isReadable(folder) || !Files.isDirectory(folder)) {
            throw new SourceException(source, ErrorCode.SOURCE_UNAVAILABLE, "the inbox cannot be read");
        }
    }

    private SourceException unavailable(IOException cause) {
        return new SourceException(source, ErrorCode.SOURCE_UNAVAILABLE, "the inbox cannot be read", cause);
    }

    private void enter(SourceScope scope) {
        try {
            while (!lock.tryLock(50, TimeUnit.MILLISECONDS)) {
                scope.check(source);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException(source, ErrorCode.QUERY_CANCELLED, "the query was cancelled", e);
        }
    }

    /** Walks the folder; a walk that is broken off leaves what it learnt, so that the next one has less to read. */
    private Map<Path, Letter> look(SourceScope scope) {
        ping();
        Walk walk = new Walk(scope);
        try {
            Files.walkFileTree(folder, walk);
        } catch (IOException e) {
            throw unavailable(e);
        }
        return walk.found;
    }

    /** One walk through the folder. */
    private final class Walk extends SimpleFileVisitor<Path> {
        private final SourceScope scope;
        private final Map<Path, Letter> found = new HashMap<>();
        private int kommunekode;

        private Walk(SourceScope scope) {
            this.scope = scope;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (folder.equals(directory.getParent())) {
                kommunekode = kommunekode(directory);
                return kommunekode > 0 ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (folder.equals(directory.getParent())) {
                kommunekode = 0;
            }
            return super.postVisitDirectory(directory, failure);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (kommunekode > 0 && attributes.isRegularFile() && file.toString().endsWith(".json")) {
                scope.check(source);
                Letter letter = letters.get(file);
                if (letter == null || !letter.same(attributes)) {
                    letter = open(file, kommunekode, attributes);
                    letters.put(file, letter);
                    changed = true;
                }
                found.put(file, letter);
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private static Letter open(Path file, int kommunekode, BasicFileAttributes attributes) throws IOException {
        long size = attributes.size();
        FileTime modified = attributes.lastModifiedTime();
        try {
            Report report = Report.read(file);
            return new Letter(
                    file, size, modified, kommunekode, report.patient(), report.cpr(), report.sent(), report.types());
        } catch (Malformed e) {
            return new Letter(file, size, modified, kommunekode, "", "", Instant.EPOCH, Set.of());
        }
    }

    /** The municipality that a folder is named after, or 0. */
    private static int kommunekode(Path directory) {
        String name = String.valueOf(directory.getFileName());
        return name.matches("[0-9]{3,4}") ? Integer.parseInt(name) : 0;
    }

    private static List<Person> sorted(Map<Path, Letter> letters) {
        Map<Integer, Map<String, List<Letter>>> byPerson = new TreeMap<>();
        for (Letter letter : letters.values()) {
            byPerson.computeIfAbsent(letter.kommunekode(), code -> new TreeMap<>())
                    .computeIfAbsent(letter.patient(), patient -> new ArrayList<>())
                    .add(letter);
        }
        List<Person> people = new ArrayList<>();
        byPerson.forEach((kommunekode, persons) -> persons.forEach((patient, files) -> {
            files.sort(Comparator.comparing(Letter::sent).thenComparing(Letter::file));
            people.add(new Person(kommunekode, files.get(files.size() - 1).cpr(), List.copyOf(files)));
        }));
        return List.copyOf(people);
    }
}
