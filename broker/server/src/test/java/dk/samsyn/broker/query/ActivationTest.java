package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.audit.FileAuditLog;
import dk.samsyn.broker.config.CaseRunner;
import dk.samsyn.broker.config.ConditionProof;
import dk.samsyn.broker.config.DeclaredTables;
import dk.samsyn.broker.config.PolicyCase;
import dk.samsyn.broker.policy.PolicyEngine;
import dk.samsyn.broker.steward.PipelineTrial;
import dk.samsyn.broker.steward.PolicySets;
import dk.samsyn.broker.steward.ReadSet;
import dk.samsyn.broker.steward.SetFiles;
import dk.samsyn.broker.steward.SilentLog;
import dk.samsyn.broker.steward.Trial;
import dk.samsyn.broker.store.OwnDatabase;
import dk.samsyn.broker.store.StoreSettings;
import dk.samsyn.spi.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running broker changes its set of policies between two statements, never within one. */
class ActivationTest {
    private static final String FILE = "laege-egne-patienter.policy.yaml";
    private static final String COUNT = "SELECT COUNT(*) FROM borger";

    @TempDir
    private Path folder;

    private final Session doctor = Lille.doctor("099001");

    @Test
    void aStatementEndsUnderTheSetItBeganWithAndTheNextOneIsDecidedAnew() throws IOException {
        try (Broker broker = new Broker()) {
            long all = broker.count();
            String first = broker.sets.get().version();
            Queries.Prepared prepared = broker.queries.prepare(doctor, COUNT);
            assertThat(prepared.columns()).hasSize(1);

            long read = 0;
            try (QueryAnswer answer = broker.queries.run(doctor, QueryRequest.of("SELECT cpr FROM borger"))) {
                assertThat(answer.next()).isTrue();
                read++;
                broker.activate(
                        "rows: \"own_patient(pid)\"",
                        "rows: \"own_patient(pid) AND pid IN (SELECT b.pid FROM borger b WHERE b.koen = 'K')\"");
                while (answer.next()) {
                    read++;
                }
            }
            assertThat(read).isEqualTo(all);

            // The very text that was prepared and planned before.
            assertThat(broker.count()).isPositive().isLessThan(all);
            String second = broker.sets.get().version();
            broker.sets.rollBack("steward-1");
            assertThat(broker.count()).isEqualTo(all);

            List<String> versions = Files.readAllLines(folder.resolve("audit.log")).stream()
                    .filter(line -> line.contains("\"kind\":\"decided\""))
                    .map(line -> line.replaceFirst(".*\"policyVersion\":\"([0-9a-f]+)\".*", "$1"))
                    .toList();
            assertThat(versions).containsExactly(first, first, second, first);
        }
    }

    @Test
    void aPreparedStatementIsRefusedWhenItsTableIsGone() throws IOException {
        try (Broker broker = new Broker()) {
            String sql = "SELECT begreb FROM diagnose WHERE pid = ?";
            broker.queries.prepare(doctor, sql);
            broker.activate("      - sundhed.diagnose\n", "");
            assertThatThrownBy(() -> broker.queries.run(doctor, QueryRequest.of(sql)))
                    .isInstanceOfSatisfying(
                            QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.UNKNOWN_TABLE));
        }
    }

    @Test
    void aSetWithAConditionThatOnlyThePlannerRefusesIsNotActivated() throws IOException {
        try (Broker broker = new Broker()) {
            assertThatThrownBy(() -> broker.activate(
                            "rows: \"own_patient(pid)\"", "rows: \"own_patient(pid) AND koen > foedselsdato + 1\""))
                    .isInstanceOfSatisfying(QueryException.class, e -> {
                        assertThat(e.errorCode()).isEqualTo(ErrorCode.POLICY_FILES);
                        assertThat(e.getMessage()).contains("laege-egne-patienter on sundhed.borger");
                    });
            assertThat(broker.sets.activeNumber()).isEqualTo(1);
        }
    }

    @Test
    void everyShippedPolicyCanBeLoaded() throws IOException {
        try (Broker broker = new Broker()) {
            assertThat(broker.queries.unloadable()).isEmpty();
        }
    }

    private static ReadSet read(SetFiles files) {
        return ReadSet.of(files, DeclaredTables.all(), ConditionProof.NONE);
    }

    /** A broker over the shared region with sets of its own. */
    private final class Broker implements AutoCloseable {
        private final Lille lille = Lille.get();
        private final OwnDatabase database = OwnDatabase.open(
                new StoreSettings("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "samsyn", "samsyn"));
        private final FileAuditLog audit = new FileAuditLog(folder.resolve("audit.log"), Clock.systemUTC());
        private final PolicySets sets;
        private final QueryService queries;

        Broker() throws IOException {
            ReadSet shipped = read(SetFiles.read(Lille.root().resolve("policies")));
            sets = PolicySets.open(
                    database.dataSource(), ActivationTest::read, audit, Clock.systemUTC(), () -> shipped);
            queries = new QueryService(lille.federation, lille.services, sets, audit);
        }

        long count() {
            try (QueryAnswer answer = queries.run(doctor, QueryRequest.of(COUNT))) {
                assertThat(answer.next()).isTrue();
                return ((Number) answer.row()[0]).longValue();
            }
        }

        void activate(String written, String instead) {
            Map<String, String> texts = new TreeMap<>(sets.activeSet().files().texts());
            String old = texts.getOrDefault(FILE, "");
            assertThat(old).contains(written);
            texts.put(
                    FILE,
                    old.replace(written, instead)
                            .replace("status: active", "status: review")
                            .replace("version: 1", "version: 2"));
            int number = sets.submit("steward-1", SetFiles.of(texts), "").number();
            sets.approve("steward-2", number);
            sets.activate("steward-2", number, new LoadingOnly(new PipelineTrial(queries, new SilentLog())));
        }

        @Override
        public void close() {
            audit.close();
            database.close();
        }
    }

    /** Leaves out the cases: they have tests of their own. */
    private record LoadingOnly(Trial real) implements Trial {
        @Override
        public List<String> unloadable(PolicyEngine engine) {
            return real.unloadable(engine);
        }

        @Override
        public List<CaseRunner.Result> run(PolicyEngine engine, List<PolicyCase> cases) {
            return List.of();
        }
    }
}
