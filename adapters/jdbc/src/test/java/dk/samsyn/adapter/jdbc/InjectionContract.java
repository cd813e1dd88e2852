package dk.samsyn.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.Condition;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SqlRequest;
import dk.samsyn.spi.SqlSource;
import dk.samsyn.testkit.TestScope;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Values that look like SQL are values, in every place a value can stand and in every spelling that a product has for many of
 * them. Subclasses open {@code ting(id integer, navn varchar(40))} with {@link #NAMES} in order, ids from 0.
 */
abstract class InjectionContract {
    static final List<String> NAMES = List.of(
            "a",
            "' OR 1=1 --",
            "\\' OR 1=1 -- ",
            "\\",
            "x'; DROP TABLE ting; --",
            "\"",
            "`",
            "{ts '2026-01-01'}",
            "?",
            "$1",
            ":navn",
            "%",
            "a\nb",
            "æøå€");

    abstract SqlSource source();

    @Test
    void aValueIsOnlyEverItself() {
        for (int i = 0; i < NAMES.size(); i++) {
            String name = NAMES.get(i);
            assertThat(ids(new Condition.In("navn", List.of(name)))).containsExactly(i);
            assertThat(ids(new Condition.Range("navn", name, true, name, true))).containsExactly(i);
            assertThat(byKeys(List.of(name))).containsExactly(i);
            assertThat(byValue(name)).containsExactly(i);
        }
    }

    @Test
    void aValueAmongManyIsOnlyEverItself() {
        for (int i = 0; i < NAMES.size(); i++) {
            assertThat(byKeys(among(300, List.of(NAMES.get(i))))).containsExactly(i);
        }
        assertThat(byKeys(among(20_000, List.of(NAMES.get(2))))).containsExactly(2);
        assertThat(byKeys(among(20_000, NAMES))).hasSameSizeAs(NAMES);
    }

    private static List<String> among(int others, List<String> names) {
        return Stream.concat(IntStream.range(0, others).mapToObj(k -> "n" + k), names.stream())
                .toList();
    }

    @Test
    void noKeysAreNoRowsAndTheirAbsenceAll() {
        assertThat(byKeys(List.of())).isEmpty();
        SqlRequest absent = new SqlRequest(
                List.of("SELECT id FROM ting WHERE NOT (navn", ")"),
                List.of(new SqlRequest.Keys(ColumnType.VARCHAR, List.of())),
                List.of(ColumnType.INTEGER),
                Optional.empty());
        assertThat(Configs.rows(source().query(absent, TestScope.unhurried()))).hasSameSizeAs(NAMES);
    }

    @Test
    void keysMayBeNumbers() {
        SqlRequest request = new SqlRequest(
                List.of("SELECT id FROM ting WHERE id", ""),
                List.of(new SqlRequest.Keys(ColumnType.INTEGER, List.of("2", "3", "1 OR 1=1", "99999999999"))),
                List.of(ColumnType.INTEGER),
                Optional.empty());
        assertThat(Configs.rows(source().query(request, TestScope.unhurried())))
                .containsExactlyInAnyOrder(List.of(2), List.of(3));
    }

    @Test
    void aNameThatIsNotDeclaredIsRefused() {
        for (String name : List.of("id\" FROM ting; --", "id`", "*", "1")) {
            ScanRequest request =
                    new ScanRequest("ting", List.of(name), List.of(), Optional.empty(), OptionalLong.empty());
            assertThatThrownBy(() -> source().scan(request, TestScope.unhurried()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private List<Object> ids(Condition condition) {
        return column(source().scan(
                        new ScanRequest(
                                "ting", List.of("id"), List.of(condition), Optional.empty(), OptionalLong.empty()),
                        TestScope.unhurried()));
    }

    private List<Object> byKeys(List<String> keys) {
        SqlRequest request = new SqlRequest(
                List.of("SELECT id FROM ting WHERE navn", " ORDER BY id"),
                List.of(new SqlRequest.Keys(ColumnType.VARCHAR, keys)),
                List.of(ColumnType.INTEGER),
                Optional.empty());
        return column(source().query(request, TestScope.unhurried()));
    }

    private List<Object> byValue(String value) {
        SqlRequest request = new SqlRequest(
                List.of("SELECT id FROM ting WHERE navn = ", " AND 1 = ", ""),
                List.of(new SqlRequest.Value(ColumnType.VARCHAR, value), new SqlRequest.Value(ColumnType.INTEGER, 1)),
                List.of(ColumnType.INTEGER),
                Optional.empty());
        return column(source().query(request, TestScope.unhurried()));
    }

    private static List<Object> column(dk.samsyn.spi.RowCursor cursor) {
        return Configs.rows(cursor).stream()
                .map(row -> java.util.Objects.requireNonNull(row.get(0)))
                .toList();
    }
}
