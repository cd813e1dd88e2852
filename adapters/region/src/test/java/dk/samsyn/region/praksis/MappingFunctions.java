package dk.samsyn.region.praksis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions that the broker offers to mappings, as functions of an H2 database. */
public final class MappingFunctions {
    private static final Map<String, String> LABORATORY = Map.of(
            "NPU27300", "HBA1C", "NPU03835", "HBA1C", "NPU22089", "GLUKOSE", "NPU19748", "CRP", "NPU02319", "HB");

    private static final Map<String, String> MEASUREMENTS = measurements();

    private MappingFunctions() {}

    static final String[] DEFINITIONS = {
        "CREATE ALIAS person FOR 'dk.samsyn.region.praksis.MappingFunctions.person'",
        "CREATE ALIAS begreb FOR 'dk.samsyn.region.praksis.MappingFunctions.concept'",
        "CREATE ALIAS tal FOR 'dk.samsyn.region.praksis.MappingFunctions.number'",
        "CREATE ALIAS operator_af FOR 'dk.samsyn.region.praksis.MappingFunctions.operator'",
        "CREATE ALIAS dato FOR 'dk.samsyn.region.praksis.MappingFunctions.date'",
        "CREATE ALIAS tidspunkt FOR 'dk.samsyn.region.praksis.MappingFunctions.time'",
        "CREATE ALIAS uge_mandag FOR 'dk.samsyn.region.praksis.MappingFunctions.monday'"
    };

    private static Map<String, String> measurements() {
        try {
            Map<String, String> concepts = new HashMap<>();
            JsonNode file = new YAMLMapper()
                    .readTree(
                            Path.of("../../conf/concepts/maaling_praksis.yaml").toFile());
            file.path("concepts").fields().forEachRemaining(concept -> concept.getValue()
                    .path("codes")
                    .path("PRAKSIS")
                    .forEach(code -> concepts.put(code.asText(), concept.getKey())));
            return concepts;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static @Nullable String person(@Nullable String spelling) {
        return spelling == null ? null : spelling.replace("-", "");
    }

    public static @Nullable String concept(String group, String system, @Nullable String code) {
        if (code == null) {
            return null;
        }
        return switch (group + " " + system) {
            case "diagnose ICPC2" -> Icpc.concept(code).isEmpty() ? null : Icpc.concept(code);
            case "laboratorium NPU" -> LABORATORY.get(code);
            case "maaling PRAKSIS" -> MEASUREMENTS.get(code);
            default -> throw new IllegalArgumentException(group + " " + system);
        };
    }

    public static @Nullable BigDecimal number(@Nullable String text) {
        return text == null || !text.matches("[<>]?[0-9]+([.,][0-9]+)?")
                ? null
                : new BigDecimal(text.replaceAll("[<>]", "").replace(',', '.')).setScale(4, RoundingMode.HALF_UP);
    }

    public static @Nullable String operator(@Nullable String text) {
        if (text == null || number(text) == null) {
            return null;
        }
        return text.startsWith("<") ? "<" : text.startsWith(">") ? ">" : "=";
    }

    public static @Nullable LocalDate date(@Nullable String text, String pattern) {
        try {
            return text == null ? null : LocalDate.parse(text, DateTimeFormatter.ofPattern(pattern.replace('y', 'u')));
        } catch (DateTimeException e) {
            return null;
        }
    }

    public static @Nullable LocalDateTime time(@Nullable String text, String pattern) {
        try {
            return text == null
                    ? null
                    : LocalDateTime.parse(text, DateTimeFormatter.ofPattern(pattern.replace('y', 'u')));
        } catch (DateTimeException e) {
            return null;
        }
    }

    public static @Nullable LocalDate monday(@Nullable String yyww) {
        return yyww == null
                ? null
                : LocalDate.of(2000 + Integer.parseInt(yyww.substring(0, 2)), 7, 1)
                        .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, Integer.parseInt(yyww.substring(2)))
                        .with(DayOfWeek.MONDAY);
    }
}
