package dk.samsyn.broker.access;

/** Qualified name of a table, both parts lower case, such as {@code sundhed.borger}. */
public record TableName(String schema, String table) implements Comparable<TableName> {
    /** A table of the canonical schema. */
    public static TableName sundhed(String table) {
        return new TableName("sundhed", table);
    }

    /** The shortest name that {@link #parse} reads back: tables of the canonical schema need no schema. */
    public String key() {
        return schema.equals("sundhed") ? table : toString();
    }

    /** Parses {@code schema.table}; a bare name is in {@code sundhed}. */
    public static TableName parse(String text) {
        int dot = text.indexOf('.');
        return dot < 0 ? sundhed(text) : new TableName(text.substring(0, dot), text.substring(dot + 1));
    }

    @Override
    public int compareTo(TableName other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return schema + "." + table;
    }
}
