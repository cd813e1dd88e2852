package dk.samsyn.broker.portal.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.samsyn.broker.indicator.ControlChart;
import dk.samsyn.broker.indicator.Funnel;
import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.indicator.IndicatorValue;
import dk.samsyn.broker.indicator.Interval;
import java.util.List;
import java.util.Optional;

/** What the pages' script draws, as JSON: released numbers only, on the scale of the unit. The tables beside them say the same. */
final class Charts {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int STEPS = 40;

    private Charts() {}

    /** One point of a trend: a period and its value. */
    record Point(String period, IndicatorValue value) {}

    /** Values with their intervals, one line each, in the units' order. */
    static String caterpillar(Indicator indicator, List<Units.Unit> units, double centre, String description) {
        ObjectNode chart = head("caterpillar", indicator, description);
        chart.put("centre", Numbers.scaled(indicator, centre));
        ArrayNode points = chart.putArray("points");
        for (Units.Unit unit : units) {
            if (unit.value().value() != null) {
                ObjectNode point = value(points.addObject(), indicator, unit.value());
                point.put("name", unit.name()).put("mark", unit.mark());
            }
        }
        return text(chart);
    }

    /** Values by size, with the limits within which chance alone would put them. */
    static String funnel(Indicator indicator, List<Units.Unit> units, double centre, String description) {
        ObjectNode chart = head("funnel", indicator, description);
        chart.put("centre", Numbers.scaled(indicator, centre));
        ArrayNode points = chart.putArray("points");
        double least = Double.MAX_VALUE;
        double most = 0;
        for (Units.Unit unit : units) {
            if (unit.value().value() != null) {
                ObjectNode point = value(points.addObject(), indicator, unit.value());
                point.put("name", unit.name()).put("mark", unit.mark());
                least = Math.min(least, unit.value().denominator());
                most = Math.max(most, unit.value().denominator());
            }
        }
        ArrayNode limits = chart.putArray("limits");
        double first = Math.max(1, least * 0.8);
        double last = most * 1.05;
        for (int i = 0; i <= STEPS; i++) {
            // More steps where the limits bend, at the small sizes.
            double size = first * Math.pow(last / first, (double) i / STEPS);
            Interval inner = Funnel.limits(indicator, centre, size, Units.WARNING);
            Interval outer = Funnel.limits(indicator, centre, size, Units.ALARM);
            limits.addArray()
                    .add(Math.round(size))
                    .add(Numbers.scaled(indicator, outer.lower()))
                    .add(Numbers.scaled(indicator, inner.lower()))
                    .add(Numbers.scaled(indicator, inner.upper()))
                    .add(Numbers.scaled(indicator, outer.upper()));
        }
        return text(chart);
    }

    /** Values by period; what is withheld is a gap. */
    static String trend(Indicator indicator, List<Point> points, String description) {
        ObjectNode chart = head("period", indicator, description);
        ArrayNode all = chart.putArray("points");
        points.forEach(p -> value(all.addObject(), indicator, p.value()).put("name", p.period()));
        return text(chart);
    }

    /** Values by quarter with the limits of usual variation; what gives a signal is marked. */
    static String control(Indicator indicator, ControlChart control, List<String> periods, String description) {
        ObjectNode chart = head("spc", indicator, description);
        chart.put("centre", Numbers.scaled(indicator, control.centre()));
        ArrayNode all = chart.putArray("points");
        for (int i = 0; i < periods.size(); i++) {
            ControlChart.Point point = control.points().get(i);
            ObjectNode node = all.addObject().put("name", periods.get(i));
            Double value = point.value();
            Interval limits = point.limits();
            if (value != null && limits != null) {
                node.put("value", Numbers.scaled(indicator, value))
                        .put("lower", Numbers.scaled(indicator, limits.lower()))
                        .put("upper", Numbers.scaled(indicator, limits.upper()))
                        .put("signal", !point.signals().isEmpty());
            }
        }
        return text(chart);
    }

    /**
     * Deciles by period.
     *
     * @param deciles nine for each period, or none where too few units are known
     * @param own the value of the unit that is drawn beside them, for each period
     */
    static String deciles(
            Indicator indicator,
            List<String> periods,
            List<List<Double>> deciles,
            List<Optional<Double>> own,
            String ownName,
            String description) {
        ObjectNode chart = head("deciles", indicator, description);
        chart.put("own", ownName);
        ArrayNode all = chart.putArray("points");
        for (int i = 0; i < periods.size(); i++) {
            ObjectNode node = all.addObject().put("name", periods.get(i));
            ArrayNode nine = node.putArray("deciles");
            deciles.get(i).forEach(d -> nine.add(Numbers.scaled(indicator, d)));
            own.get(i).ifPresent(v -> node.put("value", Numbers.scaled(indicator, v)));
        }
        return text(chart);
    }

    private static ObjectNode head(String kind, Indicator indicator, String description) {
        ObjectNode chart = JSON.createObjectNode();
        chart.put("kind", kind)
                .put("description", description)
                .put("unit", Numbers.unit(indicator))
                .put("share", indicator.share());
        indicator.standard().ifPresent(s -> chart.put("target", Numbers.scaled(indicator, s.value()))
                .put("targetText", "Mål: " + Numbers.standard(indicator)));
        return chart;
    }

    private static ObjectNode value(ObjectNode node, Indicator indicator, IndicatorValue value) {
        node.put("size", Math.round(value.denominator()));
        Interval interval = value.interval();
        if (value.value() != null && interval != null) {
            node.put("value", Numbers.scaled(indicator, value.value()))
                    .put("lower", Numbers.scaled(indicator, interval.lower()))
                    .put("upper", Numbers.scaled(indicator, interval.upper()));
        }
        return node;
    }

    private static String text(ObjectNode chart) {
        try {
            return JSON.writeValueAsString(chart);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
