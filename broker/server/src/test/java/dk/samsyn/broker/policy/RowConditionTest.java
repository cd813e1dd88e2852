package dk.samsyn.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowConditionTest {
    /** Left is proved to be within right. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "koen = 'K';                           koen = 'K'",
                "koen = 'K';                           TRUE",
                "(koen = 'K');                         KOEN  =  'K'",
                "koen = 'K' AND status = '01';         koen = 'K'",
                "koen = 'K' AND status = '01';         status = '01' AND koen = 'K'",
                "koen = 'K' AND (status = '01' AND alder > 3); alder > 3",
                "koen = 'K';                           koen = 'K' OR status = '01'",
                "koen = 'K' OR koen = 'M';             koen IN ('K', 'M')",
                "koen = 'K';                           koen IN ('K', 'M')",
                "koen IN ('K', 'M');                   koen IN ('M', 'U', 'K')",
                "b.koen IN ('K');                      b.koen IN ('M', 'K')",
                "alder >= 18;                          alder >= 15",
                "alder > 18;                           alder > 15.5",
                "alder < 18;                           alder < 20",
                "alder <= 18;                          alder <= 18",
                "alder <= 18;                          alder <= 20",
                "alder >= 18.0;                        alder >= 18",
                "alder <= 18;                          alder <= 18.0",
                "alder = 5;                            alder IN (5, 6)",
                "alder IS NULL;                        alder IS NULL",
                "shak = :user.shak;                    shak = :USER.SHAK",
                "koen = 'K' AND (CASE WHEN a THEN TRUE END); koen = 'K'",
                "b = 2;                                koen = 'K' AND a = 1 OR b = 2",
                "tid > CURRENT_DATE - INTERVAL '6' MONTH; tid > CURRENT_DATE - INTERVAL '12' MONTH",
                "dag BETWEEN 1 AND 2 AND koen = 'K';   koen = 'K'",
                "tid >= CURRENT_DATE - INTERVAL '6' MONTH; tid >= CURRENT_DATE - INTERVAL '12' MONTH",
                "pid IN (SELECT k.pid FROM kontakt k WHERE k.t >= CAST(CURRENT_DATE - INTERVAL '6' MONTH AS TIMESTAMP));"
                        + " pid IN (SELECT k.pid FROM kontakt k WHERE k.t >= CAST(CURRENT_DATE - INTERVAL '12' MONTH AS TIMESTAMP))",
            })
    void isWithin(String left, String right) {
        assertThat(RowCondition.of(left).implies(RowCondition.of(right))).isTrue();
    }

    /** Nothing is claimed that is not proved. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "TRUE;                                 koen = 'K'",
                "koen = 'K';                           koen = 'M'",
                "koen = 'K';                           koen = 'k'",
                "koen = 'K';                           koen = 'K' AND status = '01'",
                "koen = 'K' OR status = '01';          koen = 'K'",
                "koen IN ('K', 'M');                   koen IN ('K')",
                "koen IN ('K', 'M');                   status IN ('K', 'M')",
                "koen NOT IN ('K');                    koen NOT IN ('K', 'M')",
                "alder >= 15;                          alder >= 18",
                "alder >= 18;                          alder > 18",
                "alder < 20;                           alder < 18",
                "alder >= 18;                          alder <= 20",
                "alder > 3 AND koen = 'K' OR status = '01'; koen = 'K'",
                "dag BETWEEN 1 AND 2;                  2",
                "dag BETWEEN 1 AND 2 OR koen = 'K';    dag BETWEEN 1 AND 2",
                "CASE WHEN a AND koen = 'K' THEN TRUE END; koen = 'K'",
                "CASE WHEN a THEN TRUE ELSE b AND koen = 'K' AND c END; koen = 'K'",
                "koen IN (a - b);                      koen IN (b - a)",
                "koen = navn;                          koen IN ('K')",
                "shak = :user.shak;                    shak = :user.afdeling",
                "tid >= CURRENT_DATE - INTERVAL '12' MONTH; tid >= CURRENT_DATE - INTERVAL '6' MONTH",
                "tid <= CURRENT_DATE - INTERVAL '6' MONTH;  tid <= CURRENT_DATE - INTERVAL '12' MONTH",
                "tid >= CURRENT_DATE - INTERVAL '6' MONTH;  tid >= CURRENT_DATE - INTERVAL '12' DAY",
                "tid >= CURRENT_DATE + INTERVAL '6' MONTH;  tid >= CURRENT_DATE + INTERVAL '12' MONTH",
                "NOT (tid >= CURRENT_DATE - INTERVAL '6' MONTH); NOT (tid >= CURRENT_DATE - INTERVAL '12' MONTH)",
                "pid IN (SELECT k.pid FROM kontakt k WHERE k.t >= CURRENT_DATE - INTERVAL '6' MONTH GROUP BY k.pid);"
                        + " pid IN (SELECT k.pid FROM kontakt k WHERE k.t >= CURRENT_DATE - INTERVAL '12' MONTH GROUP BY k.pid)",
            })
    void isNotClaimedToBeWithin(String left, String right) {
        assertThat(RowCondition.of(left).implies(RowCondition.of(right))).isFalse();
    }

    private record Row(@Nullable String koen, @Nullable Integer alder) {}

    /** A condition and what SQL makes of it: true, false, or null for unknown. */
    private record Condition(String sql, Function<Row, @Nullable Boolean> truth) {}

    /** Whatever is proved of two made-up conditions holds on every row. */
    @Test
    void whatIsProvedIsTrue() {
        Random random = new Random(42);
        List<Row> rows = new ArrayList<>();
        for (String koen : new @Nullable String[] {"K", "M", null}) {
            for (Integer alder : new @Nullable Integer[] {0, 1, 2, 3, null}) {
                rows.add(new Row(koen, alder));
            }
        }
        int proved = 0;
        for (int i = 0; i < 20_000; i++) {
            Condition left = condition(random, 3);
            Condition right = condition(random, 3);
            if (RowCondition.of(left.sql()).implies(RowCondition.of(right.sql()))) {
                proved++;
                assertThat(rows)
                        .as(left.sql() + " within " + right.sql())
                        .allMatch(row -> !Boolean.TRUE.equals(left.truth().apply(row))
                                || Boolean.TRUE.equals(right.truth().apply(row)));
            }
        }
        assertThat(proved).isGreaterThan(500);
    }

    private static Condition condition(Random random, int depth) {
        if (depth > 0 && random.nextInt(3) > 0) {
            Condition one = condition(random, depth - 1);
            Condition other = condition(random, depth - 1);
            String open = random.nextBoolean() ? "(" : "";
            return switch (random.nextInt(5)) {
                case 0 ->
                    new Condition("NOT (" + one.sql() + ")", row -> {
                        Boolean truth = one.truth().apply(row);
                        return truth == null ? null : !truth;
                    });
                case 1, 2 ->
                    new Condition("(" + one.sql() + ") AND (" + other.sql() + ")", row -> and(one, other, row));
                default ->
                    new Condition(
                            open + "(" + one.sql() + ") OR (" + other.sql() + ")" + (open.isEmpty() ? "" : ")"),
                            row -> or(one, other, row));
            };
        }
        int number = random.nextInt(4);
        return switch (random.nextInt(6)) {
            case 0 ->
                new Condition(
                        "koen = 'K'",
                        row -> row.koen() == null ? null : row.koen().equals("K"));
            case 1 -> new Condition("koen IN ('K', 'M')", row -> row.koen() == null ? null : true);
            case 2 ->
                new Condition(
                        "koen IN ('M')",
                        row -> row.koen() == null ? null : row.koen().equals("M"));
            case 3 -> new Condition("alder >= " + number, row -> row.alder() == null ? null : row.alder() >= number);
            case 4 -> new Condition("alder < " + number, row -> row.alder() == null ? null : row.alder() < number);
            default -> new Condition("alder = " + number, row -> row.alder() == null ? null : row.alder() == number);
        };
    }

    private static @Nullable Boolean and(Condition one, Condition other, Row row) {
        Boolean a = one.truth().apply(row);
        Boolean b = other.truth().apply(row);
        if (Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b)) {
            return false;
        }
        return (a == null || b == null) ? null : (Boolean) true;
    }

    private static @Nullable Boolean or(Condition one, Condition other, Row row) {
        Boolean a = one.truth().apply(row);
        Boolean b = other.truth().apply(row);
        if (Boolean.TRUE.equals(a) || Boolean.TRUE.equals(b)) {
            return true;
        }
        return (a == null || b == null) ? null : (Boolean) false;
    }
}
