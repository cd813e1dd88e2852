package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
    private static TruthStatements truth;

    @BeforeAll
    static void loadTheTruth() throws IOException, SQLException {
        lille = Lille.get();
        truth = TruthStatements.load();
    }

    @AfterAll
    static void stop() throws IOException, SQLException {
        truth.close();
    }

    @TestFactory
    Stream<DynamicTest> everyTable() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(truth.folder)) {
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
        return TruthStatements.all().stream().map(s -> DynamicTest.dynamicTest(s.name(), () -> compare(s.sql())));
    }

    private static void compare(String sql) throws SQLException {
        List<String> federated = TruthStatements.texts(lille.rows(Lille.alt(), sql));
        List<String> central = truth.rows(sql);
        assertThat(TruthStatements.difference(federated, central).entrySet().stream()
                        .limit(5))
                .as("%d rows over the sources, %d in the truth", federated.size(), central.size())
                .isEmpty();
        if (sql.contains("ORDER BY") && sql.contains("LIMIT")) {
            assertThat(federated).isEqualTo(central);
        }
    }
}
