package dk.samsyn.broker.query;

import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.LongVector;
import dk.samsyn.broker.engine.column.ObjectVector;

/** Notes a sealed table's rows as they pass: whose they are, and whether only break-glass opens them. */
final class SealTap {
    private SealTap() {}

    static void note(QueryState state, String table, Seal.Tap tap, Batch batch) {
        ObjectVector persons = (ObjectVector) batch.column(tap.person());
        for (int row = 0; row < batch.size(); row++) {
            Object person = persons.values[row];
            if (person != null) {
                state.shown().read(table, person.toString());
            }
        }
        if (tap.ordinary() >= 0) {
            LongVector ordinary = (LongVector) batch.column(tap.ordinary());
            boolean all = true;
            for (int row = 0; row < batch.size(); row++) {
                all &= !ordinary.isNull(row) && ordinary.values[row] != 0;
            }
            if (!all) {
                state.glassUsed();
            }
        }
    }
}
