package dk.samsyn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.spi.Capability;
import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.KeyPattern;
import dk.samsyn.spi.PersonFormat;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceColumn;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceTable;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract holds for the chaos source itself, asked by key one citizen at a time. */
class ChaosSourceTest extends SourceAdapterContract {
    private static final SourceTable PROEVE = new SourceTable(
            "proeve",
            List.of(
                    SourceColumn.of("cpr", ColumnType.VARCHAR).holdingPerson(PersonFormat.PLAIN),
                    SourceColumn.of("antal", ColumnType.INTEGER),
                    SourceColumn.of("dato", ColumnType.DATE)),
            new KeyPattern("cpr", true, 1, 2),
            Set.of(Capability.KEYS, Capability.FILTER_IN, Capability.FILTER_RANGE, Capability.LIMIT),
            3,
            "");

    private final ChaosSource source =
            new ChaosSource(new SourceId("chaos"), Map.of(PROEVE, expected().rows()));

    @Override
    protected SourceAdapter open() {
        return source;
    }

    @Override
    protected Expected expected() {
        return Expected.of(
                "proeve",
                Expected.row("2512489996", 1, LocalDate.of(2026, 1, 2)),
                Expected.row("2512489996", null, LocalDate.of(2026, 3, 4)),
                Expected.row("0101501234", 7, null));
    }

    @Override
    protected String unknownKey() {
        return "0000000000";
    }

    @Override
    protected void cause(Fault fault) {
        source.behave(
                switch (fault) {
                    case SLOW -> Behaviour.CALM.delayed(Duration.ofSeconds(10));
                    case DOWN -> Behaviour.CALM.failing(0, ErrorCode.SOURCE_UNAVAILABLE);
                    case MALFORMED -> Behaviour.CALM.failing(1, ErrorCode.SOURCE_MALFORMED);
                });
    }

    @Override
    protected void repair() {
        source.behave(Behaviour.CALM);
    }

    @Test
    void oneKeyIsOneCall() {
        TestScope scope = TestScope.unhurried();

        Answers.read(source.scan(ScanRequest.all(PROEVE).forKeys(List.of("2512489996", "0101501234")), scope));

        assertThat(scope.calls()).isEqualTo(2);
        assertThat(source.calls()).isEqualTo(2);
        assertThat(source.mostAtOnce()).isEqualTo(1);
    }

    @Test
    void aPageIsOneCall() {
        source.behave(Behaviour.CALM.paged(1));
        TestScope scope = TestScope.unhurried();

        assertThat(Answers.read(source.scan(ScanRequest.all(PROEVE).forKeys(List.of("2512489996")), scope)))
                .hasSize(2);
        assertThat(scope.calls()).isEqualTo(2);
    }

    @Test
    void failsAfterSomeRows() {
        source.behave(Behaviour.CALM.failing(1, ErrorCode.SOURCE_UNAVAILABLE));

        try (RowCursor rows =
                source.scan(ScanRequest.all(PROEVE).forKeys(List.of("2512489996")), TestScope.unhurried())) {
            assertThat(rows.next()).isTrue();
            assertThatThrownBy(rows::next).isInstanceOf(SourceException.class);
        }
    }
}
