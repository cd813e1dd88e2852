package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Conditions of the usual forms on every column of every table and view can be planned; no source is asked. */
@Tag("full")
class EveryColumnPlannedTest {
    /** {@code %1$s} is the column, the others are three values of its type. */
    private static final List<String> CONDITIONS = List.of(
            "%1$s NOT IN (%2$s, %3$s, %4$s)",
            "%1$s IN (%2$s, %3$s) OR %1$s IS NULL",
            "CASE WHEN %1$s IN (%2$s, %3$s) THEN 1 WHEN %1$s = %4$s THEN 2 ELSE 0 END IN (1, 2)",
            "%1$s BETWEEN %2$s AND %3$s OR %1$s > %4$s",
            "(%1$s IN (%2$s, %3$s)) IS NOT TRUE",
            "COALESCE(%1$s, %2$s) <> %3$s",
            "%1$s <> %2$s AND %1$s <> %3$s");

    private static final List<String> STATEMENTS = List.of(
            "SELECT %1$s, COUNT(*) FROM %2$s WHERE %3$s GROUP BY %1$s",
            "SELECT MAX(%1$s) FROM %2$s WHERE %3$s",
            "SELECT DISTINCT %1$s FROM %2$s WHERE %3$s ORDER BY 1 LIMIT 3",
            "SELECT x.*, ROW_NUMBER() OVER (ORDER BY %1$s) AS nr FROM %2$s x WHERE %3$s");

    @Test
    void conditionsOfTheUsualForms() {
        Lille lille = Lille.get();
        List<String> refused = new ArrayList<>();
        int number = 0;
        for (Catalogue.Table table : lille.queries.catalogue(Lille.alt()).tables()) {
            for (ResultColumn column : table.columns()) {
                if (!table.schema().equals("sundhed")) {
                    continue;
                }
                String name = '"' + column.name() + '"';
                // Two numbers without a common divisor: every condition meets every statement.
                String condition = String.format(
                        CONDITIONS.get(number % CONDITIONS.size()),
                        name,
                        value(column, 0),
                        value(column, 1),
                        value(column, 2));
                String sql = String.format(STATEMENTS.get(number % STATEMENTS.size()), name, table.name(), condition);
                number++;
                try (QueryAnswer plan = lille.queries.run(Lille.alt(), QueryRequest.of("EXPLAIN " + sql))) {
                    assertThat(plan.next()).isTrue();
                } catch (QueryException e) {
                    // Some sources answer for one citizen at a time, and such a statement names none.
                    if (e.errorCode() != ErrorCode.KEY_NOT_BOUND) {
                        refused.add(e.errorCode() + " " + sql);
                    }
                }
            }
        }
        assertThat(refused).isEmpty();
        assertThat(number).isGreaterThan(200);
    }

    private static String value(ResultColumn column, int number) {
        String type = column.typeName().toUpperCase(Locale.ROOT);
        if (type.contains("TIMESTAMP")) {
            return "TIMESTAMP '2026-0" + (number + 1) + "-01 00:00:00'";
        }
        if (type.contains("DATE")) {
            return "DATE '2026-0" + (number + 1) + "-01'";
        }
        if (type.contains("BOOL")) {
            return number % 2 == 0 ? "TRUE" : "FALSE";
        }
        return type.contains("CHAR") ? "'" + (char) ('a' + number) + "'" : Integer.toString(number + 1);
    }
}
