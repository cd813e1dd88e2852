package dk.samsyn.adapter.jdbc;

import static dk.samsyn.spi.ColumnType.DOUBLE;
import static dk.samsyn.spi.ColumnType.VARCHAR;

import dk.samsyn.spi.TableStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code INFORMATION_SCHEMA}: the estimated rows of the largest table that a declared table reads. */
final class H2Catalogue implements Catalogue {
    @Override
    public Optional<TableStatistics> of(DeclaredTable table, Asking asking) {
        double most = 0;
        Fragment all = Fragment.of("SELECT TABLE_NAME, CAST(ROW_COUNT_ESTIMATE AS DOUBLE PRECISION)"
                + " FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = SCHEMA()");
        for (@Nullable Object[] row : asking.rows(all, VARCHAR, DOUBLE)) {
            Pattern named =
                    Pattern.compile("\\b" + Pattern.quote(String.valueOf(row[0])) + "\\b", Pattern.CASE_INSENSITIVE);
            if (row[1] instanceof Number rows && named.matcher(table.from()).find()) {
                most = Math.max(most, rows.doubleValue());
            }
        }
        return most > 0 ? Optional.of(new TableStatistics(most, Map.of())) : Optional.empty();
    }
}
