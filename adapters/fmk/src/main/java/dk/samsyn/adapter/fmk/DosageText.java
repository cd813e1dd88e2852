package dk.samsyn.adapter.fmk;

import dk.samsyn.adapter.soap.XmlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A dosage as one line of Danish. FMK's own wording is kept where there is one, the short one first; a structure without
 * wording is put into words by {@link DosageWords}. Two periods are never shortened to two doses without their dates, which
 * would read as both at once.
 */
final class DosageText {
    private static final List<String> PARTS = List.of("StructuresFixed", "StructuresAccordingToNeed");

    private DosageText() {}

    /** The text, or null if the dosage says nothing. */
    static @Nullable String of(XmlNode dosage) {
        return Stream.<Optional<String>>of(
                        text(dosage, "FreeText", "Text"),
                        combined(dosage, "ShortText"),
                        shortTexts(dosage),
                        combined(dosage, "LongText"),
                        longTexts(dosage),
                        DosageWords.of(dosage),
                        dosage.child("AdministrationAccordingToSchemaInLocalSystem")
                                .map(schema -> "Dosering efter skema i lokalt system"))
                .flatMap(Optional::stream)
                .map(DosageText::oneLine)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(null);
    }

    /** A number of XML as Danish: {@code 1.50} is {@code 1,5}. */
    static String number(String decimal) {
        String shortest = decimal.contains(".") ? decimal.replaceAll("0+$", "").replaceAll("\\.$", "") : decimal;
        return shortest.replace('.', ',');
    }

    /** 1.6 has the combined wording on the dosage, 1.4 on each part, the same on both. */
    private static Optional<String> combined(XmlNode dosage, String kind) {
        return text(dosage, "DosageTranslationCombined", kind).or(() -> PARTS.stream()
                .map(part -> text(dosage, part, "DosageTranslationCombined", kind))
                .flatMap(Optional::stream)
                .findFirst());
    }

    /** One fixed and one as-needed structure of 1.4, or one period of 1.6: their short texts say it all. */
    private static Optional<String> shortTexts(XmlNode dosage) {
        List<String> texts = new ArrayList<>();
        for (String part : PARTS) {
            List<XmlNode> structures =
                    dosage.child(part).map(p -> p.all("Structure")).orElse(List.of());
            Optional<String> text = structures.stream()
                    .findFirst()
                    .flatMap(structure -> text(structure, "DosageTranslation", "ShortText"));
            if (structures.size() > 1 || (structures.size() == 1 && text.isEmpty())) {
                return Optional.empty();
            }
            text.ifPresent(texts::add);
        }
        List<XmlNode> periods = dosage.all("DosagePeriod");
        if (periods.size() == 1) {
            text(periods.get(0), "DosagePeriodDescription", "ShortText").ifPresent(texts::add);
        }
        return joined(texts);
    }

    private static Optional<String> longTexts(XmlNode dosage) {
        Stream<Optional<String>> structures = PARTS.stream()
                .flatMap(part -> dosage.child(part).stream())
                .flatMap(part -> part.all("Structure").stream())
                .map(structure -> text(structure, "DosageTranslation", "LongText"));
        Stream<Optional<String>> periods =
                dosage.all("DosagePeriod").stream().map(period -> text(period, "DosagePeriodDescription", "LongText"));
        List<Optional<String>> all = Stream.concat(structures, periods).toList();
        if (all.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        return joined(all.stream().flatMap(Optional::stream).toList());
    }

    private static Optional<String> joined(List<String> texts) {
        return texts.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", texts));
    }

    private static Optional<String> text(XmlNode node, String... path) {
        return Optional.ofNullable(node.textAt(path));
    }

    private static String oneLine(String text) {
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        return lines.stream()
                .map(line -> line.endsWith(":") || line.endsWith(".") || line.endsWith(";") ? line + " " : line + "; ")
                .collect(Collectors.joining())
                .replaceAll("[; ]+$", "");
    }
}
