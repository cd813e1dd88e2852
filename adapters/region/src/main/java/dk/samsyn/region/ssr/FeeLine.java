package dk.samsyn.region.ssr;

import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.praksis.IsoWeek;
import dk.samsyn.region.praksis.PracticeFees;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of a fee file (domain.md 4.5 (6)). The files know the week of a service, not the day, and no diagnosis.
 *
 * @param number person number as it was on the day, without hyphen; null on the few lines without one
 * @param ydernr six characters
 * @param service four digits
 * @param six whether the line writes speciality and service as one number, such as {@code 807403}
 * @param date a day of the week; only the week is written
 * @param amount kroner for all {@code count} services
 * @param child whether the service may have been for a child on this parent's number
 * @param voucher key of the line
 */
record FeeLine(
        @Nullable String number,
        String ydernr,
        String service,
        boolean six,
        int count,
        LocalDate date,
        BigDecimal amount,
        boolean child,
        String voucher) {
    static final String SPECIALITY = "80";

    /** Invented but plausible prices in kroner. */
    private static final Map<String, String> PRICES = Map.ofEntries(
            Map.entry("0101", "160.72"),
            Map.entry("0105", "64.30"),
            Map.entry("0107", "321.45"),
            Map.entry("0120", "401.80"),
            Map.entry("0125", "160.72"),
            Map.entry("0201", "32.15"),
            Map.entry("0411", "241.10"),
            Map.entry("2101", "52.90"),
            Map.entry("7101", "38.60"),
            Map.entry("7113", "134.75"),
            Map.entry("7120", "71.05"),
            Map.entry("7136", "33.40"),
            Map.entry("7156", "24.95"),
            Map.entry("7403", "88.20"));

    private static final double WITHOUT_NUMBER = 0.01;
    private static final double SIX_DIGITS = 0.3;

    /** The lines of a citizen's services, the same each time. */
    static List<FeeLine> of(Citizen citizen) {
        List<FeeLine> lines = new ArrayList<>();
        for (PracticeFees.Fee fee : PracticeFees.of(citizen)) {
            int n = lines.size();
            boolean anonymous = citizen.unit("ssr.uden_cpr", n) < WITHOUT_NUMBER;
            lines.add(new FeeLine(
                    anonymous ? null : citizen.numberOn(fee.date()),
                    fee.ydernr(),
                    fee.service(),
                    citizen.unit("ssr.seks", n) < SIX_DIGITS,
                    fee.count(),
                    fee.date(),
                    price(fee.service()).multiply(BigDecimal.valueOf(fee.count())),
                    fee.child(),
                    // A scrambled counter: no two lines of the region share it, and it tells nothing of the citizen.
                    Long.toHexString(scramble(citizen.index() * 100_000L + n))));
        }
        return lines;
    }

    private static BigDecimal price(String service) {
        String price = PRICES.get(service);
        if (price == null) {
            throw new IllegalStateException("service " + service + " has no price");
        }
        return new BigDecimal(price);
    }

    /** A bijection of 64-bit numbers: the finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long scramble(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Year and week as {@code HONUGE} has them, YYWW. */
    String week() {
        return IsoWeek.of(date);
    }

    /** The file the line is delivered in: that of the month in which the week starts. */
    YearMonth month() {
        return YearMonth.from(IsoWeek.monday(date));
    }

    /** The line as it is written: semicolons, decimal comma, empty for no number. */
    String text() {
        return (number == null ? "" : number) + ";" + ydernr + ";" + SPECIALITY + ";"
                + (six ? SPECIALITY + service : service)
                + ";" + count + ";" + week() + ";" + amount.toPlainString().replace('.', ',') + ";"
                + (child ? "1" : "0") + ";"
                + voucher;
    }
}
