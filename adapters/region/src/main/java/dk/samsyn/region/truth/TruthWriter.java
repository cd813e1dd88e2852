package dk.samsyn.region.truth;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes canonical rows as CSV files, one per table: header = column names, ISO dates and times, empty = NULL, UTF-8. */
public final class TruthWriter implements AutoCloseable {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    private final Path directory;
    private final UnaryOperator<String> pid;
    private final Map<TruthTable, BufferedWriter> files = new LinkedHashMap<>();
    private final StringBuilder line = new StringBuilder();

    /**
     * Writes into {@code directory}, which is made if need be.
     *
     * @param pid turns a canonical person number into the {@code pid} that is written
     */
    public TruthWriter(Path directory, UnaryOperator<String> pid) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.pid = pid;
    }

    /** Writes all rows of a citizen. */
    public void write(CitizenTruth citizen) {
        for (List<Row> rows : citizen.all()) {
            rows.forEach(this::write);
        }
    }

    /** Where rows without a citizen go. */
    public TableTruth tables() {
        return new TableTruth(this);
    }

    void write(Row row) {
        TruthTable table = TruthTable.of(row.table());
        line.setLength(0);
        for (int i = 0; i < table.columns().size(); i++) {
            Object value = row.at(i);
            boolean person = value != null && table.columns().get(i).equals("pid");
            append(i == 0 ? "" : ",", person ? pid.apply(String.valueOf(value)) : text(value));
        }
        line.append('\n');
        try {
            file(table).append(line);
        } catch (IOException e) {
            throw new UncheckedIOException("the truth of " + table.name() + " cannot be written", e);
        }
    }

    private BufferedWriter file(TruthTable table) throws IOException {
        BufferedWriter known = files.get(table);
        if (known != null) {
            return known;
        }
        BufferedWriter file = Files.newBufferedWriter(directory.resolve(table.name() + ".csv"), StandardCharsets.UTF_8);
        files.put(table, file);
        file.append(String.join(",", table.columns())).append('\n');
        return file;
    }

    private void append(String separator, String value) {
        line.append(separator);
        if (value.indexOf(',') < 0 && value.indexOf('"') < 0 && value.indexOf('\n') < 0) {
            line.append(value);
        } else {
            line.append('"').append(value.replace("\"", "\"\"")).append('"');
        }
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value instanceof LocalDateTime time ? TIME.format(time) : value.toString();
    }

    @Override
    public void close() throws IOException {
        for (BufferedWriter file : files.values()) {
            file.close();
        }
    }
}
