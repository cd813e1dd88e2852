package dk.samsyn.broker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.identity.Realms;
import dk.samsyn.broker.query.Queries;
import dk.samsyn.broker.query.ResultColumn;
import dk.samsyn.spi.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The benchmark's broker is an ordinary one over schemas of its own; without its databases it still knows what it may answer. */
class BenchConfigurationTest {
    @TempDir
    private Path data;

    private RunningBroker broker;

    @BeforeEach
    void open() throws IOException {
        Path folder = Installation.conf(null).resolve("bench");
        Map<String, String> values = new HashMap<>();
        values.put("SAMSYN_AUDIT_FILE", data.resolve("audit.log").toString());
        values.put("SAMSYN_STORE_URL", "jdbc:h2:file:" + data.resolve("broker"));
        values.put("SAMSYN_PID_SECRET", "benchmark-pid-secret");
        values.put("SAMSYN_NOISE_SECRET", "benchmark-noise-secret");
        values.put("PGPORT", "1");
        values.put("MDB_PORT", "1");
        ConfigProblems problems = new ConfigProblems();
        Optional<Configuration> read =
                Configuration.read(folder, folder.resolve("policies"), values, Realms.Stage.DEMO, problems);
        problems.throwIfAny();
        broker = new RunningBroker(read.orElseThrow(), Optional.empty(), problems);
    }

    @AfterEach
    void close() {
        broker.close();
    }

    private static Session session(String role) {
        Principal principal =
                new Principal("benchmark", role, "benchmark", Purpose.BEHANDLING, Set.of(Purpose.BEHANDLING), Map.of());
        return new Session(principal, Purpose.BEHANDLING, Optional.empty(), false, "test");
    }

    @Test
    void everySchemaHasItsTables() {
        assertThat(broker.pipeline().catalogue(session("benchmark")).tables())
                .extracting(table -> table.schema() + "." + table.name())
                .contains(
                        "epj.person",
                        "epj.contact",
                        "epj.diagnosis",
                        "labka.lab_result",
                        "gp.patient_list",
                        "gp.gp_service",
                        "fmk.medication",
                        "municipal.citizen_service");
    }

    @Test
    void tablesOfTwoSchemasMeetInOneStatement() {
        Queries.Prepared prepared = broker.pipeline()
                .prepare(
                        session("benchmark"),
                        "SELECT p.name, r.\"value\" FROM epj.person p JOIN labka.lab_result r ON r.cpr = p.cpr");

        assertThat(prepared.columns()).extracting(ResultColumn::name).containsExactly("name", "value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT * FROM epj.person", "SELECT * FROM person", "SELECT * FROM labka.person"})
    void whoHasNoPolicyOrMissesTheSchemaFindsNothing(String sql) {
        String role = sql.contains("epj") ? "drift" : "benchmark";

        assertThatThrownBy(() -> broker.pipeline().prepare(session(role), sql))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.UNKNOWN_TABLE));
    }
}
