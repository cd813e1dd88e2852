package dk.samsyn.broker.query;

import dk.samsyn.broker.access.TableName;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Boundary above a governed table's rows, filters and masks. No rule of the engine matches it; only {@link Predicates} moves a
 * condition below it, and only one that can neither fail nor be observed. {@link PlanChecker} finds it in every plan.
 */
final class Seal extends SingleRel {
    final TableName name;
    final List<String> policies;
    final Optional<Tap> tap;

    /**
     * What is noted of each row that passes. A source cannot compute a seal that is tapped before push-down, for there nobody
     * would note it.
     *
     * @param person column of the person's number, or -1
     * @param ordinary column that is false where only break-glass opens the row, or -1
     * @param told column that is true where only grants whose use is told open the row, or -1
     * @param kilde column with the source that gave the row, or -1
     * @param source the one source that gives every row, or empty
     */
    record Tap(int person, int ordinary, int told, int kilde, String source) {
        static final Tap NONE = new Tap(-1, -1, -1, -1, "");

        Tap person(int column) {
            return new Tap(column, ordinary, told, kilde, source);
        }

        Tap ordinary(int column) {
            return new Tap(person, column, told, kilde, source);
        }

        Tap told(int column) {
            return new Tap(person, ordinary, column, kilde, source);
        }

        Tap kilde(int column) {
            return new Tap(person, ordinary, told, column, source);
        }

        Tap source(String name) {
            return new Tap(person, ordinary, told, -1, name);
        }

        ImmutableBitSet columns() {
            return ImmutableBitSet.of(IntStream.of(person, ordinary, told, kilde)
                    .filter(c -> c >= 0)
                    .toArray());
        }

        Tap moved(IntUnaryOperator target) {
            IntUnaryOperator known = column -> column < 0 ? -1 : target.applyAsInt(column);
            return new Tap(
                    known.applyAsInt(person),
                    known.applyAsInt(ordinary),
                    known.applyAsInt(told),
                    known.applyAsInt(kilde),
                    source);
        }
    }

    private Seal(
            RelOptCluster cluster,
            RelTraitSet traits,
            RelNode input,
            TableName name,
            List<String> policies,
            Optional<Tap> tap) {
        super(cluster, traits, input);
        this.name = name;
        this.policies = List.copyOf(policies);
        this.tap = tap;
    }

    static Seal over(RelNode input, TableName name, List<String> policies) {
        return new Seal(input.getCluster(), input.getTraitSet(), input, name, policies, Optional.empty());
    }

    @Override
    public Seal copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return new Seal(getCluster(), traitSet, inputs.get(0), name, policies, tap);
    }

    /** The same boundary over another input. */
    Seal over(RelNode input) {
        return new Seal(getCluster(), input.getTraitSet(), input, name, policies, tap);
    }

    /** The same boundary that notes what passes. */
    Seal tapped(Tap newTap) {
        return new Seal(getCluster(), getTraitSet(), getInput(), name, policies, Optional.of(newTap));
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer)
                .item("table", name)
                .item("policies", policies)
                .itemIf("tap", tap.orElse(null), tap.isPresent());
    }
}
