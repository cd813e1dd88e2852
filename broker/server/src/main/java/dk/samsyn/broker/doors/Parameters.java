package dk.samsyn.broker.doors;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.query.ResultColumn;
import dk.samsyn.spi.ErrorCode;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of {@code ?} as clients send them, in the forms the pipeline takes. */
public final class Parameters {
    private Parameters() {}

    /**
     * The value in the form of its parameter's type: ISO text becomes a date or a date and time where one is wanted, a date
     * becomes a date and time.
     *
     * @param types types of all parameters, or empty if they are not known
     * @param index which one, from 0
     * @throws QueryException PARAMETER_INVALID
     */
    public static @Nullable Object fitted(@Nullable Object value, List<ResultColumn> types, int index) {
        int type = index < types.size() ? types.get(index).jdbcType() : Types.OTHER;
        if (value instanceof String text && (type == Types.DATE || type == Types.TIMESTAMP)) {
            return parsed(text, type, index + 1);
        }
        if (value instanceof LocalDate date && type == Types.TIMESTAMP) {
            return date.atStartOfDay();
        }
        if (value instanceof LocalDateTime time && type == Types.DATE) {
            return time.toLocalDate();
        }
        return value;
    }

    /** A value of a type that no parameter can have. */
    public static QueryException invalid(int number, String what) {
        return new QueryException(ErrorCode.PARAMETER_INVALID, "parameter " + number + " " + what);
    }

    private static Object parsed(String text, int type, int number) {
        try {
            if (text.length() == 10) {
                LocalDate date = LocalDate.parse(text);
                return type == Types.DATE ? date : date.atStartOfDay();
            }
            LocalDateTime time = LocalDateTime.parse(text.replace(' ', 'T'));
            return type == Types.DATE ? time.toLocalDate() : time;
        } catch (DateTimeException e) {
            throw invalid(number, "is no ISO date or date and time");
        }
    }
}
