package dk.samsyn.broker.query;

import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceColumn;
import dk.samsyn.spi.SourceTable;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.type.SqlTypeName;

/** A source's table in the catalogue that mappings are written against; no user sees it. */
final class RawTable extends AbstractTable implements TranslatableTable {
    private final SourceAdapter source;
    private final SourceTable table;

    RawTable(SourceAdapter source, SourceTable table) {
        this.source = source;
        this.table = table;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
        RelDataTypeFactory.Builder row = factory.builder();
        for (SourceColumn column : table.columns()) {
            row.add(column.name(), type(factory, column));
        }
        return row.build();
    }

    private static RelDataType type(RelDataTypeFactory factory, SourceColumn column) {
        RelDataType type =
                switch (column.type()) {
                    case BOOLEAN -> factory.createSqlType(SqlTypeName.BOOLEAN);
                    case INTEGER -> factory.createSqlType(SqlTypeName.INTEGER);
                    case BIGINT -> factory.createSqlType(SqlTypeName.BIGINT);
                    case DECIMAL -> factory.createSqlType(SqlTypeName.DECIMAL, column.precision(), column.scale());
                    case DOUBLE -> factory.createSqlType(SqlTypeName.DOUBLE);
                    case VARCHAR -> factory.createSqlType(SqlTypeName.VARCHAR);
                    case DATE -> factory.createSqlType(SqlTypeName.DATE);
                    case TIMESTAMP -> factory.createSqlType(SqlTypeName.TIMESTAMP);
                };
        return factory.createTypeWithNullability(type, column.nullable());
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable relOptTable) {
        return new SourceScan(context.getCluster(), relOptTable, source, table);
    }
}
