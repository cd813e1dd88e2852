package dk.samsyn.region.truth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The canonical rows of one citizen, in the order in which they were added. */
public final class CitizenTruth {
    private final String pid;
    private final Map<String, List<Row>> rows = new LinkedHashMap<>();

    /** Starts the rows of the person with canonical number {@code pid}. */
    public CitizenTruth(String pid) {
        this.pid = pid;
    }

    /**
     * A new row of {@code table}; {@code pid} is set.
     *
     * @throws IllegalArgumentException if schema {@code sundhed} has no such table
     */
    public Row row(String table) {
        Row row = new Row(TruthTable.of(table));
        if (TruthTable.of(table).has("pid")) {
            row.set("pid", pid);
        }
        rows.computeIfAbsent(table, name -> new ArrayList<>()).add(row);
        return row;
    }

    /** A new row of a table with provenance. */
    public Row row(String table, String kilde, String kildeId, String kvalitet) {
        return row(table).set("kilde", kilde).set("kilde_id", kildeId).set("kvalitet", kvalitet);
    }

    /** The rows that chapters have added to {@code table} so far. */
    public List<Row> rows(String table) {
        return List.copyOf(rows.getOrDefault(table, List.of()));
    }

    Iterable<List<Row>> all() {
        return rows.values();
    }
}
