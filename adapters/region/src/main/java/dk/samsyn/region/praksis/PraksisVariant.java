package dk.samsyn.region.praksis;

import dk.samsyn.region.people.Practice;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a practice system spells its data. The systems on the market differ in dates, person numbers and codes; three
 * spellings stand for them (domain.md 4.5 (4)).
 */
public enum PraksisVariant {
    /** Dates {@code dd-MM-yyyy} as text. */
    A("praksis_a"),
    /** Dates {@code yyyyMMdd} as numbers, person numbers with hyphen, ICPC codes with a suffix as {@code T90.1}. */
    B("praksis_b"),
    /** As {@link #A}, from before systems kept the sampling time: there is no {@code proevetagningsTidspunkt}. */
    C("praksis_c");

    /** Which spelling practice 0, 1, 2, … has; repeated. */
    private static final PraksisVariant[] MIX = {A, B, C, A};

    private static final DateTimeFormatter TEXT_DATE = DateTimeFormatter.ofPattern("dd-MM-uuuu", Locale.ROOT);
    private static final DateTimeFormatter TEXT_TIME = DateTimeFormatter.ofPattern("dd-MM-uuuu HH:mm", Locale.ROOT);

    private final String source;

    PraksisVariant(String source) {
        this.source = source;
    }

    /** The spelling of practice {@code number}, 0 for the first: about half A, a quarter B, a quarter C. */
    public static PraksisVariant of(int number) {
        return MIX[number % MIX.length];
    }

    /** The spelling of a practice of the demo by its ydernummer. */
    static PraksisVariant ofYdernr(String ydernr) {
        return of(Integer.parseInt(ydernr) - Integer.parseInt(Practice.ydernr(0)));
    }

    /** Id of the source that holds the practices of this spelling. */
    public String source() {
        return source;
    }

    /** Whether answers come with the time of sampling. */
    boolean keepsSamplingTime() {
        return this != C;
    }

    /** SQL type of a column that holds a date. */
    String dateType() {
        return this == B ? "INT" : "VARCHAR(10)";
    }

    /** SQL type of a column that holds a time of day with its date, or the date alone. */
    String timeType() {
        return this == B ? "BIGINT" : "VARCHAR(16)";
    }

    /** SQL type of a column that holds a person number. */
    String personType() {
        return this == B ? "VARCHAR(11)" : "VARCHAR(10)";
    }

    /** A date as the column holds it. */
    @Nullable
    Object date(@Nullable LocalDate date) {
        if (date == null) {
            return null;
        }
        return this == B ? (Object) number(date) : TEXT_DATE.format(date);
    }

    /**
     * A time as the column holds it.
     *
     * @param exact whether the time of day is known; otherwise the date stands alone
     */
    @Nullable
    Object time(@Nullable LocalDateTime time, boolean exact) {
        if (time == null) {
            return null;
        }
        if (this == B) {
            long day = number(time.toLocalDate());
            return exact ? day * 10_000 + time.getHour() * 100L + time.getMinute() : day;
        }
        return exact ? TEXT_TIME.format(time) : TEXT_DATE.format(time.toLocalDate());
    }

    /** A person number without hyphen as the column holds it. */
    String person(String number) {
        return this == B ? number.substring(0, 6) + "-" + number.substring(6) : number;
    }

    /**
     * An ICPC code as the column holds it.
     *
     * @param suffix 1 to 3: the local subdivision that some systems add
     */
    String icpc(String code, int suffix) {
        return this == B ? code + "." + suffix : code;
    }

    private static int number(LocalDate date) {
        return date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
    }
}
