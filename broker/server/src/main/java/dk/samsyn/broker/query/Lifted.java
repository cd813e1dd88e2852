package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.ImmutableIntList;

/**
 * A tree with more columns than the one it stands for.
 *
 * @param rel the tree
 * @param position where each column of the original stands, rising; what stands between is hidden
 * @param raw columns of the original that hold a person's number where the original has its code, by their new position
 * @param persons for each seal below, the columns that hold, on every row, the number of the person whose sealed row it was
 *     made from; a seal that is missing has lost its persons
 */
record Lifted(
        RelNode rel, ImmutableIntList position, ImmutableBitSet raw, IdentityHashMap<Seal, ImmutableBitSet> persons) {
    /** Nothing hidden, nothing raw. */
    static Lifted plain(RelNode rel, IdentityHashMap<Seal, ImmutableBitSet> persons) {
        return new Lifted(rel, ImmutableIntList.identity(width(rel)), ImmutableBitSet.of(), persons);
    }

    static int width(RelNode rel) {
        return rel.getRowType().getFieldCount();
    }

    boolean hidesNothing() {
        return position.size() == width(rel);
    }

    /** Where a set of the original's columns stand. */
    ImmutableBitSet moved(ImmutableBitSet columns) {
        return ImmutableBitSet.of(columns.asList().stream().map(position::get).toList());
    }

    /** The original's columns that hold numbers. */
    ImmutableBitSet rawOriginals() {
        return ImmutableBitSet.of(IntStream.range(0, position.size())
                .filter(i -> raw.get(position.getInt(i)))
                .boxed()
                .toList());
    }

    /** Seals and their columns, by identity: two seals over the same table are two. */
    static IdentityHashMap<Seal, ImmutableBitSet> seals() {
        return new IdentityHashMap<>();
    }

    /**
     * Few columns that name the persons of all seals.
     *
     * @param free columns that are kept anyway
     */
    static List<Integer> cover(Collection<ImmutableBitSet> persons, ImmutableBitSet free) {
        List<Integer> chosen = new ArrayList<>();
        List<ImmutableBitSet> open = new ArrayList<>(
                persons.stream().filter(p -> !p.intersects(free)).toList());
        while (!open.isEmpty()) {
            int best = -1;
            int most = 0;
            for (int column : ImmutableBitSet.union(open)) {
                int covered = (int) open.stream().filter(p -> p.get(column)).count();
                if (covered > most) {
                    best = column;
                    most = covered;
                }
            }
            int column = best;
            chosen.add(column);
            open.removeIf(p -> p.get(column));
        }
        return chosen;
    }
}
