package dk.samsyn.driver;

import java.sql.DatabaseMetaData;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.ColumnMetaData;

/** Columns of result sets that the driver makes itself. */
final class LocalColumns {
    private final List<ColumnMetaData> columns = new ArrayList<>();

    private LocalColumns() {}

    static LocalColumns of() {
        return new LocalColumns();
    }

    /** Adds columns of text. */
    LocalColumns text(String... names) {
        for (String name : names) {
            add(name, ColumnMetaData.scalar(Types.VARCHAR, "VARCHAR", ColumnMetaData.Rep.STRING), String.class);
        }
        return this;
    }

    /** Adds columns of numbers. */
    LocalColumns number(String... names) {
        for (String name : names) {
            add(name, ColumnMetaData.scalar(Types.INTEGER, "INTEGER", ColumnMetaData.Rep.NUMBER), Integer.class);
        }
        return this;
    }

    /** Adds columns of truth values. */
    LocalColumns flag(String... names) {
        for (String name : names) {
            add(name, ColumnMetaData.scalar(Types.BOOLEAN, "BOOLEAN", ColumnMetaData.Rep.BOOLEAN), Boolean.class);
        }
        return this;
    }

    List<ColumnMetaData> all() {
        return List.copyOf(columns);
    }

    private void add(String name, ColumnMetaData.AvaticaType type, Class<?> javaClass) {
        columns.add(new ColumnMetaData(
                columns.size(),
                false,
                true,
                true,
                false,
                DatabaseMetaData.columnNullable,
                true,
                0,
                name,
                name,
                "",
                0,
                0,
                "",
                "",
                type,
                true,
                false,
                false,
                javaClass.getName()));
    }
}
