package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.ColumnStore;
import dk.samsyn.broker.engine.column.Form;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that stand in the plan. */
public final class ValuesNode extends Node {
    private final List<ColumnStore> columns;
    private final int rows;

    /**
     * Constant rows.
     *
     * @param rows objects of the columns' forms
     */
    public ValuesNode(List<Form> forms, List<List<@Nullable Object>> rows) {
        super(forms, List.of());
        this.columns = forms.stream().map(ColumnStore::of).toList();
        this.rows = rows.size();
        for (List<@Nullable Object> row : rows) {
            for (int i = 0; i < forms.size(); i++) {
                columns.get(i).append(forms.get(i).fitted(row.get(i)));
            }
        }
    }

    @Override
    public Operator open(Execution execution) {
        return new Operator(execution, this) {
            private int given;

            @Override
            public void start() {}

            @Override
            protected @Nullable Batch produce() {
                int count = Math.min(Batch.ROWS, rows - given);
                if (count == 0) {
                    return null;
                }
                int from = given;
                given += count;
                return new Batch(
                        count, columns.stream().map(c -> c.slice(from, count)).toList());
            }

            @Override
            protected void release() {}
        };
    }

    @Override
    public String describe() {
        return rows + " constant rows";
    }
}
