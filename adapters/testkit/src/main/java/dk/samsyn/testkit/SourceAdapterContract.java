package dk.samsyn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dk.samsyn.spi.Capability;
import dk.samsyn.spi.Condition;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.KeyPattern;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceColumn;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceTable;
import dk.samsyn.spi.SqlSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every adapter must do. An adapter's test extends this class and says how to open the adapter over a small source it
 * has filled, what is in it, and how to make that source fail.
 *
 * <p>Keys are taken from the key column of the expected rows, in the source's own spelling. The class is long because it is a
 * list: one rule of the contract per test, and each adapter gets all of them by extending one class.
 */
public abstract class SourceAdapterContract {
    /** A query given this long to fail must not take longer than {@link #AT_MOST}. */
    private static final Duration SHORT = Duration.ofMillis(700);

    private static final Duration AT_MOST = Duration.ofSeconds(4);

    private SourceAdapter adapter;

    /** Opens the adapter over the filled source; called once for each test, and the contract closes it. */
    protected abstract SourceAdapter open();

    /** What one table of the source holds; prefer one with most of the types, and with NULL. */
    protected abstract Expected expected();

    /** A key, in the source's spelling, for which the source has no row; not asked of tables without keys. */
    protected abstract String unknownKey();

    /** Makes the source fail from now on; never called with a fault of {@link #impossible()}. */
    protected abstract void cause(Fault fault);

    /** Makes the source work again; called after each test with a fault, before the adapter is closed. */
    protected abstract void repair();

    /** Faults that cannot happen to sources of this kind, such as a slow file. */
    protected Set<Fault> impossible() {
        return EnumSet.noneOf(Fault.class);
    }

    /** A request with an answer of many pages or batches, if the kind has such a thing. */
    protected Optional<ScanRequest> large() {
        return Optional.empty();
    }

    /** Rows of the answer to {@link #large()}. */
    protected long largeRows() {
        return 0;
    }

    @BeforeEach
    final void openAdapter() {
        adapter = open();
    }

    @AfterEach
    final void closeAdapter() {
        adapter.close();
    }

    @Test
    void declarationsAgreeWithThemselves() {
        assertThat(adapter.tables()).isNotEmpty().isEqualTo(adapter.tables());
        assertThat(adapter.tables()).extracting(SourceTable::name).doesNotHaveDuplicates();
        for (SourceTable table : adapter.tables()) {
            Set<Capability> capabilities = table.capabilities();
            assertThat(capabilities.contains(Capability.KEYS))
                    .as("%s declares KEYS if and only if it has a key column", table.name())
                    .isEqualTo(!table.key().column().isEmpty());
            assertThat(capabilities.contains(Capability.SQL)).isEqualTo(adapter instanceof SqlSource);
            assertThat(capabilities.contains(Capability.SCAN) && table.key().mandatory())
                    .as("%s cannot both be scanned and demand keys", table.name())
                    .isFalse();
            if (capabilities.contains(Capability.KEYS)) {
                assertThat(table.indexOf(table.key().column())).isNotNegative();
            }
            if (!table.partitionColumn().isEmpty()) {
                assertThat(table.indexOf(table.partitionColumn())).isNotNegative();
            }
        }
    }

    @Test
    void answersAllRowsInTheDeclaredTypes() {
        TestScope scope = TestScope.unhurried();

        List<List<@Nullable Object>> rows = Answers.read(adapter.scan(everything(), scope));

        assertThat(rows).containsExactlyInAnyOrderElementsOf(expectedRows());
        assertThat(scope.calls()).isPositive();
        for (List<@Nullable Object> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                SourceColumn column = table().columns().get(i);
                Object value = row.get(i);
                if (value == null) {
                    assertThat(column.nullable())
                            .as("%s may be NULL", column.name())
                            .isTrue();
                } else {
                    assertThat(value).as(column.name()).isInstanceOf(ValueForms.of(column.type()));
                }
            }
        }
    }

    @Test
    void answersTheColumnsAskedForInThatOrder() {
        List<String> names = new ArrayList<>(
                table().columns().stream().map(SourceColumn::name).toList());
        java.util.Collections.reverse(names);
        for (List<String> columns : List.of(names, names.subList(0, 1))) {
            ScanRequest request = new ScanRequest(
                    everything().table(), columns, List.of(), everything().keys(), OptionalLong.empty());

            List<List<@Nullable Object>> wanted = new ArrayList<>();
            for (List<@Nullable Object> row : expectedRows()) {
                List<@Nullable Object> values = new ArrayList<>();
                columns.forEach(column -> values.add(row.get(table().indexOf(column))));
                wanted.add(values);
            }
            assertThat(read(request)).containsExactlyInAnyOrderElementsOf(wanted);
        }
    }

    @Test
    void answersForKeys() {
        assumeTrue(has(Capability.KEYS), "takes no keys");
        List<String> keys = keys();
        assertThat(keys).as("keys of the expected rows").hasSizeGreaterThanOrEqualTo(2);
        String one = keys.get(0);

        assertThat(read(everything().forKeys(List.of(one)))).containsExactlyInAnyOrderElementsOf(rowsOf(List.of(one)));
        assertThat(read(everything().forKeys(List.of(unknownKey())))).isEmpty();
        assertThat(read(everything().forKeys(List.of(unknownKey(), one))))
                .containsExactlyInAnyOrderElementsOf(rowsOf(List.of(one)));
        assertThat(read(everything().forKeys(keys))).containsExactlyInAnyOrderElementsOf(rowsOf(keys));
    }

    @Test
    void aKeyGivenTwiceGivesItsRowsOnce() {
        assumeTrue(has(Capability.KEYS), "takes no keys");
        String one = keys().get(0);

        assertThat(read(everything().forKeys(List.of(one, one))))
                .containsExactlyInAnyOrderElementsOf(rowsOf(List.of(one)));
    }

    @Test
    void noKeysGiveNoRowsAndNoCall() {
        assumeTrue(has(Capability.KEYS), "takes no keys");
        TestScope scope = TestScope.unhurried();

        assertThat(Answers.read(adapter.scan(everything().forKeys(List.of()), scope)))
                .isEmpty();
        assertThat(scope.calls()).isZero();
    }

    @Test
    void aTableThatIsNotScannedRefusesARequestWithoutKeys() {
        assumeTrue(!has(Capability.SCAN), "may be scanned");

        assertRefused(ScanRequest.all(table()));
    }

    @Test
    void refusesWhatIsNotDeclared() {
        String column = table().columns().get(0).name();
        Object value = Objects.requireNonNull(firstValue(0));
        if (!has(Capability.KEYS)) {
            assertRefused(everything().forKeys(List.of("2512489996")));
        }
        if (!has(Capability.FILTER_IN)) {
            assertRefused(where(new Condition.In(column, List.of(value))));
        }
        if (!has(Capability.FILTER_RANGE)) {
            assertRefused(where(new Condition.Range(column, value, true, null, true)));
        }
        if (!has(Capability.LIMIT)) {
            assertRefused(limited(1));
        }
    }

    @Test
    void refusesUnknownTablesAndColumns() {
        assertRefused(new ScanRequest(
                "der_findes_ikke", List.of("a"), List.of(), everything().keys(), OptionalLong.empty()));
        assertRefused(new ScanRequest(
                everything().table(),
                List.of("der_findes_ikke"),
                List.of(),
                everything().keys(),
                OptionalLong.empty()));
    }

    @Test
    void evaluatesMembership() {
        assumeTrue(has(Capability.FILTER_IN), "does not filter by values");
        for (int i = 0; i < table().columns().size(); i++) {
            SourceColumn column = table().columns().get(i);
            Object value = firstValue(i);
            if (value == null) {
                continue;
            }
            int at = i;
            List<List<@Nullable Object>> wanted = expectedRows().stream()
                    .filter(row -> Objects.equals(row.get(at), ValueForms.comparable(value)))
                    .toList();
            List<List<@Nullable Object>> got = read(where(new Condition.In(column.name(), List.of(value, value))));
            if (column.exactText()) {
                assertThat(got).as(column.name()).containsExactlyInAnyOrderElementsOf(wanted);
            } else {
                assertThat(got).as(column.name()).containsAll(wanted);
            }
            assertThat(read(where(new Condition.In(column.name(), List.of())))).isEmpty();
        }
    }

    @Test
    void evaluatesRanges() {
        assumeTrue(has(Capability.FILTER_RANGE), "does not filter by ranges");
        for (int i = 0; i < table().columns().size(); i++) {
            Object bound = firstValue(i);
            if (bound == null) {
                continue;
            }
            String column = table().columns().get(i).name();
            for (Condition.Range range : List.of(
                    new Condition.Range(column, bound, true, null, true),
                    new Condition.Range(column, bound, false, null, true),
                    new Condition.Range(column, null, true, bound, true),
                    new Condition.Range(column, null, true, bound, false),
                    new Condition.Range(column, bound, true, bound, true),
                    new Condition.Range(column, bound, false, bound, true),
                    new Condition.Range(column, null, true, null, true))) {
                int at = i;
                List<List<@Nullable Object>> wanted = expectedRows().stream()
                        .filter(row -> ValueForms.within(range, row.get(at)))
                        .toList();
                assertThat(read(where(range))).as("%s %s", column, range).containsExactlyInAnyOrderElementsOf(wanted);
            }
        }
    }

    @Test
    void conditionsKeysAndLimitNarrowEachOther() {
        assumeTrue(has(Capability.KEYS) && has(Capability.FILTER_IN), "takes no keys or does not filter");
        int column = filterable();
        Object value = Objects.requireNonNull(firstValue(column));
        List<List<@Nullable Object>> wanted = expectedRows().stream()
                .filter(row -> Objects.equals(row.get(column), ValueForms.comparable(value)))
                .toList();
        String key =
                String.valueOf(wanted.get(0).get(table().indexOf(table().key().column())));
        Condition condition = new Condition.In(table().columns().get(column).name(), List.of(value));
        ScanRequest both = new ScanRequest(
                table().name(),
                everything().columns(),
                List.of(condition),
                Optional.of(List.of(key)),
                OptionalLong.empty());

        List<List<@Nullable Object>> got = read(both);

        assertThat(got).isSubsetOf(rowsOf(List.of(key))).containsAll(wanted.subList(0, 1));
        if (table().columns().get(column).exactText()) {
            assertThat(wanted).containsAll(got);
        }
        if (has(Capability.LIMIT)) {
            assertThat(read(new ScanRequest(
                            both.table(), both.columns(), both.conditions(), both.keys(), OptionalLong.of(1))))
                    .hasSize(1)
                    .isSubsetOf(got);
        }
    }

    @Test
    void severalValuesAreAnyOfThem() {
        assumeTrue(has(Capability.FILTER_IN), "does not filter by values");
        int column = filterable();
        List<Object> values = expected().rows().stream()
                .map(row -> row.get(column))
                .filter(Objects::nonNull)
                .map(Object.class::cast)
                .distinct()
                .toList();

        assertThat(read(where(new Condition.In(table().columns().get(column).name(), values))))
                .as("all but NULL")
                .containsExactlyInAnyOrderElementsOf(expectedRows().stream()
                        .filter(row -> row.get(column) != null)
                        .toList());
    }

    @Test
    void limitsRows() {
        assumeTrue(has(Capability.LIMIT), "does not limit");
        assertThat(read(limited(2))).hasSize(2).isSubsetOf(expectedRows());
        assertThat(read(limited(0))).isEmpty();
        assertThat(read(limited(1_000_000))).hasSameSizeAs(expectedRows());
    }

    @Test
    void answersOfManyPagesAreComplete() {
        assumeTrue(large().isPresent(), "has no large answers");
        long rows = 0;
        try (RowCursor cursor = adapter.scan(large().orElseThrow(), TestScope.unhurried())) {
            while (cursor.next()) {
                rows++;
            }
        }
        assertThat(rows).isEqualTo(largeRows());
    }

    @Test
    void aLargeAnswerEndsWhereItIsCancelled() {
        assumeTrue(large().isPresent(), "has no large answers");
        TestScope scope = TestScope.unhurried();
        Throwable failure = catchThrowable(() -> {
            try (RowCursor cursor = adapter.scan(large().orElseThrow(), scope)) {
                assertThat(cursor.next()).isTrue();
                scope.cancel();
                while (cursor.next()) {
                    assertThat(cursor.row()).isNotEmpty();
                }
            }
        });

        assertThat(failure).isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.QUERY_CANCELLED));
        assertThat(scope.registrations()).isZero();
        assertThat(read(everything())).hasSameSizeAs(expectedRows());
    }

    @Test
    void answersThatAreReadAtTheSameTimeDoNotMix() {
        TestScope scope = TestScope.unhurried();
        List<List<@Nullable Object>> one = new ArrayList<>();
        List<List<@Nullable Object>> other = new ArrayList<>();
        try (RowCursor first = adapter.scan(everything(), scope);
                RowCursor second = adapter.scan(everything(), scope)) {
            boolean more = true;
            while (more) {
                boolean ofFirst = take(first, one);
                boolean ofSecond = take(second, other);
                more = ofFirst || ofSecond;
            }
        }

        assertThat(Answers.comparable(one)).containsExactlyInAnyOrderElementsOf(expectedRows());
        assertThat(Answers.comparable(other)).containsExactlyInAnyOrderElementsOf(expectedRows());
    }

    private static boolean take(RowCursor cursor, List<List<@Nullable Object>> rows) {
        if (!cursor.next()) {
            return false;
        }
        rows.add(new ArrayList<>(java.util.Arrays.asList(cursor.row())));
        return true;
    }

    @Test
    void aLargeAnswerMayBeLeftUnread() {
        assumeTrue(large().isPresent(), "has no large answers");
        TestScope scope = TestScope.unhurried();
        for (int i = 0; i < 10; i++) {
            RowCursor cursor = adapter.scan(large().orElseThrow(), scope);
            assertThat(cursor.next()).isTrue();
            cursor.close();
            cursor.close();
        }
        assertThat(scope.registrations()).isZero();
        assertThat(read(everything())).hasSameSizeAs(expectedRows());
    }

    @Test
    void aReadAnswerLeavesNothingRegistered() {
        TestScope scope = TestScope.unhurried();

        Answers.read(adapter.scan(everything(), scope));

        assertThat(scope.registrations()).isZero();
    }

    @Test
    void answersThePing() {
        adapter.ping(TestScope.unhurried());
    }

    @Test
    void isClosedTwice() {
        adapter.close();
        adapter.close();
    }

    @Test
    void aQueryWithoutTimeLeftIsATimeout() {
        assertFails(ErrorCode.SOURCE_TIMEOUT, TestScope.lasting(Duration.ZERO));
    }

    @Test
    void aCancelledQueryDoesNotStart() {
        TestScope scope = TestScope.unhurried();
        scope.cancel();

        assertFails(ErrorCode.QUERY_CANCELLED, scope);
    }

    @Test
    void aSlowSourceIsATimeout() {
        with(Fault.SLOW, () -> {
            long started = System.nanoTime();
            assertFails(ErrorCode.SOURCE_TIMEOUT, TestScope.lasting(SHORT));
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(AT_MOST);
        });
    }

    @Test
    void aSlowCallIsStoppedByCancel() {
        with(Fault.SLOW, () -> {
            TestScope scope = TestScope.unhurried();
            CompletableFuture<@Nullable Throwable> failure = CompletableFuture.supplyAsync(
                    () -> catchThrowable(() -> Answers.read(adapter.scan(everything(), scope))));
            pause(Duration.ofMillis(300));

            scope.cancel();

            assertThat(failure.orTimeout(2, TimeUnit.SECONDS).join())
                    .isInstanceOfSatisfying(
                            SourceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.QUERY_CANCELLED));
            assertThat(scope.registrations()).isZero();
        });
    }

    @Test
    void aSourceThatIsDownIsUnavailable() {
        with(Fault.DOWN, () -> {
            assertFails(ErrorCode.SOURCE_UNAVAILABLE, TestScope.lasting(Duration.ofSeconds(10)));
            assertThatThrownBy(() -> adapter.ping(TestScope.lasting(Duration.ofSeconds(10))))
                    .isInstanceOf(SourceException.class);
        });
    }

    @Test
    void openingDoesNotCallTheSource() {
        with(Fault.DOWN, () -> {
            try (SourceAdapter another = open()) {
                assertThat(another.tables()).isEqualTo(adapter.tables());
            }
        });
    }

    @Test
    void aSourceIsUsableAgainAfterItWasDown() {
        with(Fault.DOWN, () -> assertFails(ErrorCode.SOURCE_UNAVAILABLE, TestScope.lasting(Duration.ofSeconds(10))));

        assertThat(read(everything())).containsExactlyInAnyOrderElementsOf(expectedRows());
    }

    @Test
    void anAnswerThatCannotBeReadIsMalformed() {
        with(Fault.MALFORMED, () -> assertFails(ErrorCode.SOURCE_MALFORMED, TestScope.lasting(Duration.ofSeconds(10))));
    }

    private void with(Fault fault, Runnable test) {
        assumeTrue(!impossible().contains(fault), "cannot be " + fault);
        cause(fault);
        try {
            test.run();
        } finally {
            repair();
        }
    }

    /** Fails with the code, and says nothing of what was asked or answered. */
    private void assertFails(ErrorCode code, TestScope scope) {
        assertThatThrownBy(() -> Answers.read(adapter.scan(everything(), scope)))
                .isInstanceOfSatisfying(SourceException.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.source()).isEqualTo(adapter.id());
                    for (Throwable t = e; t != null; t = t.getCause()) {
                        assertThat(String.valueOf(t.getMessage())).doesNotContain(tellingValues());
                    }
                });
        assertThat(scope.registrations()).isZero();
    }

    private void assertRefused(ScanRequest request) {
        assertThatThrownBy(() -> Answers.read(adapter.scan(request, TestScope.unhurried())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private SourceTable table() {
        return adapter.tables().stream()
                .filter(table -> table.name().equals(expected().table()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "the adapter declares no table " + expected().table()));
    }

    private boolean has(Capability capability) {
        return table().capabilities().contains(capability);
    }

    /** A request for all rows: a scan, or all keys where the table demands them. */
    private ScanRequest everything() {
        ScanRequest all = ScanRequest.all(table());
        return has(Capability.SCAN) ? all : all.forKeys(keys());
    }

    private ScanRequest where(Condition condition) {
        ScanRequest all = everything();
        return new ScanRequest(all.table(), all.columns(), List.of(condition), all.keys(), all.limit());
    }

    private ScanRequest limited(long limit) {
        ScanRequest all = everything();
        return new ScanRequest(all.table(), all.columns(), all.conditions(), all.keys(), OptionalLong.of(limit));
    }

    private List<List<@Nullable Object>> read(ScanRequest request) {
        TestScope scope = TestScope.unhurried();
        List<List<@Nullable Object>> rows = Answers.read(adapter.scan(request, scope));
        assertThat(scope.registrations()).isZero();
        return rows;
    }

    private List<List<@Nullable Object>> expectedRows() {
        return Answers.comparable(expected().rows());
    }

    private List<String> keys() {
        KeyPattern key = table().key();
        return expected().rows().stream()
                .map(row -> row.get(table().indexOf(key.column())))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .distinct()
                .toList();
    }

    private List<List<@Nullable Object>> rowsOf(List<String> keys) {
        int at = table().indexOf(table().key().column());
        return expectedRows().stream()
                .filter(row -> keys.contains(String.valueOf(row.get(at))))
                .toList();
    }

    /** A column to filter by that is no key and has values. */
    private int filterable() {
        for (int i = 0; i < table().columns().size(); i++) {
            boolean key = table().columns().get(i).name().equals(table().key().column());
            if (!key && firstValue(i) != null) {
                return i;
            }
        }
        throw new AssertionError("the expected rows have a value beside the key");
    }

    private @Nullable Object firstValue(int column) {
        return expected().rows().stream()
                .map(row -> row.get(column))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Values long enough that they do not occur in a message by chance. */
    private List<String> tellingValues() {
        return expected().rows().stream()
                .flatMap(row -> row.stream().filter(Objects::nonNull))
                .map(Object::toString)
                .filter(text -> text.length() >= 6)
                .toList();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
