package dk.samsyn.broker.indicator;

import java.util.List;
import java.util.Optional;

/**
 * What others have published: figures of other regions, as they stand in a publication. They are read beside an indicator, and nothing is
 * computed of them.
 *
 * @param source the publication
 * @param year the year that the figures are about
 * @param address where it can be read
 * @param invented whether they are the demo's, and of nobody
 * @param figures the figures
 */
public record Elsewhere(String source, int year, Optional<String> address, boolean invented, List<Figure> figures) {
    public Elsewhere {
        figures = List.copyOf(figures);
    }

    /**
     * One figure.
     *
     * @param indicator name of the indicator that it is beside
     * @param region whose it is
     * @param value in the unit of the indicator's value: a share from 0 to 1, or a rate per so many
     */
    public record Figure(String indicator, String region, double value) {}
}
