package dk.samsyn.broker.steward;

import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.audit.AuditLog;
import dk.samsyn.broker.config.CaseRunner;
import dk.samsyn.broker.config.ConditionProof;
import dk.samsyn.broker.config.DeclaredTables;
import dk.samsyn.broker.config.PolicyCase;
import dk.samsyn.broker.policy.PolicyEngine;
import dk.samsyn.broker.store.OwnDatabase;
import dk.samsyn.broker.store.StoreSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Sets of policies in a database in memory, with a trial and a log that tests can look into. */
final class SetsFixture implements AutoCloseable {
    static final String FILE = "laege.policy.yaml";
    static final String V1 = """
            policy: laege
            version: 1
            status: active          # in force
            owner: anne@region.example
            approved_by:
              - bo@region.example
            legal_basis: "Sundhedsloven § 42 a"
            explanation: Lægen ser egne borgere.
            who: { roles: [praktiserende_laege] }
            purpose: [behandling]
            effect: permit
            data:
              - table: sundhed.borger
                rows: "koen = 'K'"
            release: identified
            """;
    static final String V2 = V1.replace("version: 1", "version: 2")
            .replace("status: active          # in force", "status: review          # proposed")
            .replace("koen = 'K'", "koen = 'M'");
    static final String CASE = """
            - name: noget
              as: { role: praktiserende_laege, purpose: behandling }
              sql: SELECT 1
              expect: { rows: [[1]] }
            """;

    final OwnDatabase database;
    final List<String> acts = new ArrayList<>();
    final List<String> unloadable = new ArrayList<>();
    final List<String> red = new ArrayList<>();
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    SetsFixture() {
        this.database = OwnDatabase.open(new StoreSettings(url, "samsyn", "samsyn"));
    }

    /** A broker's sets; the first one takes over version 1. */
    PolicySets open() {
        return open(files(V1));
    }

    PolicySets open(SetFiles directory) {
        return PolicySets.open(
                database.dataSource(), SetsFixture::read, new ListedActs(), Clock.systemUTC(), () -> read(directory));
    }

    static ReadSet read(SetFiles files) {
        return ReadSet.of(files, DeclaredTables.all(), ConditionProof.NONE);
    }

    static SetFiles files(String policy) {
        return SetFiles.of(
                Map.of("roles.yaml", "roles: { praktiserende_laege: Læge }\n", FILE, policy, "laege.cases.yaml", CASE));
    }

    static SetFiles with(SetFiles files, String name, String text) {
        Map<String, String> texts = new TreeMap<>(files.texts());
        texts.put(name, text);
        return SetFiles.of(texts);
    }

    Trial trial() {
        return new Trial() {
            @Override
            public List<String> unloadable(PolicyEngine engine) {
                return List.copyOf(unloadable);
            }

            @Override
            public List<CaseRunner.Result> run(PolicyEngine engine, List<PolicyCase> cases) {
                return cases.stream()
                        .map(each ->
                                new CaseRunner.Result(each, red.isEmpty() ? Optional.empty() : Optional.of(red.get(0))))
                        .toList();
            }
        };
    }

    @Override
    public void close() {
        database.close();
    }

    private final class ListedActs implements AuditLog {
        @Override
        public Entry open(String queryId, Session session, String sql) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void act(String user, String act, Map<String, Object> details) {
            acts.add(user + " " + act + " " + new TreeMap<>(details));
        }

        @Override
        public void close() {}
    }
}
