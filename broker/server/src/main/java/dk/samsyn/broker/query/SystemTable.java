package dk.samsyn.broker.query;

import java.util.List;
import java.util.function.Supplier;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** A table of schema {@code samsyn}, about the broker: a few rows of text, taken when a statement is planned. */
final class SystemTable extends AbstractTable implements TranslatableTable {
    private final List<String> columns;
    private final Supplier<List<List<@Nullable String>>> rows;

    SystemTable(List<String> columns, Supplier<List<List<@Nullable String>>> rows) {
        this.columns = List.copyOf(columns);
        this.rows = rows;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
        RelDataTypeFactory.Builder row = factory.builder();
        RelDataType text = factory.createTypeWithNullability(factory.createSqlType(SqlTypeName.VARCHAR), true);
        columns.forEach(c -> row.add(c, text));
        return row.build();
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable relOptTable) {
        RexBuilder rex = context.getCluster().getRexBuilder();
        RelDataType row = relOptTable.getRowType();
        com.google.common.collect.ImmutableList.Builder<com.google.common.collect.ImmutableList<RexLiteral>> tuples =
                com.google.common.collect.ImmutableList.builder();
        for (List<@Nullable String> values : rows.get()) {
            com.google.common.collect.ImmutableList.Builder<RexLiteral> tuple =
                    com.google.common.collect.ImmutableList.builder();
            for (int i = 0; i < values.size(); i++) {
                RelDataType type = row.getFieldList().get(i).getType();
                String value = values.get(i);
                tuple.add(
                        (RexLiteral) (value == null ? rex.makeNullLiteral(type) : rex.makeLiteral(value, type, true)));
            }
            tuples.add(tuple.build());
        }
        return LogicalValues.create(context.getCluster(), row, tuples.build());
    }
}
