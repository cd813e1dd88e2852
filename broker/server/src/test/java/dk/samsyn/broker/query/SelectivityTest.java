package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dk.samsyn.broker.engine.expression.ScalarCompiler;
import dk.samsyn.spi.Capability;
import dk.samsyn.spi.ColumnStatistics;
import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.KeyPattern;
import dk.samsyn.spi.PersonFormat;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceColumn;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import dk.samsyn.spi.SourceTable;
import dk.samsyn.spi.TableStatistics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.prepare.RelOptTableImpl;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many rows conditions keep, by what the source says of its columns. */
class SelectivityTest {
    private static final double ROWS = 40_000;
    private static final SourceTable ANSWERS = new SourceTable(
            "svar",
            List.of(
                    SourceColumn.of("cpr", ColumnType.VARCHAR).holdingPerson(PersonFormat.PLAIN),
                    SourceColumn.of("status", ColumnType.VARCHAR),
                    SourceColumn.of("ydernr", ColumnType.VARCHAR)),
            new KeyPattern("cpr", false, 100, 1),
            Set.of(Capability.SCAN, Capability.KEYS),
            (long) ROWS,
            "");
    private static final TableStatistics STATISTICS = new TableStatistics(
            ROWS,
            Map.of(
                    "cpr", ColumnStatistics.of(ROWS),
                    "status", new ColumnStatistics(4, 0, Map.of("E", 0.9, "R", 0.06, "F", 0.03, "X", 0.01), List.of()),
                    "ydernr", ColumnStatistics.of(40)));

    private final RelOptCluster cluster = new FrontEnd(new ConstantExecutor(new ScalarCompiler())).cluster();
    private final RexBuilder rex = cluster.getRexBuilder();
    private final SourceScan scan = scan();
    private final Estimates estimates = estimates();

    private SourceScan scan() {
        Laboratory source = new Laboratory();
        RawTable table = new RawTable(source, ANSWERS);
        RelDataType row = table.getRowType(cluster.getTypeFactory());
        return new SourceScan(
                cluster,
                RelOptTableImpl.create(null, row, List.of("labka", "svar"), Expressions.constant(0)),
                source,
                ANSWERS);
    }

    private Estimates estimates() {
        SourceStatistics statistics = new SourceStatistics();
        statistics.refresh(List.of(scan.source), new OwnScope(Duration.ofSeconds(1)));
        return new Estimates(statistics, ROWS, new Parts(0));
    }

    private double rows(RexNode... conditions) {
        return estimates.rows(LogicalFilter.create(scan, RexUtil.composeConjunction(rex, Arrays.asList(conditions))));
    }

    private RexNode text(String value) {
        return rex.makeLiteral(value);
    }

    private RexNode equal(String column, String value) {
        return rex.makeCall(SqlStdOperatorTable.EQUALS, rex.makeInputRef(scan, ANSWERS.indexOf(column)), text(value));
    }

    /** The source's codes in the broker's words, as mappings write it; X has none. */
    private RexNode words() {
        return rex.makeCall(
                SqlStdOperatorTable.CASE,
                equal("status", "E"),
                text("endelig"),
                equal("status", "F"),
                text("midlertidig"),
                equal("status", "R"),
                text("rettet"),
                rex.makeNullLiteral(cluster.getTypeFactory().createSqlType(SqlTypeName.VARCHAR)));
    }

    @ParameterizedTest
    @CsvSource({"endelig, 0.9", "midlertidig, 0.03", "rettet, 0.06", "annulleret, 0"})
    void aWordIsAsFrequentAsItsCode(String word, double share) {
        assertThat(rows(rex.makeCall(SqlStdOperatorTable.EQUALS, words(), text(word))))
                .isCloseTo(Math.max(1, ROWS * share), within(1.0));
    }

    @Test
    void severalWordsAreAsFrequentAsTheirCodesTogether() {
        assertThat(rows(rex.makeIn(words(), List.of(text("endelig"), text("rettet")))))
                .isCloseTo(ROWS * 0.96, within(1.0));
        assertThat(rows(rex.makeCall(SqlStdOperatorTable.IS_NOT_NULL, words()))).isCloseTo(ROWS * 0.99, within(1.0));
    }

    /** The keys are the list of a practice: to ask the rows of that practice by them leaves none away. */
    @Test
    void whatTheKeysWereChosenByIsNotCountedTwice() {
        RexNode practice = equal("ydernr", "099001");
        RexNode other = equal("ydernr", "099002");
        Size list = estimates.size(LogicalFilter.create(scan, practice));
        estimates.keySet(0, list.keys(0));
        RexNode keys = rex.makeCall(
                BrokerFunctions.IN_KEYS, rex.makeInputRef(scan, 0), rex.makeExactLiteral(java.math.BigDecimal.ZERO));

        assertThat(list.rows()).isCloseTo(ROWS / 40, within(1.0));
        assertThat(rows(keys, practice)).isCloseTo(ROWS / 40, within(1.0));
        assertThat(rows(practice, keys)).isCloseTo(ROWS / 40, within(1.0));
        assertThat(rows(keys, other)).isCloseTo(ROWS / 40 / 40, within(1.0));
    }

    /** A source that tells sizes and is never read. */
    private static final class Laboratory implements SourceAdapter {
        @Override
        public SourceId id() {
            return new SourceId("labka");
        }

        @Override
        public List<SourceTable> tables() {
            return List.of(ANSWERS);
        }

        @Override
        public Optional<TableStatistics> statistics(String table, SourceScope scope) {
            return Optional.of(STATISTICS);
        }

        @Override
        public RowCursor scan(ScanRequest request, SourceScope scope) {
            throw new IllegalStateException("is not read");
        }

        @Override
        public void ping(SourceScope scope) {
            throw new IllegalStateException("is not read");
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
