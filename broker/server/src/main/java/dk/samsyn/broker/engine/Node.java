package dk.samsyn.broker.engine;

import dk.samsyn.broker.engine.column.Form;
import java.util.List;

/** One step of a plan. Immutable, and run by many queries at the same time; what a run remembers is its {@link Operator}. */
public abstract class Node {
    private final List<Form> forms;
    private final List<Node> inputs;

    protected Node(List<Form> forms, List<Node> inputs) {
        this.forms = List.copyOf(forms);
        this.inputs = List.copyOf(inputs);
    }

    /** Forms of the columns of its rows. */
    public final List<Form> forms() {
        return forms;
    }

    public final List<Node> inputs() {
        return inputs;
    }

    public final Node input() {
        return inputs.get(0);
    }

    /** A new run of this step and its inputs; asks no source before {@link Operator#start} or {@link Operator#next}. */
    public abstract Operator open(Execution execution);

    /** What it does, for a plan's text; no value of a row. */
    public abstract String describe();
}
