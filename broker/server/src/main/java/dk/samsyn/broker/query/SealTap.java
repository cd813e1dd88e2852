package dk.samsyn.broker.query;

import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.LongVector;
import dk.samsyn.broker.engine.column.ObjectVector;
import java.util.List;

/** Notes a sealed table's rows as they pass: whose they are, what kind of grant opens them, which source gave them. */
final class SealTap {
    private SealTap() {}

    static void note(QueryState state, String table, Seal.Tap tap, Batch batch) {
        if (tap.person() >= 0) {
            ObjectVector persons = (ObjectVector) batch.column(tap.person());
            state.shown().read(List.of(table), batch.size(), row -> persons.values[row]);
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
        if (tap.told() >= 0) {
            LongVector told = (LongVector) batch.column(tap.told());
            for (int row = 0; row < batch.size(); row++) {
                if (!told.isNull(row) && told.values[row] != 0) {
                    state.toldUsed();
                    break;
                }
            }
        }
        if (!tap.source().isEmpty()) {
            state.uses().rows(tap.source(), batch.size());
        } else if (tap.kilde() >= 0) {
            ObjectVector sources = (ObjectVector) batch.column(tap.kilde());
            for (int row = 0; row < batch.size(); row++) {
                Object source = sources.values[row];
                if (source != null) {
                    state.uses().rows(source.toString(), 1);
                }
            }
        }
    }
}
