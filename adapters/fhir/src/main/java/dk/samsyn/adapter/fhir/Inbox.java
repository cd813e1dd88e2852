package dk.samsyn.adapter.fhir;

import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
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
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The folder of reports, {@code KOMMUNEKODE/…/*.json}, and whose report each file is. The numbers of citizens are kept, and
 * what kinds of things a report tells of, but nothing of what it says; a file is read once to know whose it is, and again when it has changed.
 */
final class Inbox {
    /** So many looks pass over files whose folder is unchanged; the next one finds those that were overwritten in place. */
    private static final int FOLDERS_ONLY = 60;

    /** A folder's time may be as coarse as this, or its clock so far ahead. */
    private static final Duration UNSETTLED = Duration.ofSeconds(10);

    private final SourceId source;
    private final Path folder;
    private final Duration lookEvery;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Path, Letter> letters = new HashMap<>();
    private Map<Path, Folder> folders = Map.of();
    private volatile @Nullable List<Person> people;
    private volatile @Nullable LocalDateTime newest;
    private long lookedAt;
    private long everyFileAt;

    /** Whether {@link #folders} hold other reports than when {@link #people} was made. */
    private boolean changed;

    Inbox(SourceId source, Path folder, Duration lookEvery) {
        this(source, folder, lookEvery, System::nanoTime);
    }

    Inbox(SourceId source, Path folder, Duration lookEvery, LongSupplier nanoTime) {
        this.source = source;
        this.folder = folder;
        this.lookEvery = lookEvery;
        this.nanoTime = nanoTime;
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
            long now = nanoTime.getAsLong();
            List<Person> known = people;
            if (known != null && now - lookedAt < lookEvery.toNanos()) {
                return known;
            }
            boolean everyFile = known == null || now - everyFileAt >= lookEvery.toNanos() * FOLDERS_ONLY;
            Map<Path, Folder> seen = look(everyFile, scope);
            changed |= seen.size() != folders.size();
            folders = seen;
            everyFileAt = everyFile ? now : everyFileAt;
            List<Person> found = known;
            if (found == null || changed) {
                letters.clear();
                seen.values().forEach(f -> f.letters().forEach(letter -> letters.put(letter.file(), letter)));
                found = sorted(letters);
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
        scope.countCall(folder.relativize(file).getName(0).toString());
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

    /** Looks through the folder; a look that is broken off leaves what it learnt, so that the next one has less to read. */
    private Map<Path, Folder> look(boolean everyFile, SourceScope scope) {
        ping();
        Look look = new Look(everyFile, scope);
        try {
            look.into(folder, 0);
        } catch (IOException e) {
            throw unavailable(e);
        }
        return look.seen;
    }

    /**
     * A folder as it was listed.
     *
     * @param modified its own time, which changes when a file comes or goes
     * @param settled whether that was long enough before the listing for every later change to show in it
     * @param letters its reports
     * @param below folders in it
     */
    private record Folder(FileTime modified, boolean settled, List<Letter> letters, List<Path> below) {}

    /** One look through all folders: a file is looked at only where its folder has changed, or if every file is. */
    private final class Look {
        private final boolean everyFile;
        private final SourceScope scope;
        private final Map<Path, Folder> seen = new HashMap<>();

        private Look(boolean everyFile, SourceScope scope) {
            this.everyFile = everyFile;
            this.scope = scope;
        }

        private void into(Path directory, int kommunekode) throws IOException {
            scope.check(source);
            Folder known = folders.get(directory);
            FileTime modified = Files.getLastModifiedTime(directory);
            Folder now = known != null
                            && !everyFile
                            && known.settled()
                            && known.modified().equals(modified)
                    ? known
                    : listed(directory, modified, kommunekode);
            changed |= known == null || !now.letters().equals(known.letters());
            seen.put(directory, now);
            for (Path below : now.below()) {
                into(below, kommunekode == 0 ? kommunekode(below) : kommunekode);
            }
        }

        private Folder listed(Path directory, FileTime modified, int kommunekode) throws IOException {
            boolean settled = modified.toInstant().isBefore(Instant.now().minus(UNSETTLED));
            List<Letter> found = new ArrayList<>();
            List<Path> below = new ArrayList<>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                for (Path entry : entries) {
                    scope.check(source);
                    BasicFileAttributes attributes =
                            Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                    if (attributes.isDirectory()) {
                        if (kommunekode > 0 || kommunekode(entry) > 0) {
                            below.add(entry);
                        }
                    } else if (kommunekode > 0
                            && attributes.isRegularFile()
                            && entry.toString().endsWith(".json")) {
                        found.add(letter(entry, kommunekode, attributes));
                    }
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
            found.sort(Comparator.comparing(Letter::file));
            return new Folder(modified, settled, List.copyOf(found), List.copyOf(below));
        }

        private Letter letter(Path file, int kommunekode, BasicFileAttributes attributes) throws IOException {
            Letter letter = letters.get(file);
            if (letter == null || !letter.same(attributes)) {
                letter = open(file, kommunekode, attributes);
                letters.put(file, letter);
            }
            return letter;
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
