package dk.samsyn.broker.portal.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A map of equal squares: every municipality is as easy to see as the largest. The legend says what a shade means. */
final class Tiles {
    private static final int SHADES = 5;

    private Tiles() {}

    /**
     * One square.
     *
     * @param name of the municipality, or empty where the map is
     * @param value its number, or empty if it has none
     * @param shade 1 (lowest fifth of the range) to 5, or 0 without a value
     */
    record Tile(String name, String value, int shade) {}

    /**
     * Rows of the map; none if the units are no municipalities of it.
     *
     * @param names names by code
     */
    static List<List<Tile>> of(List<List<Integer>> map, Units units, Map<String, String> names) {
        Map<String, Units.Unit> byCode =
                units.units().stream().collect(Collectors.toMap(Units.Unit::code, u -> u, (a, b) -> a));
        List<Double> known = units.units().stream()
                .map(u -> u.value().value())
                .flatMap(v -> Optional.ofNullable(v).stream())
                .sorted()
                .toList();
        if (known.isEmpty()) {
            return List.of();
        }
        double least = known.get(0);
        double most = known.get(known.size() - 1);
        List<List<Tile>> rows = new ArrayList<>();
        for (List<Integer> row : map) {
            rows.add(row.stream()
                    .map(code -> code == 0
                            ? new Tile("", "", 0)
                            : tile(
                                    names.getOrDefault(Integer.toString(code), Integer.toString(code)),
                                    Optional.ofNullable(byCode.get(Integer.toString(code))),
                                    least,
                                    most))
                    .toList());
        }
        return rows;
    }

    private static Tile tile(String name, Optional<Units.Unit> unit, double least, double most) {
        Double value = unit.map(u -> u.value().value()).orElse(null);
        if (value == null) {
            return new Tile(name, "", 0);
        }
        double part = most > least ? (value - least) / (most - least) : 0.5;
        return new Tile(
                name,
                unit.map(u -> Numbers.text(u.indicator(), value)).orElse(""),
                1 + Math.min(SHADES - 1, (int) (part * SHADES)));
    }
}
