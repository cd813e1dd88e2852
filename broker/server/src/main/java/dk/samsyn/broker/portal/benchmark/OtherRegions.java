package dk.samsyn.broker.portal.benchmark;

import dk.samsyn.broker.indicator.Elsewhere;
import dk.samsyn.broker.indicator.Indicator;
import java.util.List;
import java.util.Optional;

/**
 * What other regions have published of an indicator, from one publication. Nothing is marked or ranked: others count in their own way.
 *
 * @param address where the publication can be read; empty if that is not known
 * @param invented whether the figures are the demo's
 */
record OtherRegions(String source, int year, String address, boolean invented, List<Line> lines) {
    OtherRegions {
        lines = List.copyOf(lines);
    }

    /** A region and its figure with the unit. */
    record Line(String region, String value) {}

    static List<OtherRegions> of(Indicator indicator, List<Elsewhere> published) {
        return published.stream()
                .flatMap(one -> beside(indicator, one).stream())
                .toList();
    }

    private static Optional<OtherRegions> beside(Indicator indicator, Elsewhere published) {
        List<Line> lines = published.figures().stream()
                .filter(figure -> figure.indicator().equals(indicator.id()))
                .map(figure -> new Line(
                        figure.region(), Numbers.text(indicator, figure.value()) + " " + Numbers.unit(indicator)))
                .toList();
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(new OtherRegions(
                        published.source(),
                        published.year(),
                        published.address().orElse(""),
                        published.invented(),
                        lines));
    }
}
