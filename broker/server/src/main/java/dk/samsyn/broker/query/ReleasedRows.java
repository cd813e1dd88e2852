package dk.samsyn.broker.query;

import dk.samsyn.broker.audit.GroupsReleased;
import dk.samsyn.broker.engine.ExecutablePlan;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.release.Charge;
import dk.samsyn.broker.release.GateSpec;
import dk.samsyn.broker.release.PersonRows;
import dk.samsyn.broker.release.ReleaseControl;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.SourceId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.jspecify.annotations.Nullable;

/**
 * What stands above the gate sees of it: a source that gives released rows. Its input is a checked plan of its own, read to the
 * end before the first row leaves.
 *
 * @param spec what the gate needs to know
 * @param population the rows that the policies open, as a name
 * @param policyVersion version of the policy set
 * @param bound whether the statement's parameters had values
 * @param certificate base columns of its input
 * @param input the plan of the persons below
 * @param code what the engine runs for it
 * @param types types of the released columns
 */
record ReleasedRows(
        GateSpec spec,
        String population,
        String policyVersion,
        boolean bound,
        ReleaseCertificate certificate,
        Planner.Plan input,
        EnginePlan code,
        List<RelDataType> types)
        implements Request {
    private static final SourceId GATE = new SourceId("frigivelse");

    @Override
    public SourceId source() {
        return GATE;
    }

    @Override
    public String describe() {
        return "released groups "
                + spec.dimensions().stream().map(GateSpec.Dimension::label).toList();
    }

    @Override
    public int width() {
        return types.size();
    }

    @Override
    public RowCursor open(RunningQuery query) {
        if (!bound) {
            throw new IllegalStateException("a statement without values for its parameters was run");
        }
        QueryState state = (QueryState) query;
        ReleaseControl control = state.release();
        PersonRows persons = control.collect(spec);
        try {
            collect(state, persons);
        } catch (RuntimeException e) {
            throw BelowGate.failure(e, state.isCancelled());
        }
        ReleaseControl.Released released = control.release(persons, spec, charge(state));
        state.released(new GroupsReleased(released.ledger(), released.answers(), certificate.hash(), spec.canonical()));
        if (!released.whole()) {
            state.notice(ReleaseNotices.NOT_WHOLE);
        }
        List<@Nullable Object[]> typed = new ArrayList<>(released.rows().size());
        for (@Nullable Object[] row : released.rows()) {
            typed.add(typed(row));
        }
        return RowCursor.of(typed);
    }

    private void collect(QueryState state, PersonRows persons) {
        try (ExecutablePlan.Run run = state.run(code)) {
            Operator rows = run.start();
            for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
                for (int row = 0; row < batch.size(); row++) {
                    persons.add(external(batch, row));
                }
            }
        }
    }

    private Charge charge(QueryState state) {
        return new Charge(
                state.queryId,
                state.session.principal().organisation() + "|"
                        + state.session.purpose().label(),
                policyVersion,
                state.now().toLocalDate(),
                spec.partitions(population),
                population);
    }

    private @Nullable Object[] external(Batch batch, int row) {
        List<RelDataTypeField> fields = input.tree().getRowType().getFieldList();
        @Nullable Object[] values = new @Nullable Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            RelDataType type = fields.get(i).getType();
            values[i] = Results.external(
                    batch.column(i).get(row, Form.of(type)),
                    type.getSqlTypeName().getJdbcOrdinal());
        }
        return values;
    }

    /** Values in the Java forms of the columns that the statement expects. */
    private @Nullable Object[] typed(@Nullable Object[] row) {
        @Nullable Object[] values = new @Nullable Object[row.length];
        for (int i = 0; i < row.length; i++) {
            values[i] = row[i] instanceof Number number ? typed(number, types.get(i)) : row[i];
        }
        return values;
    }

    private static Object typed(Number number, RelDataType type) {
        BigDecimal exact = new BigDecimal(number.toString());
        return switch (type.getSqlTypeName()) {
            case TINYINT -> exact.byteValue();
            case SMALLINT -> exact.shortValue();
            case INTEGER -> exact.intValue();
            case BIGINT -> exact.longValue();
            case DECIMAL -> exact;
            default -> exact.doubleValue();
        };
    }
}
