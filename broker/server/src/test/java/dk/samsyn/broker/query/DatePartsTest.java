package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.spi.SqlSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.DataContexts;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutorImpl;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.dialect.AnsiSqlDialect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of the sources about dates is what the broker computes itself. */
class DatePartsTest {
    private static final String ZONE = "SET TIME ZONE 'Europe/Copenhagen'";
    private static EmbeddedPostgres postgres;
    private static Connection postgresql;
    private static Connection h2;

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        postgresql = postgres.getPostgresDatabase().getConnection();
        h2 = DriverManager.getConnection("jdbc:h2:mem:");
        try (Statement statement = postgresql.createStatement()) {
            statement.execute(ZONE);
        }
        try (Statement statement = h2.createStatement()) {
            statement.execute(ZONE);
        }
    }

    @AfterAll
    static void stop() throws IOException, SQLException {
        h2.close();
        postgresql.close();
        postgres.close();
    }

    /** The hour that Copenhagen skips in March and the one that it has twice in October are hours like others. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EXTRACT | YEAR    | DATE      | 2024-02-29              | 2024
            EXTRACT | QUARTER | DATE      | 2024-12-31              | 4
            EXTRACT | MONTH   | DATE      | 2024-02-29              | 2
            EXTRACT | DAY     | DATE      | 2024-02-29              | 29
            EXTRACT | YEAR    | DATE      | 0001-01-01              | 1
            EXTRACT | YEAR    | TIMESTAMP | 1969-12-31 23:59:59.999 | 1969
            EXTRACT | QUARTER | TIMESTAMP | 2024-04-01 00:00:00     | 2
            EXTRACT | MONTH   | TIMESTAMP | 2024-03-31 23:59:59.999 | 3
            EXTRACT | DAY     | TIMESTAMP | 1969-12-31 00:00:00     | 31
            EXTRACT | HOUR    | TIMESTAMP | 2024-03-31 02:30:00     | 2
            EXTRACT | HOUR    | TIMESTAMP | 1969-12-31 23:59:59.999 | 23
            EXTRACT | MINUTE  | TIMESTAMP | 2024-10-27 02:59:59.999 | 59
            FLOOR   | YEAR    | DATE      | 2024-12-31              | 2024-01-01
            FLOOR   | QUARTER | DATE      | 2024-12-31              | 2024-10-01
            FLOOR   | MONTH   | DATE      | 2024-02-29              | 2024-02-01
            FLOOR   | YEAR    | TIMESTAMP | 1969-12-31 23:59:59.999 | 1969-01-01 00:00:00
            FLOOR   | QUARTER | TIMESTAMP | 2024-06-30 12:00:00     | 2024-04-01 00:00:00
            FLOOR   | MONTH   | TIMESTAMP | 2024-03-31 02:30:00     | 2024-03-01 00:00:00
            FLOOR   | DAY     | TIMESTAMP | 2024-10-27 02:30:00     | 2024-10-27 00:00:00
            FLOOR   | HOUR    | TIMESTAMP | 1969-12-31 23:59:59.999 | 1969-12-31 23:00:00
            EXTRACT | YEAR    | TIMESTAMP |                         |
            FLOOR   | MONTH   | DATE      |                         |
            """)
    void meanTheSameEverywhere(
            String kind, TimeUnitRange unit, SqlTypeName type, @Nullable String value, @Nullable String expected)
            throws SQLException {
        DateParts.Part part = part(kind, unit, type, value);

        assertThat(broker(part)).as("broker").isEqualTo(expected);
        assertThat(asked(postgresql, part, SqlSource.Dialect.POSTGRESQL, value))
                .as("PostgreSQL")
                .isEqualTo(expected);
        assertThat(asked(h2, part, SqlSource.Dialect.H2, value)).as("H2").isEqualTo(expected);
    }

    /** MariaDB is too slow to start for this: the texts were run there with the values above. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EXTRACT | QUARTER | DATE      | EXTRACT(QUARTER FROM "x")
            FLOOR   | YEAR    | DATE      | MAKEDATE(YEAR("x"), 1)
            FLOOR   | QUARTER | DATE      | MAKEDATE(YEAR("x"), 1) + INTERVAL (QUARTER("x") - 1) * 3 MONTH
            FLOOR   | MONTH   | TIMESTAMP | CAST(DATE("x") - INTERVAL (DAYOFMONTH("x") - 1) DAY AS DATETIME)
            FLOOR   | DAY     | TIMESTAMP | CAST(DATE("x") AS DATETIME)
            FLOOR   | HOUR    | TIMESTAMP | CAST(DATE("x") + INTERVAL HOUR("x") HOUR AS DATETIME)
            """)
    void mariaDbHasNoDateTrunc(String kind, TimeUnitRange unit, SqlTypeName type, String sql) {
        String written = text(part(kind, unit, type, "2024-02-29"), SqlSource.Dialect.MARIADB);

        assertThat(written.replace("\" ", "\"")).isEqualTo(sql);
    }

    /** A condition may be tested on rows that the asker may not see, so that no date may make it fail. */
    @Test
    void noDateFails() throws SQLException {
        for (TimeUnitRange unit : List.of(TimeUnitRange.YEAR, TimeUnitRange.MONTH)) {
            for (String kind : List.of("EXTRACT", "FLOOR")) {
                String sql = text(part(kind, unit, SqlTypeName.TIMESTAMP, null), SqlSource.Dialect.POSTGRESQL);
                try (Statement statement = postgresql.createStatement();
                        ResultSet rows = statement.executeQuery("SELECT count(*) FROM (VALUES (TIMESTAMP 'infinity'), "
                                + "(TIMESTAMP '-infinity'), (NULL)) t (x) WHERE " + sql.replace("\"", "")
                                + " IS NULL OR TRUE")) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(3);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"EXTRACT, WEEK, DATE", "EXTRACT, DOW, DATE", "EXTRACT, SECOND, TIMESTAMP", "FLOOR, WEEK, TIMESTAMP"})
    void whatDiffersStaysInTheBroker(String kind, TimeUnitRange unit, SqlTypeName type) {
        assertThat(DateParts.of(call(kind, unit, type, null))).isEmpty();
    }

    private static DateParts.Part part(String kind, TimeUnitRange unit, SqlTypeName type, @Nullable String value) {
        return DateParts.of(call(kind, unit, type, value)).orElseThrow();
    }

    private static RexNode call(String kind, TimeUnitRange unit, SqlTypeName type, @Nullable String value) {
        RexBuilder rex = new RexBuilder(new JavaTypeFactoryImpl(SamsynTypeSystem.INSTANCE));
        RexNode date = value == null
                ? rex.makeNullLiteral(rex.getTypeFactory().createSqlType(type))
                : type == SqlTypeName.DATE
                        ? rex.makeDateLiteral(new DateString(value))
                        : rex.makeTimestampLiteral(
                                new TimestampString(value.length() > 10 ? value : value + " 00:00:00"), 3);
        return kind.equals("EXTRACT")
                ? rex.makeCall(SqlStdOperatorTable.EXTRACT, rex.makeFlag(unit), date)
                : rex.makeCall(SqlStdOperatorTable.FLOOR, date, rex.makeFlag(unit));
    }

    private static @Nullable String broker(DateParts.Part part) {
        RexBuilder rex = new RexBuilder(new JavaTypeFactoryImpl(SamsynTypeSystem.INSTANCE));
        RexNode call = part.kind() == org.apache.calcite.sql.SqlKind.EXTRACT
                ? rex.makeCall(SqlStdOperatorTable.EXTRACT, rex.makeFlag(part.unit()), part.date())
                : rex.makeCall(SqlStdOperatorTable.FLOOR, part.date(), rex.makeFlag(part.unit()));
        List<RexNode> values = new ArrayList<>();
        new RexExecutorImpl(DataContexts.EMPTY).reduce(rex, List.of(call), values);
        RexLiteral literal = (RexLiteral) values.get(0);
        return literal.isNull() ? null : literal.toString().replaceAll(":(BIGINT|DATE|TIMESTAMP).*", "");
    }

    private static @Nullable String asked(
            Connection connection, DateParts.Part part, SqlSource.Dialect dialect, @Nullable String value)
            throws SQLException {
        String column = value == null ? "CAST(NULL AS " + part.type() + ")" : part.type() + " '" + value + "'";
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT " + text(part, dialect).replace("\"x\"", column))) {
            assertThat(rows.next()).isTrue();
            String got = rows.getString(1);
            return got == null ? null : got.replaceFirst("\\.0$", "");
        }
    }

    private static String text(DateParts.Part part, SqlSource.Dialect dialect) {
        SqlOperator operator = new DateParts.Operator(part, dialect);
        SqlDialect quoting = new AnsiSqlDialect(AnsiSqlDialect.DEFAULT_CONTEXT.withIdentifierQuoteString("\""));
        return new SqlBasicCall(operator, List.of(new SqlIdentifier("x", SqlParserPos.ZERO)), SqlParserPos.ZERO)
                .toSqlString(quoting)
                .getSql();
    }
}
