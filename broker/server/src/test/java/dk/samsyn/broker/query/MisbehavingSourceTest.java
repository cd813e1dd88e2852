package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.audit.FileAuditLog;
import dk.samsyn.broker.config.Concepts;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.PolicyFiles;
import dk.samsyn.broker.config.SchemaConfig;
import dk.samsyn.broker.config.SourcesConfig;
import dk.samsyn.broker.policy.PolicyEngine;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceId;
import dk.samsyn.testkit.Behaviour;
import dk.samsyn.testkit.ChaosSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a source does wrong in the middle of an answer reaches the asker as its code, and never as a number. */
class MisbehavingSourceTest {
    private static final List<String> STATEMENTS = List.of(
            "SELECT pid, relation FROM behandlingsrelation",
            "SELECT count(*) FROM behandlingsrelation",
            "SELECT max(relation) FROM behandlingsrelation",
            "SELECT s.pid FROM samtykke s WHERE NOT EXISTS (SELECT 1 FROM behandlingsrelation r WHERE r.pid = s.pid)",
            "SELECT pid FROM samtykke EXCEPT SELECT pid FROM behandlingsrelation",
            "SELECT s.pid, r.relation FROM samtykke s LEFT JOIN behandlingsrelation r ON r.pid = s.pid",
            "SELECT pid FROM samtykke UNION ALL SELECT pid FROM behandlingsrelation");

    private static QueryService queries;

    @BeforeAll
    static void openTwoSources(@TempDir Path folder) {
        ConfigProblems problems = new ConfigProblems();
        Path root = Lille.root();
        SchemaConfig schema = SchemaConfig.read(root.resolve("conf/schema"), problems);
        Concepts concepts = Concepts.read(root.resolve("conf/concepts"), problems);
        SourcesConfig sources = new SourcesConfig(List.of(
                source(
                        "urolig",
                        "behandlingsrelation",
                        "SELECT person(r.cpr) AS pid, 'praksis' AS org_id, r.ord AS relation, 'test' AS grundlag,"
                                + " CAST(NULL AS DATE) AS gyldig_fra, CAST(NULL AS DATE) AS gyldig_til FROM urolig.raekke r"),
                source(
                        "rolig",
                        "samtykke",
                        "SELECT person(r.cpr) AS pid, 'tillad' AS retning, 'sektor' AS modtager_type, r.ord AS"
                                + " modtager_vaerdi, 'alle' AS datakategori, CAST(NULL AS DATE) AS gyldig_fra,"
                                + " CAST(NULL AS DATE) AS gyldig_til, 'test' AS kilde FROM rolig.raekke r")));
        Federation federation = Federation.open(schema, sources, concepts, true, problems);
        PolicyEngine engine = new PolicyEngine(
                PolicyFiles.read(root.resolve("policies"), PolicyFiles.declared(schema), problems).stream()
                        .filter(policy -> policy.id().equals("test-alt"))
                        .toList());
        problems.throwIfAny();
        Services base = Lille.get().services;
        queries = new QueryService(
                federation, base, () -> engine, new FileAuditLog(folder.resolve("audit.jsonl"), Clock.systemUTC()));
    }

    private static SourcesConfig.Source source(String id, String table, String select) {
        SourceConfig config = new SourceConfig(
                new SourceId(id), "chaos", Map.of(), List.of(), Duration.ofSeconds(10), 4, Path.of("."));
        return new SourcesConfig.Source(config, id, "", List.of(), Map.of(table, select));
    }

    @AfterEach
    void calm() {
        ChaosFactory.opened("urolig").behave(Behaviour.CALM);
        ChaosFactory.opened("rolig").behave(Behaviour.CALM);
    }

    @ParameterizedTest
    @EnumSource(names = {"SOURCE_UNAVAILABLE", "SOURCE_TIMEOUT", "SOURCE_MALFORMED", "SOURCE_REFUSED", "SOURCE_BUSY"})
    void aFailureInTheMiddleIsItsCodeWhateverIsAsked(ErrorCode code) {
        ChaosFactory.opened("urolig").behave(Behaviour.CALM.paged(50).failing(120, code));
        for (String sql : STATEMENTS) {
            QueryException e = catchThrowableOfType(QueryException.class, () -> read(sql, Duration.ofSeconds(60)));
            assertThat(e).as(sql).isNotNull();
            assertThat(e.errorCode()).as(sql).isEqualTo(code);
            assertThat(e.getMessage()).contains("urolig").doesNotContain("as it was told");
        }
        assertThat(read("SELECT pid FROM samtykke", Duration.ofSeconds(60)))
                .as("the other source")
                .isEqualTo(ChaosFactory.ROWS);
        ChaosFactory.opened("urolig").behave(Behaviour.CALM);
        assertThat(read(STATEMENTS.get(0), Duration.ofSeconds(60))).isEqualTo(ChaosFactory.ROWS);
    }

    @Test
    void aCapabilityThatASourceDeniesIsNotUsed() {
        assertThat(read("SELECT pid FROM behandlingsrelation WHERE relation = 'B' LIMIT 7", Duration.ofMinutes(1)))
                .isEqualTo(7);
        assertThat(read("SELECT pid FROM behandlingsrelation WHERE relation > 'C'", Duration.ofMinutes(1)))
                .isZero();
        assertThat(read("SELECT relation, count(*) FROM behandlingsrelation GROUP BY relation", Duration.ofMinutes(1)))
                .isEqualTo(1);

        assertThat(ChaosFactory.opened("urolig").requests()).isNotEmpty().allSatisfy(request -> {
            assertThat(request.conditions()).isEmpty();
            assertThat(request.limit()).isEmpty();
        });
    }

    @Test
    void aSlowSourceEndsWithTheQuerysTimeAndHoldsUpNobodyElse() {
        ChaosFactory.opened("urolig").behave(Behaviour.CALM.delayed(Duration.ofMinutes(5)));
        CompletableFuture<@Nullable QueryException> slow = CompletableFuture.supplyAsync(
                () -> catchThrowableOfType(QueryException.class, () -> read(STATEMENTS.get(1), Duration.ofSeconds(2))));

        assertThat(read("SELECT pid FROM samtykke", Duration.ofSeconds(60))).isEqualTo(ChaosFactory.ROWS);
        QueryException e = slow.orTimeout(60, TimeUnit.SECONDS).join();
        assertThat(e == null ? null : e.errorCode()).isIn(ErrorCode.SOURCE_TIMEOUT, ErrorCode.QUERY_TIMEOUT);
    }

    /** A request that nobody wants any more breaks off, which is not the source's fault. */
    @Test
    void aRequestThatIsGivenUpIsNoFailureOfItsSource() throws Exception {
        ChaosSource source = ChaosFactory.opened("urolig");
        SourceHealth health = Lille.get().services.own().health();
        health.answered("urolig", 0, Duration.ZERO);
        source.behave(Behaviour.CALM.delayed(Duration.ofMinutes(1)).failing(0, ErrorCode.SOURCE_UNAVAILABLE));
        // So that both are being asked when the other one has rows enough.
        ChaosFactory.opened("rolig").behave(Behaviour.CALM.delayed(Duration.ofSeconds(1)));
        long before = source.calls();

        assertThat(read(
                        "SELECT pid FROM samtykke UNION ALL SELECT pid FROM behandlingsrelation LIMIT 10",
                        Duration.ofMinutes(2)))
                .isEqualTo(10);
        while (source.running() > 0) {
            Thread.sleep(5);
        }
        Thread.sleep(200);

        assertThat(source.calls()).isGreaterThan(before);
        assertThat(health.of("urolig").status()).isEqualTo("ok");
    }

    @Test
    void aSlowSourceIsLeftWhenTheQueryIsCancelled() throws Exception {
        ChaosFactory.opened("urolig").behave(Behaviour.CALM.delayed(Duration.ofMinutes(5)));
        long before = ChaosFactory.opened("urolig").calls();
        try (QueryAnswer answer = run(STATEMENTS.get(0), Duration.ofMinutes(2))) {
            CompletableFuture<@Nullable QueryException> outcome =
                    CompletableFuture.supplyAsync(() -> catchThrowableOfType(QueryException.class, answer::next));
            while (ChaosFactory.opened("urolig").calls() == before) {
                Thread.sleep(5);
            }

            assertThat(queries.cancel(Lille.alt(), answer.queryId())).isTrue();

            QueryException e = outcome.get(60, TimeUnit.SECONDS);
            assertThat(e == null ? null : e.errorCode()).isEqualTo(ErrorCode.QUERY_CANCELLED);
        }
    }

    private static QueryAnswer run(String sql, Duration timeout) {
        return queries.run(Lille.alt(), new QueryRequest(sql, List.of(), OptionalLong.empty(), Optional.of(timeout)));
    }

    private static int read(String sql, Duration timeout) {
        try (QueryAnswer answer = run(sql, timeout)) {
            int rows = 0;
            while (answer.next()) {
                rows++;
            }
            return rows;
        }
    }
}
