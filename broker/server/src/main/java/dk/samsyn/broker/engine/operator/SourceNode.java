package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.Form;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows from outside the engine. */
public final class SourceNode extends Node {
    private final Source source;
    private final String description;

    /**
     * A leaf.
     *
     * @param description what is asked, without values
     */
    public SourceNode(List<Form> forms, Source source, String description) {
        super(forms, List.of());
        this.source = source;
        this.description = description;
    }

    /** What can be asked for rows, again and again. */
    @FunctionalInterface
    public interface Source {
        /** A reader of a new answer; asks now, or when the first rows are wanted. */
        Reader open(Execution execution);
    }

    /** Rows of one answer. */
    public interface Reader extends AutoCloseable {
        /** The next rows, or null at the end. */
        @Nullable
        Batch next();

        /** Stops the answer; may be called twice, from any thread. */
        @Override
        void close();
    }

    @Override
    public Operator open(Execution execution) {
        return new Asking(execution);
    }

    @Override
    public String describe() {
        return description;
    }

    private final class Asking extends Operator {
        private volatile @Nullable Reader reader;

        private Asking(Execution execution) {
            super(execution, SourceNode.this);
        }

        @Override
        public void start() {}

        @Override
        protected @Nullable Batch produce() {
            Reader open = reader;
            if (open == null) {
                open = source.open(execution());
                reader = open;
                if (isClosed()) {
                    open.close();
                    return null;
                }
            }
            Batch batch = open.next();
            if (batch == null) {
                open.close();
            }
            return batch;
        }

        @Override
        protected void release() {
            Reader open = reader;
            if (open != null) {
                open.close();
            }
        }
    }
}
