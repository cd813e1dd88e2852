package dk.samsyn.adapter.jdbc;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Utils;

/** Writes values as PostgreSQL reads them, each with its type, so that it means what the same parameter means. */
final class PostgreSqlLiteral {
    private PostgreSqlLiteral() {}

    /**
     * The value as an expression for a session with {@code standard_conforming_strings} on.
     *
     * @param type the product's name of the type
     * @return nothing for a value that no literal can hold
     */
    static Optional<String> of(Binding.Typed value, String type) {
        return escaped(value.value()).map(text -> "CAST(" + text + " AS " + type + ")");
    }

    /** Every value as a quoted text: the type says how it is read, and nothing in it can end the quotes. */
    private static Optional<String> escaped(@Nullable Object value) {
        if (value == null) {
            return Optional.of("NULL");
        }
        boolean otherwiseSpelled = (value instanceof LocalDate date && (date.getYear() < 1 || date.getYear() > 9999))
                || (value instanceof LocalDateTime time && (time.getYear() < 1 || time.getYear() > 9999));
        if (otherwiseSpelled) {
            return Optional.empty();
        }
        try {
            return Optional.of(Utils.escapeLiteral(new StringBuilder("'"), value.toString(), true)
                    .append("'")
                    .toString());
        } catch (SQLException e) {
            return Optional.empty();
        }
    }
}
