package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.audit.FileAuditLog;
import dk.samsyn.broker.cli.SamsynCommand;
import dk.samsyn.broker.config.BrokerConfig;
import dk.samsyn.broker.config.ConditionProof;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.DeclaredTables;
import dk.samsyn.broker.doors.DoorsFixture;
import dk.samsyn.broker.doors.OpenQueries;
import dk.samsyn.broker.doors.Workers;
import dk.samsyn.broker.identity.Realms;
import dk.samsyn.broker.identity.SignIn;
import dk.samsyn.broker.steward.PolicySets;
import dk.samsyn.broker.steward.ReadSet;
import dk.samsyn.broker.steward.SetFiles;
import dk.samsyn.broker.steward.StewardDesk;
import dk.samsyn.broker.store.OwnDatabase;
import dk.samsyn.broker.store.StoreSettings;
import dk.samsyn.broker.web.PolicyEndpoints;
import dk.samsyn.broker.web.WebServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.shiro.authc.credential.DefaultPasswordService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two stewards at work with the program's own commands, against a broker over the demo region. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StewardTest {
    /** A variable that every environment has: its value is the stewards' password here. */
    private static final String VARIABLE = "PATH";

    private static final String FILE = "laege-egne-patienter.policy.yaml";

    @TempDir
    private static Path folder;

    private final List<AutoCloseable> parts = new ArrayList<>();
    private final Session doctor = Lille.doctor("099001");
    private Broker broker = new Broker("", null, null);
    private @org.jspecify.annotations.Nullable FileAuditLog log;

    private record Broker(
            String url,
            @org.jspecify.annotations.Nullable QueryService pipeline,
            @org.jspecify.annotations.Nullable PolicySets sets) {}

    private record Outcome(int code, String out, String err) {}

    @BeforeAll
    void start() throws IOException {
        Lille lille = Lille.get();
        copyPolicies();
        OwnDatabase database = opened(OwnDatabase.open(
                new StoreSettings("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "samsyn", "samsyn")));
        FileAuditLog audit = opened(new FileAuditLog(folder.resolve("audit.log"), Clock.systemUTC()));
        log = audit;
        ReadSet directory = read(SetFiles.read(folder.resolve("policies")));
        PolicySets sets =
                PolicySets.open(database.dataSource(), StewardTest::read, audit, Clock.systemUTC(), () -> directory);
        QueryService pipeline = new QueryService(lille.federation, lille.services, sets, audit);
        StewardDesk desk = new StewardDesk(sets, pipeline, audit, () -> Lille.TODAY);
        BrokerConfig config = DoorsFixture.config();
        Workers workers = opened(new Workers(config.limits()));
        Vertx vertx = Vertx.vertx();
        parts.add(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        WebServer server = opened(WebServer.start(
                vertx,
                config.server(),
                new WebServer.Parts(
                        pipeline,
                        new OpenQueries(pipeline, workers, config.limits(), meters),
                        workers,
                        signIn(),
                        context -> {},
                        () -> true,
                        meters,
                        List.of(new PolicyEndpoints(desk, workers.requests())))));
        broker = new Broker(server.url(), pipeline, sets);
    }

    @AfterAll
    void stop() throws Exception {
        for (int i = parts.size() - 1; i >= 0; i--) {
            parts.get(i).close();
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.add(part);
        return part;
    }

    private static ReadSet read(SetFiles files) {
        return ReadSet.of(files, DeclaredTables.all(), ConditionProof.NONE);
    }

    /** The shipped policies, and of their cases one file: all of them have a test of their own. */
    private void copyPolicies() throws IOException {
        Path shipped = Lille.root().resolve("policies");
        Path own = Files.createDirectories(folder.resolve("policies"));
        try (Stream<Path> files = Files.list(shipped)) {
            for (Path file : files.filter(file -> !file.toString().endsWith(".cases.yaml"))
                    .toList()) {
                Files.copy(file, own.resolve(shipped.relativize(file).toString()));
            }
        }
        Files.writeString(own.resolve("laege.cases.yaml"), """
                - name: lægen ser kun egne
                  as: { user: laege-099001, role: praktiserende_laege, ydernr: "099001", purpose: behandling }
                  sql: "SELECT COUNT(DISTINCT pid) FROM kontakt"
                  expect: { count_between: [100, 5000] }
                """);
    }

    private SignIn signIn() throws IOException {
        String hash = new DefaultPasswordService().encryptPassword(System.getenv(VARIABLE));
        StringBuilder users = new StringBuilder("users:\n");
        for (String user : List.of(
                "steward-1 datasteward kontrol",
                "steward-2 datasteward kontrol",
                "laege praktiserende_laege behandling")) {
            String[] part = user.split(" ", -1);
            users.append("  - { name: ")
                    .append(part[0])
                    .append(", password: \"")
                    .append(hash)
                    .append("\", role: ")
                    .append(part[1])
                    .append(", organisation: \"region:1082\", purpose: ")
                    .append(part[2])
                    .append(", purposes: [")
                    .append(part[2])
                    .append("] }\n");
        }
        Path file = Files.writeString(folder.resolve("users.yaml"), users);
        ConfigProblems problems = new ConfigProblems();
        Optional<SignIn> signIn = Realms.signIn(
                new BrokerConfig.Users("file", file, Optional.empty(), Duration.ofMinutes(5)),
                Realms.Stage.REAL,
                Clock.systemUTC(),
                problems);
        problems.throwIfAny();
        return signIn.orElseThrow();
    }

    private Outcome policy(String steward, String... arguments) {
        List<String> all = new ArrayList<>(List.of("policy", arguments[0]));
        all.addAll(List.of("--url", broker.url(), "--user", steward, "--password-env", VARIABLE));
        all.addAll(List.of(arguments).subList(1, arguments.length));
        return run(all);
    }

    private Outcome run(List<String> arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        try {
            int code = SamsynCommand.run(arguments.toArray(String[]::new));
            return new Outcome(
                    code,
                    written.toString(StandardCharsets.UTF_8),
                    withoutLog(complained.toString(StandardCharsets.UTF_8)));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** What the command wrote: the broker runs in this process, too, and may log of its sources at the same time. */
    private static String withoutLog(String complained) {
        return complained
                .lines()
                .filter(line -> !line.matches("\\d{4}-\\d{2}-\\d{2}T\\S+Z (INFO|WARN|ERROR) .*"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private String policies() {
        return folder.resolve("policies").toString();
    }

    private void edit(String written, String instead) throws IOException {
        Path file = folder.resolve("policies").resolve(FILE);
        String text = Files.readString(file);
        assertThat(text).contains(written);
        Files.writeString(file, text.replace(written, instead));
    }

    private long patients() {
        try (QueryAnswer answer = java.util.Objects.requireNonNull(broker.pipeline())
                .run(doctor, QueryRequest.of("SELECT COUNT(*) FROM borger"))) {
            assertThat(answer.next()).isTrue();
            return ((Number) answer.row()[0]).longValue();
        }
    }

    @Test
    void aPolicyGoesFromDraftIntoForceAndBack() throws IOException {
        long before = patients();
        edit(
                "rows: \"own_patient(pid)\"",
                "rows: \"own_patient(pid) AND pid IN (SELECT b.pid FROM borger b WHERE b.koen = 'K')\"");
        edit("status: active", "status: review");
        edit("version: 1", "version: 2");

        Outcome check = run(List.of("policy", "check", "--policies", policies()));
        assertThat(check.err()).isEmpty();
        assertThat(check.out()).contains("1 review");
        Outcome tested = policy("steward-1", "test", "--policies", policies());
        assertThat(tested.err()).isEmpty();
        assertThat(tested.out()).contains("1 cases, 0 red");
        Outcome diff = policy("steward-1", "diff", "--policies", policies(), "--rows");
        assertThat(diff.err()).isEmpty();
        assertThat(diff.out())
                .contains("changed: laege-egne-patienter")
                .contains(
                        "narrower  praktiserende_laege / behandling / sundhed.adresse_periode, sundhed.borger, ",
                        "same  praktiserende_laege / behandling / sundhed.diagnose, ")
                .contains("1 kinds of statement of the last 30 days asked again");

        Outcome submitted = policy("steward-1", "submit", "--policies", policies(), "--note", "kun kvinder");
        assertThat(submitted.out()).contains("set 2  review", "changed: laege-egne-patienter", "kun kvinder");
        assertThat(policy("steward-1", "approve").err()).startsWith("SAM-702");
        assertThat(policy("steward-1", "activate", "2", "--policies", policies())
                        .err())
                .startsWith("SAM-702");
        assertThat(policy("laege", "approve", "2").err()).startsWith("SAM-106");
        assertThat(policy("steward-2", "approve").out()).contains("set 2  approved", "approved by steward-2");
        assertThat(patients()).isEqualTo(before);

        Outcome activated = policy("steward-2", "activate", "--policies", policies());
        assertThat(activated.err()).isEmpty();
        assertThat(activated.out()).contains("set 2  active", "1 files in the folder now say active");
        assertThat(patients()).isPositive().isLessThan(before);
        assertThat(Files.readString(folder.resolve("policies").resolve(FILE)))
                .contains("status: active", "approved_by: [\"steward-2\"]");
        assertThat(policy("steward-1", "status").out()).contains("in force: set 2", "laege-egne-patienter v2 active");

        assertThat(policy("steward-1", "rollback").out()).contains("set 1  active");
        assertThat(patients()).isEqualTo(before);
        assertThat(Files.readString(folder.resolve("audit.log")))
                .contains("policy.submit", "policy.approve.refused", "policy.activate.done", "policy.rollback.done");
    }

    @Test
    void aRefusalIsExplainedInBothLanguages() {
        Outcome outcome = policy(
                "steward-1",
                "explain",
                "--role",
                "kommunal_planlaegger",
                "--purpose",
                "planlaegning",
                "--organisation",
                "kommune:730",
                "borger.cpr");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .startsWith("ABSENT")
                .contains("Kolonnen sundhed.borger.cpr findes ikke", "does not exist", "kommune-kun-aggregeret v2");
        Outcome local = run(List.of(
                "policy",
                "explain",
                "--policies",
                policies(),
                "--role",
                "laegesekretaer",
                "--purpose",
                "behandling",
                "--organisation",
                "praksis:099001",
                "medicin_ordination.dosistekst"));
        assertThat(local.out()).startsWith("ABSENT").contains("sekretaer-egne-patienter");
    }

    @Test
    void lookingAsSomebodyElseTellsHowMuchAndNotWhat() throws IOException {
        Outcome outcome = policy(
                "steward-1",
                "see-as",
                "--role",
                "praktiserende_laege",
                "--purpose",
                "behandling",
                "--organisation",
                "praksis:099001",
                "SELECT navn FROM borger");
        assertThat(outcome.err()).isEmpty();
        long seen = Math.round(patients() / 5.0) * 5;
        assertThat(outcome.out())
                .contains(seen + " of 6400 rows", "sundhed.borger: some rows", "laege-egne-patienter v");
        Outcome masked = policy(
                "steward-1",
                "see-as",
                "--role",
                "forsker",
                "--purpose",
                "forskning",
                "--organisation",
                "godkendelse:1-45-70-1-26",
                "SELECT foedselsdato FROM borger");
        assertThat(masked.out()).contains("foedselsdato through year", "cpr does not exist");
        Outcome refused =
                policy("steward-1", "see-as", "--role", "forsker", "--purpose", "forskning", "SELECT navn FROM borger");
        assertThat(refused.out()).contains("refused: SAM-203");
        Outcome narrow = policy(
                "steward-1",
                "see-as",
                "--role",
                "praktiserende_laege",
                "--purpose",
                "behandling",
                "--organisation",
                "praksis:099001",
                "SELECT 1 FROM borger WHERE cpr = '0000000000'");
        assertThat(narrow.out()).contains("<5 of <5 rows");
        assertThat(policy("laege", "see-as", "--role", "forsker", "--purpose", "forskning", "SELECT 1")
                        .err())
                .startsWith("SAM-106");
        assertThat(Files.readString(folder.resolve("audit.log"))).contains("policy.see_as", "SELECT navn FROM borger");
    }

    /** Whose data were read so that a steward could compare sees it, though nobody got a row. */
    @Test
    void anOwnerSeesWhatAStewardHadReadOfItsData() {
        assertThat(policy(
                                "steward-1",
                                "see-as",
                                "--role",
                                "praktiserende_laege",
                                "--purpose",
                                "behandling",
                                "--organisation",
                                "praksis:099001",
                                "--attribute",
                                "ydernr=099001",
                                "SELECT kontaktform FROM kontakt WHERE sektor = 'almen_praksis'")
                        .err())
                .isEmpty();
        assertThat(policy("steward-2", "test", "--policies", policies()).err()).isEmpty();

        assertThat(java.util.Objects.requireNonNull(log).latestQueriesOf("praksis:099002").stream()
                        .filter(query -> query.tables().contains("sundhed.kontakt")))
                .extracting(query -> query.user() + " " + query.purpose() + " " + query.outcome())
                .contains("steward-1 kontrol policy.see_as", "steward-2 kontrol policy.test");
    }
}
