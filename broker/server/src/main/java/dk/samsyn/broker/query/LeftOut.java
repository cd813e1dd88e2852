package dk.samsyn.broker.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.policy.AccessDecision;
import dk.samsyn.broker.policy.Grant;
import dk.samsyn.broker.policy.TableAccess;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.dialect.AnsiSqlDialect;
import org.apache.calcite.sql.parser.SqlParseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether rows are withheld because citizens asked for it, and whether that may be said: for a view of one person always, else if
 * at least five persons are concerned; never what is withheld, nor how much. Who is concerned follows from the policies and the
 * citizens' decisions alone. It does not depend on the statement's conditions, which could otherwise be used to find out who.
 *
 * <p>A condition of a policy is a citizen's decision if it says that rows do <em>not</em> go together with rows of {@code samtykke}.
 */
final class LeftOut {
    private static final Logger LOG = LoggerFactory.getLogger(LeftOut.class);
    private static final String CONSENTS = "samtykke";
    private static final SqlDialect DIALECT =
            new AnsiSqlDialect(AnsiSqlDialect.DEFAULT_CONTEXT.withIdentifierQuoteString("\""));
    private static final int MINIMUM = 5;
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final Federation federation;
    private final Cache<Key, Boolean> known =
            Caffeine.newBuilder().maximumSize(2_000).expireAfterWrite(FRESH).build();

    /** For lists: how the count is made does not grow old as its result does. Nothing where there is nothing to count. */
    private final Cache<Key, Optional<PlannedQuery>> plans =
            Caffeine.newBuilder().maximumSize(200).build();

    LeftOut(Federation federation) {
        this.federation = federation;
    }

    /** A decision on one table and no other, and the person that it is about: every statement on the table has the same. */
    private record Key(TableAccess access, AccessDecision decision, LocalDate day, Optional<String> person) {}

    /** Plans a statement of the broker's own and counts its rows, in the session's name. */
    interface Own {
        PlannedQuery plan(Callable<ProtectedQuery> query);

        long count(PlannedQuery plan);
    }

    /**
     * What may be said of an answer.
     *
     * @param person the one person that the statement is about
     */
    Optional<Notice> of(AccessDecision decision, LocalDate day, Optional<String> person, Own own) {
        if (!decision.mode().rows()) {
            return Optional.empty();
        }
        boolean some = decision.tables().values().stream()
                .map(access -> new Key(access, decision.about(List.of(access.table())), day, person))
                .anyMatch(asked -> known.get(asked, key -> concerned(key, own) >= least(person)));
        if (!some) {
            return Optional.empty();
        }
        return Optional.of(new Notice(
                "SAM-N01",
                person.isPresent()
                        ? "Noget om borgeren vises ikke, fordi borgeren har bedt om det."
                        : "Noget om mindst " + MINIMUM + " borgere vises ikke, fordi de har bedt om det."));
    }

    private static int least(Optional<String> person) {
        return person.isPresent() ? 1 : MINIMUM;
    }

    private long concerned(Key key, Own own) {
        try {
            Optional<PlannedQuery> plan =
                    key.person().isPresent() ? planned(key, own) : plans.get(key, k -> planned(k, own));
            return plan.isPresent() ? own.count(plan.get()) : 0;
        } catch (RuntimeException e) {
            // The rows themselves have been withheld; only the remark on it is missing.
            LOG.warn(
                    "Whether citizens have withheld rows of {} could not be said",
                    key.access().table(),
                    e);
            return 0;
        }
    }

    private Optional<PlannedQuery> planned(Key key, Own own) {
        return statement(key).map(own::plan);
    }

    /** The persons from whom the decision withholds rows of its table because they asked for it, if it has such a rule. */
    private Optional<Callable<ProtectedQuery>> statement(Key key) {
        List<String> any = new ArrayList<>();
        for (Grant grant : key.access().grants()) {
            withheld(grant, key.access().table()).ifPresent(any::add);
        }
        if (any.isEmpty() || !federation.model().governed().containsKey(CONSENTS)) {
            return Optional.empty();
        }
        String table = key.access().table().table();
        String whom = key.person()
                .map(number -> " AND person('" + number.replace("'", "''") + "') = \"" + table + "\".pid")
                .orElse("");
        String sql = "SELECT DISTINCT pid FROM (SELECT pid FROM " + CONSENTS + ") AS \"" + table + "\" WHERE ("
                + String.join(" OR ", any) + ")" + whom;
        return Optional.of(() -> {
            PolicyTrees trees =
                    new PolicyTrees(federation.model(), key.decision().user(), key.day());
            return Protector.ofRules(trees.tree(sql), key.access().table(), key.decision());
        });
    }

    /** The condition on a person that the grant would open rows if the citizen's decisions did not close them. */
    private Optional<String> withheld(Grant grant, TableName table) {
        List<String> relation = new ArrayList<>();
        List<String> decisions = new ArrayList<>();
        try {
            SqlNode condition = federation.frontEnd().parseExpression(PolicySql.bound(grant.rows()));
            for (SqlNode conjunct : conjuncts(condition)) {
                if (conjunct.getKind() == SqlKind.NOT && readsConsents(conjunct)) {
                    decisions.add(text(((SqlCall) conjunct).operand(0)));
                } else if (isAboutThePerson(text(conjunct), table)) {
                    relation.add(text(conjunct));
                }
            }
        } catch (SqlParseException e) {
            return Optional.empty();
        }
        if (decisions.isEmpty()) {
            return Optional.empty();
        }
        relation.add("(" + String.join(" OR ", decisions) + ")");
        return Optional.of("(" + String.join(" AND ", relation) + ")");
    }

    private static List<SqlNode> conjuncts(SqlNode condition) {
        if (condition.getKind() != SqlKind.AND) {
            return List.of(condition);
        }
        List<SqlNode> all = new ArrayList<>();
        ((SqlCall) condition).getOperandList().forEach(operand -> all.addAll(conjuncts(operand)));
        return all;
    }

    private static boolean readsConsents(SqlNode node) {
        List<String> tables = new ArrayList<>();
        node.accept(new TableNames(tables));
        return tables.contains(CONSENTS);
    }

    /** Whether a condition names no column of the table but the person: then it can be asked of persons alone. */
    private boolean isAboutThePerson(String condition, TableName table) {
        String sql =
                "SELECT pid FROM (SELECT pid FROM " + CONSENTS + ") AS \"" + table.table() + "\" WHERE " + condition;
        try {
            federation
                    .frontEnd()
                    .validate(
                            federation.frontEnd().parse(sql),
                            federation.model().definers(),
                            federation.functions().forMappings());
            return true;
        } catch (SqlParseException | CalciteContextException | QueryException e) {
            return false;
        }
    }

    private static String text(SqlNode node) {
        return "(" + node.toSqlString(DIALECT).getSql() + ")";
    }
}
