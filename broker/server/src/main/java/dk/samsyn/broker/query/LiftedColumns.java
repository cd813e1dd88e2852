package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.ImmutableIntList;

/** Chooses and moves the columns of {@link Lifted} trees, and remembers the seals whose persons no column names any more. */
final class LiftedColumns {
    private final RexBuilder rex;
    private final PersonExpressions expressions;
    private final Set<Seal> lost = Collections.newSetFromMap(new IdentityHashMap<>());

    LiftedColumns(RexBuilder rex, PersonExpressions expressions) {
        this.rex = rex;
        this.expressions = expressions;
    }

    /** Seals whose persons no column of the whole tree names. */
    Set<Seal> lost() {
        return lost;
    }

    /** A projection, with the numbers that it would leave out behind it. */
    Lifted over(Lifted input, List<RexNode> visible, List<String> names, ImmutableBitSet raw) {
        List<RexNode> columns = new ArrayList<>(visible);
        ImmutableBitSet kept = ImmutableBitSet.of(visible.stream()
                .filter(RexInputRef.class::isInstance)
                .map(c -> ((RexInputRef) c).getIndex())
                .toList());
        for (int column : Lifted.cover(input.persons().values(), kept)) {
            columns.add(rex.makeInputRef(input.rel(), column));
        }
        IdentityHashMap<Seal, ImmutableBitSet> persons = Lifted.seals();
        input.persons().forEach((seal, numbers) -> persons.put(seal, standing(columns, numbers)));
        return new Lifted(
                projected(input.rel(), columns, names), ImmutableIntList.identity(visible.size()), raw, persons);
    }

    private static ImmutableBitSet standing(List<RexNode> columns, ImmutableBitSet numbers) {
        return ImmutableBitSet.of(IntStream.range(0, columns.size())
                .filter(i -> columns.get(i) instanceof RexInputRef ref && numbers.get(ref.getIndex()))
                .boxed()
                .toList());
    }

    static RelNode projected(RelNode rel, List<RexNode> columns, List<String> visible) {
        List<String> names = new ArrayList<>(visible);
        while (names.size() < columns.size()) {
            names.add("person_" + names.size());
        }
        return LogicalProject.create(rel, List.of(), columns, names, Set.of());
    }

    static ImmutableBitSet renamed(ImmutableBitSet columns, Map<Integer, Integer> names) {
        return ImmutableBitSet.of(columns.asList().stream()
                .filter(names::containsKey)
                .map(names::get)
                .toList());
    }

    void keep(IdentityHashMap<Seal, ImmutableBitSet> persons, Seal seal, ImmutableBitSet columns) {
        if (columns.isEmpty()) {
            lost.add(seal);
        } else {
            persons.put(seal, columns);
        }
    }

    static ImmutableBitSet positions(List<Integer> keys, ImmutableBitSet columns) {
        return ImmutableBitSet.of(IntStream.range(0, keys.size())
                .filter(i -> columns.get(keys.get(i)))
                .boxed()
                .toList());
    }

    /** The original's columns, encoded unless they may stay numbers. */
    List<RexNode> visible(Lifted input, ImmutableBitSet numbers) {
        List<RexNode> columns = new ArrayList<>();
        for (int i = 0; i < input.position().size(); i++) {
            RexNode ref = rex.makeInputRef(input.rel(), input.position().getInt(i));
            boolean raw = input.raw().get(input.position().getInt(i));
            columns.add(raw && !numbers.get(i) ? expressions.encoded(ref) : ref);
        }
        return columns;
    }

    RexNode nobody() {
        return rex.makeNullLiteral(rex.getTypeFactory()
                .createTypeWithNullability(rex.getTypeFactory().createSqlType(SqlTypeName.VARCHAR), true));
    }

    Lifted bare(Lifted lifted) {
        return bare(lifted, ImmutableBitSet.of());
    }

    /**
     * The original's columns and no others; the persons that they do not name are lost.
     *
     * @param numbers columns of the original that may stay numbers
     */
    Lifted bare(Lifted lifted, ImmutableBitSet numbers) {
        List<RexNode> columns = visible(lifted, numbers);
        ImmutableBitSet raw = lifted.rawOriginals().intersect(numbers);
        IdentityHashMap<Seal, ImmutableBitSet> persons = Lifted.seals();
        lifted.persons().forEach((seal, known) -> keep(persons, seal, standing(columns, known)));
        boolean same = lifted.hidesNothing() && lifted.rawOriginals().equals(raw);
        RelNode rel = same ? lifted.rel() : projected(lifted.rel(), columns, names(lifted));
        return new Lifted(rel, ImmutableIntList.identity(columns.size()), raw, persons);
    }

    private static List<String> names(Lifted lifted) {
        List<String> all = lifted.rel().getRowType().getFieldNames();
        return lifted.position().stream().map(all::get).toList();
    }

    /** Some of the original's columns as codes; their numbers stay behind them. */
    Lifted encoded(Lifted lifted, ImmutableBitSet originals) {
        ImmutableBitSet columns = lifted.moved(originals).intersect(lifted.raw());
        if (columns.isEmpty()) {
            return lifted;
        }
        ImmutableBitSet still = lifted.rawOriginals().except(originals);
        return over(lifted, visible(lifted, still), names(lifted), still);
    }
}
