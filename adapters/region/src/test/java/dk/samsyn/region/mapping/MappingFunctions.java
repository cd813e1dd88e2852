package dk.samsyn.region.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The functions that the broker offers to mappings, as functions of an H2 database. */
public final class MappingFunctions {
    private static final Map<String, String> CONCEPTS = concepts();

    private MappingFunctions() {}

    /** Statements that define them. */
    public static final List<String> DEFINITIONS = List.of(
            "CREATE ALIAS person FOR 'dk.samsyn.region.mapping.MappingFunctions.person'",
            "CREATE ALIAS begreb FOR 'dk.samsyn.region.mapping.MappingFunctions.concept'",
            "CREATE ALIAS tal FOR 'dk.samsyn.region.mapping.MappingFunctions.number'",
            "CREATE ALIAS operator_af FOR 'dk.samsyn.region.mapping.MappingFunctions.operator'",
            "CREATE ALIAS dato FOR 'dk.samsyn.region.mapping.MappingFunctions.date'",
            "CREATE ALIAS tidspunkt FOR 'dk.samsyn.region.mapping.MappingFunctions.time'",
            "CREATE ALIAS uge_mandag FOR 'dk.samsyn.region.mapping.MappingFunctions.monday'");

    /** Concepts of conf/concepts by "group system code"; a code may end in a star. */
    private static Map<String, String> concepts() {
        Map<String, String> concepts = new HashMap<>();
        try (Stream<Path> files = Files.list(Path.of("../../conf/concepts"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                JsonNode root = new YAMLMapper().readTree(file.toFile());
                String group = root.path("group").asText();
                root.path("concepts").fields().forEachRemaining(concept -> concept.getValue()
                        .path("codes")
                        .fields()
                        .forEachRemaining(system -> system.getValue()
                                .forEach(code -> concepts.put(
                                        group + " " + system.getKey() + " " + code.asText(), concept.getKey()))));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return concepts;
    }

    public static @Nullable String person(@Nullable String spelling) {
        return spelling == null ? null : spelling.replace("-", "");
    }

    public static @Nullable String concept(String group, String system, @Nullable String code) {
        if (code == null) {
            return null;
        }
        for (String one : system.split("\\|", -1)) {
            String exact = CONCEPTS.get(group + " " + one + " " + code);
            if (exact != null) {
                return exact;
            }
            for (int length = code.length(); length > 0; length--) {
                String prefix = CONCEPTS.get(group + " " + one + " " + code.substring(0, length) + "*");
                if (prefix != null) {
                    return prefix;
                }
            }
        }
        return null;
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
