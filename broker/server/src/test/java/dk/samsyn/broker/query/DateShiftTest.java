package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.spi.SqlSource;
import dk.samsyn.spi.SqlSource.Dialect;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.DataContexts;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutorImpl;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.dialect.AnsiSqlDialect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A date that a source shifts is the one that the broker would have. */
class DateShiftTest {
    private static EmbeddedPostgres postgres;
    private static Connection postgresql;
    private static Connection h2;

    private final RexBuilder rex = new RexBuilder(new JavaTypeFactoryImpl(SamsynTypeSystem.INSTANCE));

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        postgresql = postgres.getPostgresDatabase().getConnection();
        h2 = DriverManager.getConnection("jdbc:h2:mem:");
    }

    @AfterAll
    static void stop() throws IOException, SQLException {
        h2.close();
        postgresql.close();
        postgres.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2024-02-28 | +  | 30  | DAY   | 2024-03-29
            2024-02-28 | +  | 1   | DAY   | 2024-02-29
            2024-03-01 | -  | 1   | DAY   | 2024-02-29
            2026-03-28 | +  | 1   | DAY   | 2026-03-29
            2026-01-31 | +  | -31 | DAY   | 2025-12-31
            2024-01-31 | +  | 1   | MONTH | 2024-02-29
            2023-01-31 | +  | 1   | MONTH | 2023-02-28
            2024-03-31 | -  | 1   | MONTH | 2024-02-29
            2024-02-29 | +  | 12  | MONTH | 2025-02-28
            1960-02-29 | -  | 60  | MONTH | 1955-02-28
            9999-12-31 | +  | 0   | DAY   | 9999-12-31
            0001-01-01 | +  | 1   | DAY   | 0001-01-02
                       | +  | 30  | DAY   |
            """)
    void meansTheSameEverywhere(
            @Nullable String date, String sign, long amount, TimeUnit unit, @Nullable String expected)
            throws SQLException {
        RexNode call = call(date, sign, amount, unit);

        assertThat(broker(call)).as("broker").isEqualTo(expected);
        assertThat(asked(postgresql, call, Dialect.POSTGRESQL, date))
                .as("PostgreSQL")
                .isEqualTo(expected);
        assertThat(asked(h2, call, Dialect.H2, date)).as("H2").isEqualTo(expected);
    }

    /** "For ever" stays later than all others. */
    @ParameterizedTest
    @ValueSource(strings = {"DAY", "MONTH"})
    void theLastDayIsShiftedBeyondTheYear9999(TimeUnit unit) throws SQLException {
        RexNode call = call("9999-12-31", "+", 10, unit);

        for (Dialect dialect : List.of(Dialect.POSTGRESQL, Dialect.H2)) {
            Connection connection = dialect == Dialect.H2 ? h2 : postgresql;
            String sql = text(call, dialect).replace("\"x\"", "DATE '9999-12-31'");
            assertThat(one(connection, "SELECT COUNT(*) FROM (SELECT 1 AS n) t WHERE " + sql + " > DATE '9999-12-31'"))
                    .isEqualTo("1");
        }
    }

    /** A condition may be tested on rows that the asker may not see, so that no date may make it fail. */
    @ParameterizedTest
    @ValueSource(strings = {"'infinity'", "'-infinity'", "'5874897-12-31'", "'4713-01-01 BC'"})
    void noDateFails(String date) throws SQLException {
        for (TimeUnit unit : List.of(TimeUnit.DAY, TimeUnit.MONTH)) {
            for (String sign : List.of("+", "-")) {
                String sql = text(call("2024-01-01", sign, 400, unit), Dialect.POSTGRESQL)
                        .replace("\"x\"", "x");
                assertThat(one(
                                postgresql,
                                "SELECT COUNT(*) FROM (VALUES (DATE " + date + ")) t (x) WHERE " + sql + " IS NULL"))
                        .isEqualTo("1");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, 36,      HOUR,  DATE",
        "POSTGRESQL, 1,       DAY,   TIMESTAMP",
        "POSTGRESQL, 9999999, DAY,   DATE",
        "MARIADB,    1,       DAY,   DATE"
    })
    void whatDiffersStaysInTheBroker(Dialect dialect, long amount, TimeUnit unit, SqlTypeName type) {
        RexNode date = rex.makeInputRef(rex.getTypeFactory().createSqlType(type), 0);

        assertThat(DateShift.of(shifted(date, "+", amount, unit), dialect)).isEmpty();
    }

    private RexNode call(@Nullable String date, String sign, long amount, TimeUnit unit) {
        RexNode value = date == null
                ? rex.makeNullLiteral(rex.getTypeFactory().createSqlType(SqlTypeName.DATE))
                : rex.makeDateLiteral(new DateString(date));
        return shifted(value, sign, amount, unit);
    }

    private RexNode shifted(RexNode date, String sign, long amount, TimeUnit unit) {
        SqlIntervalQualifier qualifier = new SqlIntervalQualifier(unit, null, SqlParserPos.ZERO);
        RexLiteral interval = rex.makeIntervalLiteral(unit.multiplier.multiply(BigDecimal.valueOf(amount)), qualifier);
        return rex.makeCall(
                date.getType(),
                sign.equals("+") ? SqlStdOperatorTable.DATETIME_PLUS : SqlStdOperatorTable.MINUS_DATE,
                List.of(date, interval));
    }

    private @Nullable String broker(RexNode call) {
        List<RexNode> values = new ArrayList<>();
        new RexExecutorImpl(DataContexts.EMPTY).reduce(rex, List.of(call), values);
        RexLiteral literal = (RexLiteral) values.get(0);
        return literal.isNull() ? null : String.valueOf(literal.getValueAs(DateString.class));
    }

    private static @Nullable String asked(
            Connection connection, RexNode call, SqlSource.Dialect dialect, @Nullable String date) throws SQLException {
        return one(
                connection,
                "SELECT "
                        + text(call, dialect)
                                .replace("\"x\"", date == null ? "CAST(NULL AS DATE)" : "DATE '" + date + "'"));
    }

    private static @Nullable String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static String text(RexNode call, SqlSource.Dialect dialect) {
        DateShift.Shift shift = DateShift.of(call, dialect).orElseThrow();
        SqlDialect quoting = new AnsiSqlDialect(AnsiSqlDialect.DEFAULT_CONTEXT.withIdentifierQuoteString("\""));
        return new SqlBasicCall(
                        new DateShift.Operator(shift, dialect),
                        List.of(new SqlIdentifier("x", SqlParserPos.ZERO)),
                        SqlParserPos.ZERO)
                .toSqlString(quoting)
                .getSql();
    }
}
