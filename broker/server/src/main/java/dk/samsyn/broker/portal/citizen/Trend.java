package dk.samsyn.broker.portal.citizen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dk.samsyn.broker.portal.Danish;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One kind of value over time: the data of a chart and the same values for a table.
 *
 * @param kind what is measured
 * @param points its values, newest first
 */
record Trend(Kind kind, List<Point> points) {
    private static final int FEWEST = 2;

    Trend {
        points = points.stream()
                .sorted(Comparator.comparing(Point::time).reversed().thenComparing(point -> List.copyOf(
                                kind.series().keySet())
                        .indexOf(point.concept())))
                .toList();
    }

    /**
     * What is measured.
     *
     * @param title its name for people
     * @param unit its canonical unit
     * @param laboratory whether sources have it among laboratory answers
     * @param series names of its curves by concept, in order
     * @param limit a limit that holds for everybody, in words with its number; empty where laboratories give the range
     */
    record Kind(String title, String unit, boolean laboratory, Map<String, String> series, Optional<Limit> limit) {
        static Kind laboratory(String concept, String title, String unit) {
            return new Kind(title, unit, true, Map.of(concept, title), Optional.empty());
        }

        static Kind measured(String concept, String title, String unit) {
            return new Kind(title, unit, false, Map.of(concept, title), Optional.empty());
        }
    }

    /** A limit that is the same for everybody. */
    record Limit(BigDecimal value, String words) {}

    /**
     * A reference range as the laboratory gave it with the answer; one end may be open.
     */
    record Range(Optional<BigDecimal> lower, Optional<BigDecimal> upper) {
        static final Range NONE = new Range(Optional.empty(), Optional.empty());

        boolean known() {
            return lower.isPresent() || upper.isPresent();
        }

        /** For people; empty if there is none. */
        public String words() {
            if (lower.isPresent() && upper.isPresent()) {
                return Danish.number(lower.get()) + "–" + Danish.number(upper.get());
            }
            return lower.map(from -> "fra " + Danish.number(from))
                    .or(() -> upper.map(to -> "til " + Danish.number(to)))
                    .orElse("");
        }
    }

    /**
     * One value.
     *
     * @param concept which of the kind's curves it belongs to
     * @param operator {@code <} or {@code >} if the value is only known to be beyond; else {@code =}
     * @param place where it was measured, for people
     * @param mark where it was measured, for the chart's symbols
     * @param sources names of the sources that have it
     */
    record Point(
            String concept,
            LocalDateTime time,
            BigDecimal value,
            String operator,
            Range range,
            String place,
            String mark,
            List<String> sources) {
        /** Where the value stands to its own reference range: {@code over}, {@code under}, {@code inden for} or empty. */
        public String position() {
            if (range.upper().filter(to -> value.compareTo(to) > 0).isPresent()) {
                return "over";
            }
            if (range.lower().filter(from -> value.compareTo(from) < 0).isPresent()) {
                return "under";
            }
            return range.known() ? "inden for" : "";
        }

        /** The value for people. */
        public String shown() {
            return (operator.equals("=") ? "" : operator) + Danish.number(value);
        }
    }

    /** The newest value for people; of a kind with several curves those of the same time, such as {@code 164/81}. */
    public String latest() {
        return points.stream()
                .filter(point -> point.time().equals(points.get(0).time()))
                .map(Point::shown)
                .limit(kind.series().size())
                .collect(Collectors.joining("/"));
    }

    /** The name of a point's curve, if the kind has several. */
    public String name(Point point) {
        return kind.series().size() > 1 ? kind.series().getOrDefault(point.concept(), "") : "";
    }

    /** Whether there are enough values for a curve. */
    public boolean drawn() {
        return points.size() >= FEWEST;
    }

    /** The range of the latest answer that has one: what the band of the chart shows. */
    private Optional<Range> band() {
        return points.stream().map(Point::range).filter(Range::known).findFirst();
    }

    /** What the chart's band or line means, for people; empty if it has none. */
    public String reference() {
        return band().map(range -> "Laboratoriets referenceområde: " + range.words() + " " + kind.unit())
                .or(() -> kind.limit().map(Limit::words))
                .orElse("");
    }

    /** The chart's data for the script. */
    public String json() {
        List<Object> series = new ArrayList<>();
        kind.series().forEach((concept, name) -> {
            List<Object> values = oldestFirst()
                    .filter(point -> point.concept().equals(concept))
                    .map(point -> (Object) List.of(point.time().toString(), point.value(), point.place(), point.mark()))
                    .toList();
            series.add(Map.of("name", name, "points", values));
        });
        Map<String, Object> data = new HashMap<>();
        data.put("unit", kind.unit());
        data.put(
                "description",
                kind.title() + ", " + points.size() + " målinger; tabellen under kurven viser de samme tal");
        data.put("target", kind.limit().map(Limit::value).orElse(null));
        data.put(
                "targetText",
                kind.limit()
                        .map(limit -> "grænse " + Danish.number(limit.value()))
                        .orElse(""));
        data.put("band", band().map(Trend::ends).orElse(null));
        data.put("series", series);
        try {
            return new ObjectMapper().writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Stream<Point> oldestFirst() {
        return points.stream().sorted(Comparator.comparing(Point::time));
    }

    private static Map<String, Object> ends(Range range) {
        Map<String, Object> ends = new HashMap<>();
        range.lower().ifPresent(from -> ends.put("from", from));
        range.upper().ifPresent(to -> ends.put("to", to));
        return ends;
    }
}
