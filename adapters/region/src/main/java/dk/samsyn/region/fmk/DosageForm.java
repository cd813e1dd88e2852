package dk.samsyn.region.fmk;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dosage text taken apart, as far as it can be.
 *
 * @param quantity how much, with a decimal point
 * @param most the upper end if it is a range, else empty
 * @param unit what is counted
 * @param partOfDay Morning, Noon, Evening, Night, or empty
 * @param times times a day, 0 when as needed
 * @param interval days between doses: 1 daily, 7 weekly
 * @param days length of the treatment, 0 if open
 */
record DosageForm(String quantity, String most, String unit, String partOfDay, int times, int interval, int days) {
    private static final Pattern FORM = Pattern.compile("([0-9,]+)(?:-([0-9,]+))? (\\p{L}+) "
            + "(?:(morgen|middag|aften|nat)|(?:([0-9]) gange )?daglig(?: i ([0-9]+) dage)?|(ved behov)"
            + "|(?:1 gang )?(ugentlig))");
    private static final Map<String, String> PARTS =
            Map.of("morgen", "Morning", "middag", "Noon", "aften", "Evening", "nat", "Night");

    /** The structure of a text, or empty if it has none. */
    static Optional<DosageForm> of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String times = form.group(5);
        return Optional.of(new DosageForm(
                form.group(1).replace(',', '.'),
                form.group(2) == null ? "" : form.group(2).replace(',', '.'),
                form.group(3),
                form.group(4) == null ? "" : PARTS.getOrDefault(form.group(4), ""),
                form.group(7) != null ? 0 : times == null ? 1 : Integer.parseInt(times),
                form.group(8) == null ? 1 : 7,
                form.group(6) == null ? 0 : Integer.parseInt(form.group(6))));
    }

    /** Whether the structure alone says what the text says, so that a reader can put it into the same words. */
    static boolean isPlain(String text) {
        return of(text).filter(form -> form.times > 0 && form.interval == 1).isPresent();
    }

    /** How a doctor in a hurry writes it. */
    static String scribbled(String text) {
        return text.replace(" gange daglig", " x dgl.")
                .replace(" daglig", " dgl.")
                .replace("tabletter", "tbl.")
                .replace("tablet", "tbl.")
                .replace("ved behov", "pn.");
    }
}
