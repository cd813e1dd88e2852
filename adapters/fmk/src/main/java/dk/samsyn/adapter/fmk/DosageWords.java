package dk.samsyn.adapter.fmk;

import dk.samsyn.adapter.soap.XmlNode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts a structured dosage into Danish words when the service sent none: the structures of 1.4 (Structure, Day, Dose) and the
 * periods of 1.6 (DosagePeriod, Fixed/PRN, Day/UnspecifiedDay/Week).
 */
final class DosageWords {
    private static final Locale DANISH = Locale.forLanguageTag("da");
    private static final Map<String, String> TIMES = Map.of(
            "morning", "morgen", "noon", "middag", "evening", "aften", "night", "nat", "Morning", "morgen", "Noon",
            "middag", "Evening", "aften", "Night", "nat");
    private static final List<String> PARTS_OF_DAY = List.of("Morning", "Noon", "Evening", "Night");
    private static final Map<String, String> SINGULAR = Map.of(
            "tabletter",
            "tablet",
            "kapsler",
            "kapsel",
            "dråber",
            "dråbe",
            "plastre",
            "plaster",
            "doser",
            "dosis",
            "ampuller",
            "ampul",
            "breve",
            "brev");

    private final XmlNode dosage;

    private DosageWords(XmlNode dosage) {
        this.dosage = dosage;
    }

    /** One dose: how much, and when or how often. */
    private record Intake(String amount, String when) {}

    /** The dosage in words, or empty if it has no structure. */
    static Optional<String> of(XmlNode dosage) {
        DosageWords words = new DosageWords(dosage);
        List<String> parts = new ArrayList<>();
        dosage.child("StructuresFixed").ifPresent(part -> words.structures(part, false, parts));
        dosage.child("StructuresAccordingToNeed").ifPresent(part -> words.structures(part, true, parts));
        dosage.all("DosagePeriod").forEach(period -> words.period(period, parts));
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", parts));
    }

    private void structures(XmlNode part, boolean asNeeded, List<String> parts) {
        List<XmlNode> structures = part.all("Structure");
        for (XmlNode structure : structures) {
            StringBuilder text = new StringBuilder();
            if (structures.size() > 1) {
                text.append(between(structure));
            }
            text.append(days(structure, asNeeded));
            String note = structure.textAt("SupplementaryText");
            parts.add(note == null ? text.toString() : text + ". Bemærk: " + note);
        }
    }

    private static String between(XmlNode structure) {
        String start = structure.textAt("StartDate");
        String end = structure.textAt("EndDate");
        return (start == null ? "" : "Fra " + start) + (end == null ? "" : " til " + end) + ": ";
    }

    private void period(XmlNode period, List<String> parts) {
        String length = period.textAt("PeriodLength");
        String suffix = length == null
                ? Optional.ofNullable(period.textAt("PeriodLengthFreeText"))
                        .map(free -> " i " + free)
                        .orElse("")
                : " i " + length + (length.equals("1") ? " dag" : " dage");
        period.child("Fixed").ifPresent(fixed -> parts.add(days(fixed, false) + suffix + instruction(fixed)));
        period.child("PRN").ifPresent(need -> parts.add(days(need, true) + suffix + instruction(need)));
        period.child("Empty").ifPresent(empty -> parts.add("ingen dosering" + suffix));
    }

    private static String instruction(XmlNode structure) {
        String text = structure.textAt("Instruction", "FreeText");
        return text == null ? "" : ". Bemærk: " + text;
    }

    private String days(XmlNode structure, boolean asNeeded) {
        List<XmlNode> days = new ArrayList<>(structure.all("Day"));
        days.addAll(structure.all("AnyDay"));
        days.addAll(structure.all("UnspecifiedDay"));
        structure.all("Week").forEach(week -> days.addAll(week.all("Weekday")));
        int interval = Integer.parseInt(
                Optional.ofNullable(structure.textAt("IterationInterval")).orElse("0"));
        boolean daily = days.size() == 1 && interval <= 1 && !days.get(0).has("Label");
        if (daily) {
            return day(days.get(0), asNeeded);
        }
        String each = days.stream()
                .map(day -> label(structure, day, interval) + ": " + day(day, asNeeded))
                .collect(Collectors.joining("; "));
        boolean named = interval == 7 || days.stream().anyMatch(day -> day.has("Label"));
        return interval > 1 && !named ? each + "; gentages hver " + interval + ". dag" : each;
    }

    private static String label(XmlNode structure, XmlNode day, int interval) {
        String weekday = day.textAt("Label");
        if (weekday != null) {
            return DayOfWeek.valueOf(weekday.toUpperCase(Locale.ROOT)).getDisplayName(TextStyle.FULL, DANISH);
        }
        String number = CardReader.firstText(day.textAt("Number"), day.textAt("Index"));
        String start = structure.textAt("StartDate");
        if (interval == 7 && number != null && start != null) {
            return LocalDate.parse(start.substring(0, 10))
                    .plusDays(Long.parseLong(number) - 1)
                    .getDayOfWeek()
                    .getDisplayName(TextStyle.FULL, DANISH);
        }
        return number == null ? "dag" : "dag " + number;
    }

    private String day(XmlNode day, boolean asNeeded) {
        List<Intake> intakes = new ArrayList<>();
        day.all("Dose").forEach(dose -> intakes.add(new Intake(amount(dose), time(dose.textAt("Time")))));
        day.child("Dosage").ifPresent(choice -> intakes(choice, intakes));
        if (intakes.isEmpty()) {
            return "ingen dosering";
        }
        String need = asNeeded ? " efter behov" : "";
        boolean same = new LinkedHashSet<>(intakes.stream().map(Intake::amount).toList()).size() == 1;
        boolean timed = intakes.stream().noneMatch(intake -> intake.when().isEmpty());
        if (same && timed) {
            return intakes.get(0).amount() + " "
                    + and(intakes.stream().map(Intake::when).toList()) + need;
        }
        if (same && intakes.stream().allMatch(intake -> intake.when().isEmpty())) {
            int times = intakes.size();
            String often = asNeeded
                    ? ", højst " + times + (times == 1 ? " gang daglig" : " gange daglig")
                    : times == 1 ? " daglig" : " " + times + " gange daglig";
            return intakes.get(0).amount() + need + often;
        }
        return and(intakes.stream()
                        .map(intake -> (intake.amount() + " " + intake.when()).strip())
                        .toList())
                + need;
    }

    /** The choices of 1.6: parts of the day, clock times, times per day, or no limit. */
    private void intakes(XmlNode choice, List<Intake> intakes) {
        choice.child("PartOfDayDosage")
                .ifPresent(parts -> PARTS_OF_DAY.forEach(part ->
                        parts.child(part).ifPresent(dose -> intakes.add(new Intake(amount(dose), time(part))))));
        choice.child("TimeOfDayDosage").ifPresent(times -> times.all("TimeOfDayDose")
                .forEach(dose -> intakes.add(new Intake(amount(dose), time(dose.textAt("Time"))))));
        choice.child("TimesPerDayDosage").ifPresent(dose -> {
            int times = Math.min(
                    99,
                    Integer.parseInt(
                            Optional.ofNullable(dose.textAt("TimesPerDay")).orElse("1")));
            for (int i = 0; i < times; i++) {
                intakes.add(new Intake(amount(dose), ""));
            }
        });
        choice.child("UnlimitedDayDosage").ifPresent(dose -> {
            String most = dose.textAt("MaximumDailyDose");
            String limit = most == null ? "" : "højst " + quantity(most) + " daglig";
            intakes.add(new Intake(amount(dose), limit));
        });
    }

    private static String time(@Nullable String word) {
        if (word == null) {
            return "";
        }
        return TIMES.getOrDefault(word, "kl. " + (word.length() > 5 ? word.substring(0, 5) : word));
    }

    private String amount(XmlNode dose) {
        String exact = dose.textAt("Quantity");
        if (exact != null) {
            return quantity(exact);
        }
        String least = CardReader.firstText(dose.textAt("MinimalQuantity"), dose.textAt("MinimumQuantity"));
        String most = CardReader.firstText(dose.textAt("MaximalQuantity"), dose.textAt("MaximumQuantity"));
        if (least == null || most == null) {
            return "efter skema";
        }
        return DosageText.number(least) + "-" + quantity(most);
    }

    private String quantity(String number) {
        return (DosageText.number(number) + " " + unit(Double.parseDouble(number) > 1)).strip();
    }

    private String unit(boolean plural) {
        String named = dosage.textAt("UnitTexts", plural ? "Plural" : "Singular");
        if (named != null) {
            return named;
        }
        String unit = Optional.ofNullable(dosage.textAt("UnitText")).orElse("");
        return plural ? unit : SINGULAR.getOrDefault(unit, unit);
    }

    private static String and(List<String> words) {
        int last = words.size() - 1;
        return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " og " + words.get(last);
    }
}
