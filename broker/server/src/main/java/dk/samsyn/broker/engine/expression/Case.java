package dk.samsyn.broker.engine.expression;

import dk.samsyn.broker.engine.column.ColumnStore;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.LongVector;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.column.Vector;
import java.util.Arrays;
import java.util.List;

/** CASE: each branch is computed only for the rows that take it, and each condition only for rows no earlier one took. */
final class Case extends Expression {
    private final List<Expression> conditions;
    private final List<Expression> results;

    /**
     * A case.
     *
     * @param results one more than conditions; the last is for rows that fulfil none
     */
    Case(Form form, List<Expression> conditions, List<Expression> results) {
        super(form);
        this.conditions = List.copyOf(conditions);
        this.results = List.copyOf(results);
    }

    @Override
    public Vector values(Frame frame, Selection rows) {
        int[] source = new int[frame.capacity()];
        int[] place = new int[frame.capacity()];
        Arrays.fill(place, ColumnStore.NO_ROW);
        ColumnStore found = ColumnStore.of(form());
        Selection open = rows;
        for (int i = 0; i < results.size() && !open.isEmpty(); i++) {
            Selection taken = open;
            if (i < conditions.size()) {
                LongVector truth = (LongVector) conditions.get(i).values(frame, open);
                taken = open.whereTrue(truth);
                open = open.whereNotTrue(truth);
            } else {
                open = Selection.NONE;
            }
            if (!taken.isEmpty()) {
                int from = found.size();
                Vector values = results.get(i).values(frame, taken);
                if (taken == rows) {
                    return values;
                }
                found.append(values, taken);
                for (int k = 0; k < taken.size(); k++) {
                    place[taken.row(k)] = from + k;
                }
            }
        }
        return found.gather(place, 0, source.length);
    }

    /** COALESCE: the first operand that is not NULL. */
    static final class Coalesce extends Expression {
        private final List<Expression> operands;

        Coalesce(Form form, List<Expression> operands) {
            super(form);
            this.operands = List.copyOf(operands);
        }

        @Override
        public Vector values(Frame frame, Selection rows) {
            int[] place = new int[frame.capacity()];
            Arrays.fill(place, ColumnStore.NO_ROW);
            ColumnStore found = ColumnStore.of(form());
            Selection open = rows;
            for (Expression operand : operands) {
                if (open.isEmpty()) {
                    break;
                }
                Vector values = operand.values(frame, open);
                int[] present = new int[open.size()];
                int[] missing = new int[open.size()];
                int n = 0;
                int m = 0;
                for (int k = 0; k < open.size(); k++) {
                    int row = open.row(k);
                    if (values.isNull(row)) {
                        missing[m++] = row;
                    } else {
                        place[row] = found.size() + n;
                        present[n++] = row;
                    }
                }
                if (m == 0 && open == rows) {
                    return values;
                }
                found.append(values, Selection.of(present, n));
                open = Selection.of(missing, m);
            }
            return found.gather(place, 0, place.length);
        }
    }
}
