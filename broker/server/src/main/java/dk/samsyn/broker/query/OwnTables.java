package dk.samsyn.broker.query;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.audit.Lookup;
import dk.samsyn.broker.policy.AccessDecision;
import dk.samsyn.broker.policy.ColumnClass;
import dk.samsyn.broker.policy.GovernedColumn;
import dk.samsyn.broker.policy.GovernedTable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * The tables of schema {@code samsyn}. Everybody has those about the own session; {@code opslag} belongs to the citizen, {@code
 * vaerdispring}, {@code opfoelgning}, {@code forespoergsler}, {@code haendelser} and {@code logkontrol} to whom a policy gives them. A table that is not for a session does not exist for it.
 */
final class OwnTables {
    private static final TableName SOURCES = new TableName(OwnTable.SCHEMA, "sources");
    private static final Set<String> OPERATORS = Set.of("drift", "test");

    private final Federation federation;
    private final Services services;
    private final RunningQueries running;
    private final Behind behind;
    private final LogTables logTables;

    /** Asks the policies in force. */
    interface Behind {
        /** The policies behind what a session may see and do. */
        List<PolicyRef> policies(Session session);
    }

    OwnTables(Federation federation, Services services, RunningQueries running, Behind behind) {
        this.federation = federation;
        this.services = services;
        this.running = running;
        this.behind = behind;
        this.logTables = new LogTables(services);
    }

    /** The tables that a policy may open to others than those whom they are about. */
    static List<GovernedTable> governed() {
        List<GovernedTable> tables = new ArrayList<>(LogTables.governed());
        tables.add(new GovernedTable(SOURCES, "maegler", neutral("id", "kind", "name", "status", "last_ok")));
        return tables;
    }

    static List<GovernedColumn> neutral(String... names) {
        List<GovernedColumn> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(new GovernedColumn(name, "varchar", ColumnClass.NEUTRAL));
        }
        return columns;
    }

    /** The tables of a decision, by name. */
    Map<String, OwnTable> of(AccessDecision decision) {
        List<OwnTable> tables = new ArrayList<>();
        tables.add(sources(decision));
        tables.add(new OwnTable(
                "notices",
                "Bemærkninger til den seneste forespørgsel på denne forbindelse",
                columns(SqlTypeName.VARCHAR, "code", "text"),
                this::notices));
        tables.add(new OwnTable(
                "policies",
                "Politikker, der gælder for mig",
                List.of(
                        new OwnTable.Column("id", SqlTypeName.VARCHAR),
                        new OwnTable.Column("version", SqlTypeName.INTEGER),
                        new OwnTable.Column("explanation", SqlTypeName.VARCHAR)),
                this::policies));
        tables.add(new OwnTable(
                "queries",
                "Mine forespørgsler, der kører nu",
                List.of(
                        new OwnTable.Column("id", SqlTypeName.VARCHAR),
                        new OwnTable.Column("started", SqlTypeName.TIMESTAMP),
                        new OwnTable.Column("purpose", SqlTypeName.VARCHAR),
                        new OwnTable.Column("sql", SqlTypeName.VARCHAR)),
                this::queries));
        if (decision.user().get("cpr") != null
                && "borger".equals(decision.user().get("rolle"))) {
            tables.add(new OwnTable(
                    "opslag",
                    "Hvem der har set oplysninger om mig",
                    joined(
                            columns(SqlTypeName.TIMESTAMP, "seen"),
                            columns(
                                    SqlTypeName.VARCHAR,
                                    "who",
                                    "role",
                                    "organisation",
                                    "purpose",
                                    "category",
                                    "reason",
                                    "query")),
                    this::lookups));
        }
        tables.addAll(logTables.of(decision));
        Map<String, OwnTable> byName = new TreeMap<>();
        tables.forEach(table -> byName.put(table.name.table(), table));
        return byName;
    }

    static List<OwnTable.Column> columns(SqlTypeName type, String... names) {
        List<OwnTable.Column> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(new OwnTable.Column(name, type));
        }
        return columns;
    }

    static List<OwnTable.Column> joined(List<OwnTable.Column> first, List<OwnTable.Column> rest) {
        List<OwnTable.Column> all = new ArrayList<>(first);
        all.addAll(rest);
        return all;
    }

    /** Whether a decision is for a role that operates the broker and may see counts, times and what is sent. */
    static boolean isOperator(AccessDecision decision) {
        return OPERATORS.contains(String.valueOf(decision.user().get("rolle")));
    }

    private OwnTable sources(AccessDecision decision) {
        boolean operator = isOperator(decision);
        boolean all = operator || decision.tables().containsKey(SOURCES);
        List<OwnTable.Column> columns = new ArrayList<>(columns(SqlTypeName.VARCHAR, "id", "kind", "name", "status"));
        columns.add(new OwnTable.Column("last_ok", SqlTypeName.TIMESTAMP));
        if (operator) {
            columns.addAll(columns(SqlTypeName.BIGINT, "answers", "rows_given", "mean_ms"));
        }
        Set<TableName> visible = decision.tables().keySet();
        return new OwnTable("sources", "Kilder bag det, jeg kan se, og om de svarer", columns, session -> {
            services.own().health().refresh(federation.adapters());
            List<@Nullable Object[]> rows = new ArrayList<>();
            for (Federation.SourceInfo source : federation.sources()) {
                if (all || source.fills().stream().anyMatch(visible::contains)) {
                    rows.add(row(source, operator));
                }
            }
            return rows;
        });
    }

    private @Nullable Object[] row(Federation.SourceInfo source, boolean operator) {
        SourceHealth.Seen seen = services.own().health().of(source.id());
        String status = source.switchedOff().isEmpty() ? seen.status() : "off";
        @Nullable
        Object[] plain = {
            source.id(),
            source.kind(),
            source.title(),
            status,
            // To the millisecond, when a source answered a query tells how long it took: only operators see that.
            (operator ? seen.lastOk() : seen.alive()).map(OwnTables::local).orElse(null)
        };
        if (!operator) {
            return plain;
        }
        @Nullable Object[] counted = java.util.Arrays.copyOf(plain, plain.length + 3);
        counted[plain.length] = seen.answers();
        counted[plain.length + 1] = seen.rows();
        counted[plain.length + 2] = seen.meanMillis().orElse(null);
        return counted;
    }

    private List<@Nullable Object[]> notices(Session session) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Notice notice : running.lastNotices(session)) {
            rows.add(new @Nullable Object[] {notice.code(), notice.text()});
        }
        return rows;
    }

    private List<@Nullable Object[]> policies(Session session) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (PolicyRef policy : behind.policies(session)) {
            rows.add(new @Nullable Object[] {policy.id(), policy.version(), policy.explanation()});
        }
        return rows;
    }

    private List<@Nullable Object[]> queries(Session session) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (RunningQueries.Running query : running.of(session)) {
            rows.add(new @Nullable Object[] {
                query.id(), local(query.started()), query.session().purpose().label(), query.sql()
            });
        }
        return rows;
    }

    private List<@Nullable Object[]> lookups(Session session) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        Object cpr = session.principal().attributes().get("cpr");
        if (cpr == null || session.purpose() != Purpose.EGET_INDBLIK) {
            return rows;
        }
        services.persons().ensureLoaded();
        for (Lookup lookup : services.own().log().lookupsOf(services.persons().canonical(cpr.toString()))) {
            rows.add(new @Nullable Object[] {
                local(lookup.time()),
                lookup.user(),
                lookup.role(),
                lookup.organisation(),
                lookup.purpose(),
                lookup.category(),
                lookup.reason().orElse(null),
                lookup.queryId()
            });
        }
        return rows;
    }

    static LocalDateTime local(Instant time) {
        return LocalDateTime.ofInstant(time, DanishTime.ZONE);
    }
}
