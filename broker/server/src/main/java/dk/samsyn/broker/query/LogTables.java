package dk.samsyn.broker.query;

import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.audit.Act;
import dk.samsyn.broker.audit.DailyCheck;
import dk.samsyn.broker.audit.GlassBroken;
import dk.samsyn.broker.audit.LoggedQuery;
import dk.samsyn.broker.audit.Notified;
import dk.samsyn.broker.audit.SourceAsked;
import dk.samsyn.broker.policy.AccessDecision;
import dk.samsyn.broker.policy.GovernedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** The tables of schema {@code samsyn} that tell those who supervise what stands in the audit log; a policy opens each of them. */
final class LogTables {
    private static final TableName REVIEWS = new TableName(OwnTable.SCHEMA, "vaerdispring");
    private static final TableName FOLLOW_UPS = new TableName(OwnTable.SCHEMA, "opfoelgning");
    private static final TableName QUERIES = new TableName(OwnTable.SCHEMA, "forespoergsler");
    private static final TableName OWNERS = new TableName(OwnTable.SCHEMA, "log_ejer");
    private static final TableName ACTS = new TableName(OwnTable.SCHEMA, "haendelser");
    private static final TableName CHECKS = new TableName(OwnTable.SCHEMA, "logkontrol");

    /** What supervision sees of a query: never its text, its reason or its answer. */
    private static final List<String> LOGGED = List.of(
            "asked",
            "who",
            "role",
            "organisation",
            "purpose",
            "tables",
            "columns_read",
            "rule_columns",
            "policies",
            "persons",
            "mode",
            "outcome",
            "sources",
            "query");

    /** What the owner of data sees of a query that asked for them: besides, not which persons it was about. */
    private static final List<String> OWNED = List.of(
            "asked",
            "who",
            "role",
            "organisation",
            "purpose",
            "tables",
            "columns_read",
            "policies",
            "mode",
            "outcome",
            "sources",
            "query");

    private static final List<String> COUNTS = List.of("executed", "asked", "answered", "refused", "shown");

    private static final List<String> CHECKED =
            List.of("checked", "day", "executed", "asked", "answered", "refused", "shown", "result", "gaps");

    private final Services services;

    LogTables(Services services) {
        this.services = services;
    }

    /** The tables that a policy may open. */
    static List<GovernedTable> governed() {
        return List.of(
                new GovernedTable(
                        REVIEWS,
                        "maegler",
                        OwnTables.neutral(
                                "opened", "until", "who", "role", "organisation", "person", "reason", "query")),
                new GovernedTable(
                        FOLLOW_UPS,
                        "maegler",
                        OwnTables.neutral(
                                "used", "who", "role", "organisation", "purpose", "person", "policies", "query")),
                new GovernedTable(QUERIES, "maegler", OwnTables.neutral(LOGGED.toArray(String[]::new))),
                new GovernedTable(OWNERS, "maegler", OwnTables.neutral(OWNED.toArray(String[]::new))),
                new GovernedTable(ACTS, "maegler", OwnTables.neutral("happened", "who", "act")),
                new GovernedTable(CHECKS, "maegler", OwnTables.neutral(CHECKED.toArray(String[]::new))));
    }

    /** Those of a decision. */
    List<OwnTable> of(AccessDecision decision) {
        List<OwnTable> tables = new ArrayList<>();
        if (decision.tables().containsKey(REVIEWS)) {
            tables.add(new OwnTable(
                    "vaerdispring",
                    "Værdispring til gennemgang",
                    OwnTables.joined(
                            OwnTables.columns(SqlTypeName.TIMESTAMP, "opened", "until"),
                            OwnTables.columns(
                                    SqlTypeName.VARCHAR, "who", "role", "organisation", "person", "reason", "query")),
                    this::reviews));
        }
        if (decision.tables().containsKey(FOLLOW_UPS)) {
            tables.add(new OwnTable(
                    "opfoelgning",
                    "Brug af politikker, der skal følges op",
                    OwnTables.joined(
                            OwnTables.columns(SqlTypeName.TIMESTAMP, "used"),
                            OwnTables.columns(
                                    SqlTypeName.VARCHAR,
                                    "who",
                                    "role",
                                    "organisation",
                                    "purpose",
                                    "person",
                                    "policies",
                                    "query")),
                    this::followUps));
        }
        if (decision.tables().containsKey(QUERIES)) {
            tables.add(new OwnTable(
                    "forespoergsler",
                    "De seneste 20.000 forespørgsler i loggen, uden tekst og svar",
                    OwnTables.joined(
                            OwnTables.columns(SqlTypeName.TIMESTAMP, "asked"),
                            OwnTables.columns(
                                    SqlTypeName.VARCHAR, LOGGED.stream().skip(1).toArray(String[]::new))),
                    this::logged));
        }
        if (decision.tables().containsKey(OWNERS)) {
            tables.add(new OwnTable(
                    "log_ejer",
                    "De seneste forespørgsler, der har spurgt efter min organisations data, uden tekst, personer og svar",
                    OwnTables.joined(
                            OwnTables.columns(SqlTypeName.TIMESTAMP, "asked"),
                            OwnTables.columns(
                                    SqlTypeName.VARCHAR, OWNED.stream().skip(1).toArray(String[]::new))),
                    this::owned));
        }
        if (decision.tables().containsKey(ACTS)) {
            tables.add(new OwnTable(
                    "haendelser",
                    "De seneste 5.000 hændelser i loggen, der ikke er forespørgsler: logins, spærringer, politikker",
                    OwnTables.joined(
                            OwnTables.columns(SqlTypeName.TIMESTAMP, "happened"),
                            OwnTables.columns(SqlTypeName.VARCHAR, "who", "act")),
                    session -> acts()));
        }
        if (decision.tables().containsKey(CHECKS)) {
            tables.add(new OwnTable(
                    "logkontrol",
                    "Den daglige kontrol af, om loggen har alle udførte forespørgsler",
                    OwnTables.joined(
                            OwnTables.columns(SqlTypeName.TIMESTAMP, "checked"),
                            OwnTables.joined(
                                    OwnTables.columns(SqlTypeName.VARCHAR, "day"),
                                    OwnTables.joined(
                                            OwnTables.columns(SqlTypeName.BIGINT, COUNTS.toArray(String[]::new)),
                                            OwnTables.columns(SqlTypeName.VARCHAR, "result", "gaps")))),
                    session -> checks()));
        }
        return tables;
    }

    private List<@Nullable Object[]> reviews(Session session) {
        PersonCipher cipher = services.ciphers().of(session);
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (GlassBroken broken : services.own().log().glassBroken()) {
            rows.add(new @Nullable Object[] {
                OwnTables.local(broken.time()),
                OwnTables.local(broken.until()),
                broken.user(),
                broken.role(),
                broken.organisation(),
                cipher.encode(broken.person()),
                broken.reason(),
                broken.queryId()
            });
        }
        return rows;
    }

    private List<@Nullable Object[]> followUps(Session session) {
        PersonCipher cipher = services.ciphers().of(session);
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Notified use : services.own().log().notifiedOf(session.principal().role())) {
            rows.add(new @Nullable Object[] {
                OwnTables.local(use.time()),
                use.user(),
                use.role(),
                use.organisation(),
                use.purpose(),
                use.person().map(cipher::encode).orElse(null),
                String.join(", ", use.policies()),
                use.queryId()
            });
        }
        return rows;
    }

    private List<@Nullable Object[]> logged(Session session) {
        PersonCipher cipher = services.ciphers().of(session);
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (LoggedQuery query : services.own().log().latestQueries()) {
            rows.add(new @Nullable Object[] {
                OwnTables.local(query.time()),
                query.user(),
                query.role(),
                query.organisation(),
                query.purpose(),
                String.join(", ", query.tables()),
                String.join(", ", query.columns()),
                String.join(", ", query.ruleColumns()),
                String.join(", ", query.policies()),
                query.persons().stream().map(cipher::encode).collect(Collectors.joining(", ")),
                query.mode().orElse(null),
                query.outcome(),
                asked(query.asked()),
                query.queryId()
            });
        }
        return rows;
    }

    /** Rows of the asker's own organisation, whatever policy opens the table. */
    private List<@Nullable Object[]> owned(Session session) {
        String owner = session.principal().organisation();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (LoggedQuery query : services.own().log().latestQueriesOf(owner)) {
            rows.add(new @Nullable Object[] {
                OwnTables.local(query.time()),
                query.user(),
                query.role(),
                query.organisation(),
                query.purpose(),
                String.join(", ", query.tables()),
                String.join(", ", query.columns()),
                String.join(", ", query.policies()),
                query.mode().orElse(null),
                query.outcome(),
                asked(query.asked().stream()
                        .filter(source -> source.isOf(owner))
                        .toList()),
                query.queryId()
            });
        }
        return rows;
    }

    /** Sources with the number of requests that each was sent. */
    private static String asked(List<SourceAsked> asked) {
        return asked.stream()
                .map(source -> source.source() + " (" + source.calls() + ")")
                .collect(Collectors.joining(", "));
    }

    /** Without details: whom a citizen blocks is the citizen's own. */
    private List<@Nullable Object[]> acts() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Act act : services.own().log().acts()) {
            rows.add(new @Nullable Object[] {OwnTables.local(act.time()), act.user(), act.act()});
        }
        return rows;
    }

    private List<@Nullable Object[]> checks() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Act act : services.own().log().checks()) {
            if (act.act().equals(DailyCheck.CHECKED)) {
                Map<String, String> told = act.details();
                List<@Nullable Object> row =
                        new ArrayList<>(List.of(OwnTables.local(act.time()), told.getOrDefault("day", "")));
                COUNTS.forEach(count -> row.add(Long.valueOf(told.getOrDefault(count, "0"))));
                row.add(told.get("result"));
                row.add(told.get("gaps"));
                rows.add(row.toArray());
            }
        }
        return rows;
    }
}
