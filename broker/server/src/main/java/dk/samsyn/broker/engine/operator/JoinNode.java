package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.column.Form;
import java.util.ArrayList;
import java.util.List;

/**
 * A join by equality of keys, by any condition, or both. Both inputs are read at the same time; the one that ends first is
 * kept in a hash table and the other streams past it.
 */
public final class JoinNode extends Node {
    private final JoinKind kind;
    private final Condition condition;
    private final boolean leftFirst;

    /**
     * A join.
     *
     * @param leftFirst whether the left input is expected to be the smaller one
     */
    public JoinNode(Node left, Node right, JoinKind kind, Condition condition, boolean leftFirst) {
        super(kind.rightShown() ? both(left, right) : left.forms(), List.of(left, right));
        this.kind = kind;
        this.condition = condition;
        this.leftFirst = leftFirst;
    }

    private static List<Form> both(Node left, Node right) {
        List<Form> forms = new ArrayList<>(left.forms());
        forms.addAll(right.forms());
        return forms;
    }

    JoinKind kind() {
        return kind;
    }

    Condition condition() {
        return condition;
    }

    boolean leftFirst() {
        return leftFirst;
    }

    @Override
    public Operator open(Execution execution) {
        return new RunningJoin(execution, this);
    }

    @Override
    public String describe() {
        return condition.leftKeys().isEmpty() ? "nested loop " + kind : "hash join " + kind;
    }
}
