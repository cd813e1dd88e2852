package dk.samsyn.broker.query;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.ColumnStore;
import dk.samsyn.broker.engine.column.Form;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableInterpretable;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRules;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.ConverterRule;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.runtime.Bindable;
import org.jspecify.annotations.Nullable;

/** A step that the engine does not know, in Calcite's generated code, over inputs that the engine computes. */
final class GeneratedNode extends Node {
    private final Bindable<?> code;
    private final Map<String, Object> stash;
    private final String name;

    private GeneratedNode(
            List<Form> forms, List<Node> inputs, Bindable<?> code, Map<String, Object> stash, String name) {
        super(forms, inputs);
        this.code = code;
        this.stash = Map.copyOf(stash);
        this.name = name;
    }

    /** The step of a node over computed inputs. */
    static GeneratedNode of(RelNode rel, List<Node> inputs) {
        List<RelNode> bridges = new ArrayList<>();
        for (RelNode input : rel.getInputs()) {
            bridges.add(new BridgedInput(input.getCluster(), input.getRowType(), bridges.size()));
        }
        RelNode over = rel.copy(
                rel.getTraitSet()
                        .replace(EnumerableConvention.INSTANCE)
                        .replace(org.apache.calcite.plan.Convention.NONE),
                bridges);
        RelNode physical = rule(rel).convert(over);
        if (physical == null) {
            throw new IllegalStateException("no physical form of " + rel.getRelTypeName());
        }
        Map<String, Object> stash = new HashMap<>();
        Bindable<?> code =
                EnumerableInterpretable.toBindable(stash, null, (EnumerableRel) physical, EnumerableRel.Prefer.ARRAY);
        List<Form> forms = rel.getRowType().getFieldList().stream()
                .map(f -> Form.of(f.getType()))
                .toList();
        return new GeneratedNode(forms, inputs, code, stash, rel.getRelTypeName());
    }

    private static ConverterRule rule(RelNode rel) {
        if (rel instanceof Join) {
            return (ConverterRule) EnumerableRules.ENUMERABLE_JOIN_RULE;
        }
        if (rel instanceof Aggregate) {
            return (ConverterRule) EnumerableRules.ENUMERABLE_AGGREGATE_RULE;
        }
        if (rel instanceof Values) {
            return (ConverterRule) EnumerableRules.ENUMERABLE_VALUES_RULE;
        }
        if (rel instanceof Window) {
            return (ConverterRule) EnumerableRules.ENUMERABLE_WINDOW_RULE;
        }
        if (rel instanceof Uncollect) {
            return (ConverterRule) EnumerableRules.ENUMERABLE_UNCOLLECT_RULE;
        }
        throw new IllegalStateException("no physical form of " + rel.getRelTypeName());
    }

    @Override
    public Operator open(Execution execution) {
        return new Running(execution);
    }

    @Override
    public String describe() {
        return "generated " + name;
    }

    private final class Running extends Operator {
        private final List<Operator> inputs;
        private @Nullable Enumerator<?> rows;

        private Running(Execution execution) {
            super(execution, GeneratedNode.this);
            this.inputs = inputs().stream().map(i -> i.open(execution)).toList();
        }

        @Override
        public void start() {
            inputs.forEach(Operator::start);
        }

        @Override
        protected @Nullable Batch produce() {
            Enumerator<?> running = rows;
            if (running == null) {
                running = code.bind(new BridgeContext(execution().context(), stash, inputs(), inputs))
                        .enumerator();
                rows = running;
            }
            List<ColumnStore> columns = forms().stream().map(ColumnStore::of).toList();
            int count = 0;
            while (count < Batch.ROWS && running.moveNext()) {
                Object row = running.current();
                for (int i = 0; i < columns.size(); i++) {
                    Object value = columns.size() == 1 ? row : ((@Nullable Object[]) row)[i];
                    columns.get(i).append(forms().get(i).fitted(value));
                }
                count++;
            }
            int size = count;
            return size == 0
                    ? null
                    : new Batch(
                            size, columns.stream().map(c -> c.slice(0, size)).toList());
        }

        @Override
        protected void release() {
            inputs.forEach(Operator::close);
        }
    }
}
