package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.PolicyFiles;
import dk.samsyn.broker.config.SchemaConfig;
import dk.samsyn.broker.policy.PolicyEngine;
import dk.samsyn.spi.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A masked column shows, filters and groups by the mask, which is made of the raw value. */
class MasksTest {
    private final Lille lille = Lille.get();

    @TempDir
    private Path folder;

    private QueryService masked(String table, String column, String mask) throws IOException {
        Path shipped = Lille.root().resolve("policies");
        for (String name : List.of("conditions.yaml", "roles.yaml")) {
            Files.copy(shipped.resolve(name), folder.resolve(name));
        }
        Files.writeString(folder.resolve("maske.policy.yaml"), """
                policy: maske
                version: 1
                status: active
                valid: { from: 2026-01-01, to: 2028-12-31 }
                owner: a@region.example
                approved_by: [b@region.example]
                legal_basis: Test
                explanation: Test.
                who: { roles: [test] }
                purpose: [test]
                effect: permit
                data:
                  - table: sundhed.%s
                    columns: { allow: "*", mask: { %s: "%s" } }
                release: identified
                """.formatted(table, column, mask));
        ConfigProblems problems = new ConfigProblems();
        SchemaConfig schema = SchemaConfig.read(Lille.root().resolve("conf/schema"), problems);
        PolicyEngine engine = new PolicyEngine(PolicyFiles.read(folder, PolicyFiles.declared(schema), problems));
        problems.throwIfAny();
        return lille.queries.under(engine, lille.audit);
    }

    private static List<List<@Nullable Object>> rows(Queries queries, String sql) {
        try (QueryAnswer answer = queries.run(Lille.alt(), QueryRequest.of(sql))) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            while (answer.next()) {
                rows.add(new ArrayList<>(java.util.Arrays.asList(answer.row())));
            }
            return rows;
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    borger | postnr | postal_to_municipality | CASE WHEN kommunekode >= 615 THEN kommunekode END
                    diagnose | begreb | hierarchy:sygdomsgruppe | CASE WHEN begreb LIKE 'DM%' THEN 'DM' WHEN begreb = 'KOL' THEN 'KOL' WHEN begreb IN ('AKS', 'IHD', 'HT') THEN 'HJERTE' END
                    vaccination | vaccine_kode | hierarchy:atc_niveau3 | SUBSTRING(vaccine_kode FROM 1 FOR 4)
                    borger | foedselsdato | quarter | FLOOR(foedselsdato TO QUARTER)
                    borger | alder | age_band | CASE WHEN alder >= 80 THEN 80 ELSE alder - MOD(alder, 5) END
                    borger | navn | blank | CAST(NULL AS VARCHAR)
                    """)
    void eachMask(String table, String column, String mask, String meant) throws IOException {
        Queries queries = masked(table, column, mask);
        String counts = "SELECT %s AS x, COUNT(*) AS n FROM " + table + " GROUP BY %s ORDER BY 1";

        assertThat(rows(queries, counts.formatted(column, column)))
                .isEqualTo(rows(lille.queries, counts.formatted(meant, meant)))
                .isNotEmpty();
    }

    @Test
    void aFilterSeesTheMask() throws IOException {
        Queries queries = masked("borger", "postnr", "postal_to_municipality");

        assertThat(rows(queries, "SELECT COUNT(*) FROM borger WHERE postnr = 8305"))
                .containsExactly(List.of(0L));
        assertThat(rows(queries, "SELECT COUNT(*) FROM borger WHERE postnr = 741"))
                .isEqualTo(rows(lille.queries, "SELECT COUNT(*) FROM borger WHERE postnr = 8305"));
    }

    @Test
    void aHierarchyThatIsNotThereShowsNothing() throws IOException {
        Queries queries = masked("diagnose", "begreb", "hierarchy:ukendt");

        assertThatThrownBy(() -> rows(queries, "SELECT begreb FROM diagnose"))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.CONFIGURATION));
    }
}
