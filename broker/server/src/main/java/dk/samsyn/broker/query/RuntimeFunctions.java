package dk.samsyn.broker.query;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.config.Concepts;
import dk.samsyn.broker.config.Hierarchies;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.IsoFields;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.DataContext;
import org.jspecify.annotations.Nullable;

/**
 * What the broker's functions compute. All total: NULL in gives NULL out, and what cannot be read is NULL and never an error, so that
 * a mapping can neither fail nor be made to tell about a row that the asker may not see. Dates are days and times
 * milliseconds since 1970, as the engine has them.
 */
public final class RuntimeFunctions {
    private static final Pattern NUMBER = Pattern.compile("\\s*[<>=]?\\s*([+-]?\\d{1,14}(?:[.,]\\d{1,10})?)\\s*");
    private static final Map<String, DateTimeFormatter> FORMATS = new ConcurrentHashMap<>();

    private RuntimeFunctions() {}

    /** Canonical number of a person. */
    public static String person(DataContext context, String spelling) {
        return QueryState.of(context).persons.canonical(spelling);
    }

    /** The pid that this session's users see. */
    public static String encodePid(DataContext context, String number) {
        return QueryState.of(context).cipher.encode(number);
    }

    /** The person behind a pid; for a text that is no pid, a value that no person has. */
    public static String decodePid(DataContext context, String pid) {
        return QueryState.of(context).cipher.decode(pid).orElse("");
    }

    /** A keyed pseudonym of a text, the same within one purpose and organisation. */
    public static String pseudonym(DataContext context, String text) {
        return QueryState.of(context).cipher.pseudonym(text);
    }

    /** A practice's number as a pseudonym; other organisations stay as they are. */
    public static String practicePseudonym(DataContext context, String organisation) {
        boolean practice = organisation.length() == 6 && organisation.chars().allMatch(c -> c >= '0' && c <= '9');
        return practice ? pseudonym(context, organisation) : organisation;
    }

    /** The concept of a code. */
    public static @Nullable String concept(Concepts concepts, String group, String system, String code) {
        return concepts.of(group, system, code).orElse(null);
    }

    /** The ancestor of a value in a hierarchy. */
    public static @Nullable String ancestor(Concepts concepts, String hierarchy, String value) {
        Hierarchies.Hierarchy found = concepts.hierarchies().byName().get(hierarchy);
        return found == null ? null : found.ancestor(value).orElse(null);
    }

    /** A number written with decimal comma or point, after an optional operator. */
    public static @Nullable BigDecimal number(String text) {
        Matcher m = NUMBER.matcher(text);
        return m.matches() ? new BigDecimal(m.group(1).replace(',', '.')).setScale(4, RoundingMode.HALF_UP) : null;
    }

    /** The operator of an answer such as {@code <0,2}: {@code =} if a plain number, NULL if no number at all. */
    public static @Nullable String operatorOf(String text) {
        if (number(text) == null) {
            return null;
        }
        char first = text.strip().charAt(0);
        return first == '<' || first == '>' ? String.valueOf(first) : "=";
    }

    /** A date after a pattern of {@link DateTimeFormatter}. */
    public static @Nullable Integer date(String text, String pattern) {
        try {
            return (int) LocalDate.parse(text.strip(), format(pattern)).toEpochDay();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A time after a pattern of {@link DateTimeFormatter}. */
    public static @Nullable Long timestamp(String text, String pattern) {
        try {
            return millis(LocalDateTime.parse(text.strip(), format(pattern)));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** ISO-8601 with offset, as Copenhagen wall-clock time. */
    public static @Nullable Long isoTimestamp(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text.strip());
            return millis(time.atZoneSameInstant(DanishTime.ZONE).toLocalDateTime());
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Monday of the ISO week written {@code yyww}, year 2000 to 2099. */
    public static @Nullable Integer mondayOfWeek(String yyww) {
        String text = yyww.strip();
        if (!text.matches("\\d{4}")) {
            return null;
        }
        int year = 2000 + Integer.parseInt(text.substring(0, 2));
        int week = Integer.parseInt(text.substring(2));
        LocalDate inYear = LocalDate.of(year, 7, 1);
        if (week < 1
                || week
                        > IsoFields.WEEK_OF_WEEK_BASED_YEAR
                                .rangeRefinedBy(inYear)
                                .getMaximum()) {
            return null;
        }
        return (int) inYear.with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, week)
                .with(DayOfWeek.MONDAY)
                .toEpochDay();
    }

    /** Whole years between two dates, as a birthday counts them. */
    public static int yearsBetween(int from, int to) {
        return (int) java.time.temporal.ChronoUnit.YEARS.between(LocalDate.ofEpochDay(from), LocalDate.ofEpochDay(to));
    }

    private static long millis(LocalDateTime time) {
        return time.toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    private static DateTimeFormatter format(String pattern) {
        // STRICT needs the proleptic year, which people write yyyy.
        return FORMATS.computeIfAbsent(pattern, p -> DateTimeFormatter.ofPattern(p.replace("yyyy", "uuuu"))
                .withResolverStyle(ResolverStyle.STRICT));
    }
}
