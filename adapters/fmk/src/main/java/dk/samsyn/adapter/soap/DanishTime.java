package dk.samsyn.adapter.soap;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/** Times of XML Schema as Copenhagen wall-clock time. A text that is no time is a {@link java.time.DateTimeException}. */
public final class DanishTime {
    private static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");

    private DanishTime() {}

    /** {@code xs:dateTime}; one without an offset is taken as wall-clock time already. */
    public static @Nullable LocalDateTime dateTime(@Nullable String text) {
        if (text == null) {
            return null;
        }
        TemporalAccessor parsed =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime offset
                ? offset.atZoneSameInstant(COPENHAGEN).toLocalDateTime()
                : (LocalDateTime) parsed;
    }

    /** {@code xs:date}; an offset at its end is ignored, as a date of a treatment is the date that was written. */
    public static @Nullable LocalDate date(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text, DateTimeFormatter.ISO_DATE);
    }

    /** The Copenhagen date of an {@code xs:dateTime}. */
    public static @Nullable LocalDate dateOf(@Nullable String dateTime) {
        LocalDateTime time = dateTime(dateTime);
        return time == null ? null : time.toLocalDate();
    }
}
