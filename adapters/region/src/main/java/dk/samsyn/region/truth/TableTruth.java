package dk.samsyn.region.truth;

/** Takes rows that belong to no citizen, such as organisations. */
public final class TableTruth {
    private final TruthWriter writer;

    TableTruth(TruthWriter writer) {
        this.writer = writer;
    }

    /** Writes a row that {@link #row} made and the caller has filled. */
    public void add(Row row) {
        writer.write(row);
    }

    /** An empty row of {@code table}; it counts when {@link #add} is called. */
    public Row row(String table) {
        return new Row(TruthTable.of(table));
    }
}
