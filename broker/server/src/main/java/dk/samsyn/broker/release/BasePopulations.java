package dk.samsyn.broker.release;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The populations that the cells of one statement tell of, for budgets (rule 23). A cell is chosen by parts: conditions, and its
 * group's values, which are written alike, so that a group and the condition that chooses it are one. It tells of everybody, of
 * those with one of its parts, and of those with two: the women with diabetes of a municipality are among the women, those with
 * diabetes, the municipality's, and the three pairs. Three parts and more have no budget of their own: all that is told of them is
 * told of each of their pairs. Nearly the same set that is chosen by another column is another population.
 */
final class BasePopulations {
    /**
     * What chooses some persons.
     *
     * @param id hash of the condition
     * @param label hash of what a group by it is called
     */
    record Part(long id, long label) {
        static Part of(String condition) {
            if (condition.startsWith(ROWS)) {
                return new Part(Long.parseUnsignedLong(condition.substring(ROWS.length()), 16), 0);
            }
            int equals = condition.indexOf('=');
            return new Part(hash(condition), hash(equals < 0 ? condition : condition.substring(0, equals)));
        }
    }

    /** How rows are named that only a policy opens: by a hash, for its condition may tell who asks. */
    private static final String ROWS = "rows-";

    private final GateSpec spec;
    private final long form;
    /** Parts that the text of the statement has, the same for all cells. */
    private final Map<Part, String> written = new HashMap<>();

    /** What the statement groups by. */
    private final Map<Long, String> labels = new HashMap<>();

    private final List<CellAnswers> cells = new ArrayList<>();
    /** Parts by the values of each dimension. */
    private final List<Map<String, Part>> known = new ArrayList<>();

    private record CellAnswers(PersonRows.Group group, int answers) {}

    /**
     * The populations of one statement.
     *
     * @param population the rows that the policies open, as a name
     */
    BasePopulations(GateSpec spec, String population) {
        this.spec = spec;
        this.form = hash(spec.canonical() + spec.groupSets() + measures(spec) + spec.outputs() + population);
        spec.cell().conditions().stream()
                .map(condition -> condition.replace("among ", ""))
                .filter(condition -> !condition.endsWith(" not null"))
                .forEach(condition -> written.put(Part.of(condition), condition));
        spec.dimensions().forEach(none -> known.add(new HashMap<>()));
        spec.dimensions().forEach(dimension -> labels.put(hash(dimension.label()), dimension.label()));
        if (!population.equals(Charge.ALL)) {
            String rows = ROWS + HexFormat.of().toHexDigits(hash(population));
            written.put(Part.of(rows), rows);
        }
    }

    /** The same text in each run of the program, which the order of a set is not. */
    private static List<String> measures(GateSpec spec) {
        return spec.measures().stream()
                .map(m -> m.quantity().name() + " " + m.by() + " "
                        + new TreeSet<>(m.quantities().keySet()))
                .toList();
    }

    /** The statement without how it is written. */
    long form() {
        return form;
    }

    /** A cell whose answers are the next so many. */
    void add(PersonRows.Group cell, int answers) {
        cells.add(new CellAnswers(cell, answers));
    }

    /**
     * How many answers tell of each population.
     *
     * @param released numbers of those that are new and have a number, by the order of the cells
     * @param whole whether the statement was answered whole, so that it is answered again
     */
    Told told(BitSet released, boolean whole) {
        Told told = new Told(whole ? form : Told.NOT_WHOLE);
        int first = 0;
        for (CellAnswers cell : cells) {
            int next = first + cell.answers();
            int answers = 0;
            for (int i = first; i < next; i++) {
                answers += released.get(i) ? 1 : 0;
            }
            if (answers > 0) {
                told.count(parts(cell.group()), answers);
            }
            first = next;
        }
        return told;
    }

    /** How many cells there are. */
    int size() {
        return cells.size();
    }

    /** Whether the text has one cell only. */
    boolean isOne() {
        return spec.dimensions().isEmpty();
    }

    /** All answers, and those of one more cell like the largest. */
    int answersAndOneMore() {
        int all = 0;
        int most = 0;
        for (CellAnswers cell : cells) {
            all += cell.answers();
            most = Math.max(most, cell.answers());
        }
        return all + most;
    }

    /** How many answers a cell has. */
    int answers(int cell) {
        return cells.get(cell).answers();
    }

    /** What chooses a cell. */
    List<Part> parts(int cell) {
        return parts(cells.get(cell).group());
    }

    /** The populations of a cell: everybody, those with one of its parts, and those with two. */
    static void each(List<Part> parts, Consumer<List<Part>> population) {
        population.accept(List.of());
        for (int i = 0; i < parts.size(); i++) {
            population.accept(List.of(parts.get(i)));
            for (int j = 0; j < i; j++) {
                population.accept(List.of(parts.get(i), parts.get(j)));
            }
        }
    }

    private List<Part> parts(PersonRows.Group cell) {
        List<Part> parts = new ArrayList<>(written.keySet());
        BitSet kept = spec.groupSets().get(cell.set());
        for (int i = 0; i < known.size(); i++) {
            if (kept.get(i)) {
                String label = spec.dimensions().get(i).label();
                Part part = known.get(i)
                        .computeIfAbsent(String.valueOf(cell.values().get(i)), value -> Part.of(label + "=" + value));
                if (!parts.contains(part)) {
                    parts.add(part);
                }
            }
        }
        return parts;
    }

    /** Whether the text alone lets a cell of the statement tell of a population: by its conditions or what it groups by. */
    boolean mayTellOf(List<Part> population) {
        return population.stream().allMatch(part -> written.containsKey(part) || labels.containsKey(part.label()));
    }

    /** A population that the statement may tell of in words: a condition of its own, or what it groups by without the value. */
    String words(List<Part> population) {
        return population.stream()
                .map(part -> written.getOrDefault(part, labels.get(part.label()) + "=…"))
                .sorted()
                .collect(Collectors.joining(" og "));
    }

    /**
     * The population that somebody names.
     *
     * @param conditions none for everybody, else one or two, as refusals write them
     */
    static long named(List<String> conditions) {
        if (conditions.size() > 2) {
            throw new IllegalArgumentException("a population with a budget is chosen by two values at most");
        }
        return id(conditions.stream().map(Part::of).toList());
    }

    /** A population's number, the same in either order. */
    static long id(List<Part> parts) {
        return switch (parts.size()) {
            case 0 -> 0;
            case 1 -> parts.get(0).id();
            default ->
                mixed(Math.min(parts.get(0).id(), parts.get(1).id()) * 0x9e3779b97f4a7c15L
                        + Math.max(parts.get(0).id(), parts.get(1).id()));
        };
    }

    private static long mixed(long seed) {
        long z = (seed ^ (seed >>> 32)) * 0xd6e8feb86659fd93L;
        z = (z ^ (z >>> 32)) * 0xd6e8feb86659fd93L;
        return z ^ (z >>> 32);
    }

    private static long hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK lacks SHA-256", e);
        }
    }
}
