package dk.samsyn.broker.portal.benchmark;

import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.indicator.IndicatorValue;
import dk.samsyn.broker.indicator.Interval;
import dk.samsyn.broker.portal.Csv;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Sheet;
import dk.samsyn.broker.portal.Visit;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An indicator's table as CSV or XLSX; what is withheld is empty, with the reason beside it. */
final class IndicatorFile {
    private static final int DIGITS = 4;
    private static final List<String> COLUMNS = List.of(
            "indikator",
            "version",
            "fra",
            "til",
            "gruppe",
            "taeller",
            "naevner",
            "vaerdi",
            "nedre_95",
            "oevre_95",
            "hvorfor_tom");

    private IndicatorFile() {}

    static Reply of(
            String format,
            Indicator indicator,
            LocalDate start,
            LocalDate end,
            Optional<IndicatorValue> all,
            Units units) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        all.ifPresent(value -> rows.add(row(indicator, start, end, "Alle", value)));
        units.units().forEach(unit -> rows.add(row(indicator, start, end, unit.name(), unit.value())));
        if (format.equals("xlsx")) {
            return new Reply.Download(
                    indicator.id() + ".xlsx",
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    Buffer.buffer(Sheet.of(COLUMNS, rows)));
        }
        if (!format.equals("csv")) {
            throw Visit.invalid("g");
        }
        // The mark tells spreadsheets that the letters are UTF-8.
        StringBuilder csv = new StringBuilder("\uFEFF").append(Csv.line(COLUMNS.toArray(String[]::new)));
        rows.forEach(row ->
                csv.append(Csv.line(Arrays.stream(row).map(IndicatorFile::text).toArray(String[]::new))));
        return new Reply.Download(indicator.id() + ".csv", "text/csv; charset=utf-8", Buffer.buffer(csv.toString()));
    }

    private static @Nullable Object[] row(
            Indicator indicator, LocalDate start, LocalDate end, String group, IndicatorValue value) {
        Interval interval = value.interval();
        return new @Nullable Object[] {
            indicator.id(),
            indicator.version(),
            start,
            end.minusDays(1),
            group,
            rounded(value.numerator()),
            rounded(value.denominator()),
            rounded(value.value()),
            rounded(interval == null ? null : interval.lower()),
            rounded(interval == null ? null : interval.upper()),
            value.why().orElse(null)
        };
    }

    private static @Nullable BigDecimal rounded(@Nullable Double value) {
        return value == null
                ? null
                : new BigDecimal(value.toString())
                        .setScale(DIGITS, RoundingMode.HALF_UP)
                        .stripTrailingZeros();
    }

    private static String text(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString().replace('.', ',');
        }
        return value == null ? "" : value.toString();
    }
}
