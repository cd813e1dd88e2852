package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The answer over the live sources is the answer over the truth in one PostgreSQL: every table, and every statement of {@code
 * truth/queries.sql}, as bags; numbers to ten significant digits.
 */
class FederatedEqualsCentralisedTest {
    /** FMK answers for one citizen at a time: its tables are compared for the young of Samsø. */
    private static final Set<String> LOOKUP_ONLY = Set.of("medicin_ordination", "recept_udlevering");

    private static Lille lille;
    private static TruthDatabase truth;
    private static Path folder;

    @BeforeAll
    static void loadTheTruth() throws IOException, SQLException {
        lille = Lille.get();
        folder = Files.createTempDirectory("truth");
        PersonCipher cipher = lille.services.ciphers().of(Lille.alt());
        Lille.region().writeTruth(Lille.OPTIONS, cipher::encode, folder);
        truth = TruthDatabase.load(folder, lille.queries.catalogue(Lille.alt()));
    }

    @AfterAll
    static void stop() throws IOException, SQLException {
        truth.close();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @TestFactory
    Stream<DynamicTest> everyTable() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name =
                        Objects.requireNonNull(file.getFileName()).toString().replace(".csv", "");
                tests.add(DynamicTest.dynamicTest(name, () -> compare(whole(name))));
            }
        }
        return tests.stream();
    }

    private static String whole(String table) {
        String columns = lille.queries.catalogue(Lille.alt()).tables().stream()
                .filter(t -> t.name().equals(table))
                .flatMap(t -> t.columns().stream())
                .map(ResultColumn::name)
                .filter(c -> !c.equals("hentet_tid"))
                .map(c -> "\"" + c + "\"")
                .collect(Collectors.joining(", "));
        assertThat(columns).as("columns of %s in the catalogue", table).isNotEmpty();
        String some = LOOKUP_ONLY.contains(table)
                ? " WHERE pid IN (SELECT pid FROM borger WHERE kommunekode = 741 AND alder < 30)"
                : "";
        return "SELECT " + columns + " FROM " + table + some;
    }

    @TestFactory
    Stream<DynamicTest> everyStatement() {
        return statements().stream().map(s -> DynamicTest.dynamicTest(s.name(), () -> compare(s.sql())));
    }

    private record Statement(String name, String sql) {}

    private static List<Statement> statements() {
        try (var resource = FederatedEqualsCentralisedTest.class.getResourceAsStream("/truth/queries.sql")) {
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

    private static void compare(String sql) throws SQLException {
        Map<String, Integer> difference = new TreeMap<>();
        List<String> federated = lille.rows(Lille.alt(), sql).stream()
                .map(row -> Arrays.stream(row).map(TruthDatabase::text).collect(Collectors.joining("|")))
                .toList();
        List<String> central = truth.rows(sql);
        federated.forEach(row -> difference.merge(row, 1, Integer::sum));
        central.forEach(row -> difference.merge(row, -1, Integer::sum));
        difference.values().removeIf(count -> count == 0);
        assertThat(difference.entrySet().stream().limit(5))
                .as("%d rows over the sources, %d in the truth", federated.size(), central.size())
                .isEmpty();
        if (sql.contains("ORDER BY") && sql.contains("LIMIT")) {
            assertThat(federated).isEqualTo(central);
        }
    }
}
