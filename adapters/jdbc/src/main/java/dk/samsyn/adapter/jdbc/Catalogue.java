package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.SourceColumn;
import dk.samsyn.spi.TableStatistics;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads from a product's own catalogue how large a declared table is and what its columns hold. No row of a table is read. */
interface Catalogue {
    /**
     * The statistics of a table.
     *
     * @param asking asks one database of the source
     */
    Optional<TableStatistics> of(DeclaredTable table, Asking asking);

    /** Asks the catalogue. */
    @FunctionalInterface
    interface Asking {
        /** All rows of a statement whose columns are of the given types. */
        List<@Nullable Object[]> rows(Fragment statement, ColumnType... types);
    }

    /** The catalogue of a product. */
    static Catalogue of(Product product) {
        return switch (product.dialect()) {
            case POSTGRESQL -> new PostgreSqlCatalogue(product);
            case MARIADB -> new MariaDbCatalogue();
            case H2 -> new H2Catalogue();
        };
    }

    /** A value that a catalogue writes as text, in the form of its column; nothing if it is written in another way. */
    static Optional<Object> value(String text, SourceColumn column) {
        try {
            return Optional.of(
                    switch (column.type()) {
                        case BOOLEAN -> text.startsWith("t") || text.equals("1");
                        case INTEGER -> Integer.valueOf(text);
                        case BIGINT -> Long.valueOf(text);
                        case DECIMAL -> new BigDecimal(text);
                        case DOUBLE -> Double.valueOf(text);
                        case VARCHAR -> text.stripTrailing();
                        case DATE -> LocalDate.parse(text);
                        case TIMESTAMP -> LocalDateTime.parse(text.replace(' ', 'T'));
                    });
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
