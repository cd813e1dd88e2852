package dk.samsyn.broker.query;

import dk.samsyn.spi.SqlSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * {@code EXTRACT(unit FROM date)} and {@code FLOOR(date TO unit)} as each product writes them, for units that mean the same
 * everywhere: not seconds, which have fractions, nor weeks, which begin on different days. Each text is total: no date, not
 * even {@code infinity}, makes it fail, so where it stands among other conditions tells nobody anything.
 */
final class DateParts {
    private static final Set<TimeUnitRange> OF_DATES =
            Set.of(TimeUnitRange.YEAR, TimeUnitRange.QUARTER, TimeUnitRange.MONTH);

    private DateParts() {}

    /**
     * A part of a date.
     *
     * @param date the date or timestamp
     * @param type its type
     */
    record Part(SqlKind kind, TimeUnitRange unit, RexNode date, SqlTypeName type) {
        /** How many values there are, about: of records that go some decades back. */
        double values() {
            double years = 30;
            double inYear =
                    switch (unit) {
                        case QUARTER -> 4;
                        case MONTH -> 12;
                        case DAY -> kind == SqlKind.EXTRACT ? 31 : 365;
                        case HOUR -> kind == SqlKind.EXTRACT ? 24 : 365 * 24;
                        case MINUTE -> 60;
                        default -> years;
                    };
            return kind == SqlKind.EXTRACT || unit == TimeUnitRange.YEAR ? inYear : years * inYear;
        }
    }

    /** The call as a part of a date or timestamp that every source computes as the broker does. */
    static Optional<Part> of(RexNode node) {
        if (!(node instanceof RexCall call)
                || (call.getKind() != SqlKind.EXTRACT && call.getKind() != SqlKind.FLOOR)
                || call.getOperands().size() != 2) {
            return Optional.empty();
        }
        boolean extract = call.getKind() == SqlKind.EXTRACT;
        RexNode date = call.getOperands().get(extract ? 1 : 0);
        SqlTypeName type = date.getType().getSqlTypeName();
        boolean known = type == SqlTypeName.DATE || type == SqlTypeName.TIMESTAMP;
        if (!known || !(call.getOperands().get(extract ? 0 : 1) instanceof RexLiteral literal)) {
            return Optional.empty();
        }
        TimeUnitRange unit = literal.getValueAs(TimeUnitRange.class);
        boolean same = unit != null
                && (OF_DATES.contains(unit)
                        || (unit == TimeUnitRange.DAY && (extract || type == SqlTypeName.TIMESTAMP))
                        || (unit == TimeUnitRange.HOUR && type == SqlTypeName.TIMESTAMP)
                        || (unit == TimeUnitRange.MINUTE && extract && type == SqlTypeName.TIMESTAMP));
        return same ? Optional.of(new Part(call.getKind(), unit, date, type)) : Optional.empty();
    }

    /** Text around the date's own, in a product's words. */
    private static List<String> words(Part part, SqlSource.Dialect dialect) {
        String unit = part.unit().name().toLowerCase(Locale.ROOT);
        boolean date = part.type() == SqlTypeName.DATE;
        if (part.kind() == SqlKind.EXTRACT) {
            // EXTRACT of PostgreSQL gives numbers of any length, which are slow to group by; a cast to a whole number
            // can fail.
            return dialect == SqlSource.Dialect.POSTGRESQL
                    ? List.of("DATE_PART('" + unit + "', ", ")")
                    : List.of("EXTRACT(" + part.unit() + " FROM ", ")");
        }
        return switch (dialect) {
            case POSTGRESQL ->
                date
                        ? List.of("CAST(DATE_TRUNC('" + unit + "', ", ") AS DATE)")
                        : List.of("DATE_TRUNC('" + unit + "', ", ")");
            case H2 -> List.of("DATE_TRUNC(" + part.unit() + ", ", ")");
            case MARIADB -> {
                List<String> floor =
                        switch (part.unit()) {
                            case YEAR -> List.of("MAKEDATE(YEAR(", "), 1)");
                            case QUARTER -> List.of("MAKEDATE(YEAR(", "), 1) + INTERVAL (QUARTER(", ") - 1) * 3 MONTH");
                            case MONTH -> List.of("DATE(", ") - INTERVAL (DAYOFMONTH(", ") - 1) DAY");
                            case DAY -> List.of("DATE(", ")");
                            default -> List.of("DATE(", ") + INTERVAL HOUR(", ") HOUR");
                        };
                yield date ? floor : wrapped("CAST(", floor, " AS DATETIME)");
            }
        };
    }

    private static List<String> wrapped(String before, List<String> words, String after) {
        List<String> all = new ArrayList<>(words);
        all.set(0, before + all.get(0));
        all.set(all.size() - 1, all.get(all.size() - 1) + after);
        return all;
    }

    /** Writes a part over its date, which is its only operand and is written as often as the product needs it. */
    static final class Operator extends SqlFunction {
        private final List<String> words;

        Operator(Part part, SqlSource.Dialect dialect) {
            super(
                    part.kind() + "_" + part.unit() + "_" + part.type(),
                    SqlKind.OTHER_FUNCTION,
                    null,
                    null,
                    null,
                    SqlFunctionCategory.TIMEDATE);
            this.words = words(part, dialect);
        }

        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
            writer.print(words.get(0));
            for (String word : words.subList(1, words.size())) {
                call.operand(0).unparse(writer, 0, 0);
                writer.print(word);
            }
            writer.setNeedWhitespace(true);
        }
    }
}
