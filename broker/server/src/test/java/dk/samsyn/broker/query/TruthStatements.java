package dk.samsyn.broker.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The statements of {@code truth/queries.sql}, and the truth of the shared region that their answers are compared with. */
final class TruthStatements implements AutoCloseable {
    /** One statement and the words that stand before it. */
    record Statement(String name, String sql) {}

    final Path folder;
    private final TruthDatabase database;

    private TruthStatements(Path folder, TruthDatabase database) {
        this.folder = folder;
        this.database = database;
    }

    /** Writes the truth of the shared region into a folder of its own and loads it. */
    static TruthStatements load() throws IOException, SQLException {
        Lille lille = Lille.get();
        Path folder = Files.createTempDirectory("truth");
        PersonCipher cipher = lille.services.ciphers().of(Lille.alt());
        Lille.region().writeTruth(Lille.OPTIONS, cipher::encode, folder);
        return new TruthStatements(folder, TruthDatabase.load(folder, lille.queries.catalogue(Lille.alt())));
    }

    static List<Statement> all() {
        try (var resource = TruthStatements.class.getResourceAsStream("/truth/queries.sql")) {
            String all = new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
            List<Statement> statements = new ArrayList<>();
            for (String part : all.split("(?m)^-- ", -1)) {
                int line = part.indexOf('\n');
                if (line > 0) {
                    String sql = part.substring(line).strip();
                    statements.add(new Statement(part.substring(0, line).strip(), sql.substring(0, sql.length() - 1)));
                }
            }
            return statements;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows of the truth in comparable form. */
    List<String> rows(String sql) throws SQLException {
        return database.rows(sql);
    }

    /** Rows of an answer in the same form. */
    static List<String> texts(List<@Nullable Object[]> rows) {
        return rows.stream()
                .map(row -> Arrays.stream(row).map(TruthDatabase::text).collect(Collectors.joining("|")))
                .toList();
    }

    /** How often each row stands in the first and not in the second (positive), or the other way round (negative). */
    static Map<String, Integer> difference(List<String> first, List<String> second) {
        Map<String, Integer> difference = new TreeMap<>();
        first.forEach(row -> difference.merge(row, 1, Integer::sum));
        second.forEach(row -> difference.merge(row, -1, Integer::sum));
        difference.values().removeIf(count -> count == 0);
        return difference;
    }

    @Override
    public void close() throws IOException, SQLException {
        database.close();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
