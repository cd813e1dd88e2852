package dk.samsyn.adapter.files;

import dk.samsyn.spi.Capability;
import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.KeyPattern;
import dk.samsyn.spi.PersonFormat;
import dk.samsyn.spi.SourceColumn;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceTable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the tables of a {@code files} source from its configuration. */
final class FileTables {
    private static final Pattern TYPE = Pattern.compile("([a-z]+)(?:\\((\\d+)(?:,\\s*(\\d+))?\\))?");

    /** A file is read to its end whatever the number of keys: more keys never cost another pass. */
    private static final int KEYS_PER_CALL = 1_000_000;

    private FileTables() {}

    /**
     * The configured tables.
     *
     * @throws IllegalArgumentException naming the table and key that is wrong
     */
    static List<FileTable> of(SourceConfig config) {
        if (config.tables().isEmpty()) {
            throw new IllegalArgumentException("tables is missing: a files source declares its tables");
        }
        List<FileTable> tables = new ArrayList<>();
        for (Map<String, Object> declared : config.tables()) {
            String name = text(declared, "name", "");
            try {
                tables.add(table(name, declared, config));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("table " + name + ": " + e.getMessage(), e);
            }
        }
        return List.copyOf(tables);
    }

    private static FileTable table(String name, Map<String, Object> declared, SourceConfig config) {
        CsvFormat format = CsvFormat.of(
                text(declared, "delimiter", config.optional("delimiter", ";")),
                text(declared, "charset", config.optional("charset", "UTF-8")),
                text(declared, "decimal", config.optional("decimal", ",")));
        List<FileColumn> columns = columns(declared.get("columns"), format);
        String glob = text(declared, "file", "");
        if (glob.isEmpty()) {
            throw new IllegalArgumentException("file is missing");
        }
        List<SourceColumn> shown = columns.stream().map(FileColumn::column).toList();
        Set<Capability> capabilities = EnumSet.of(Capability.SCAN, Capability.FILTER_IN);
        KeyPattern key = shown.stream()
                .filter(column -> column.person() != PersonFormat.NONE)
                .findFirst()
                .map(column -> new KeyPattern(column.name(), false, KEYS_PER_CALL, config.callsAtOnce()))
                .orElse(KeyPattern.NONE);
        if (!key.column().isEmpty()) {
            capabilities.add(Capability.KEYS);
        }
        long rows = Long.parseLong(text(declared, "estimated_rows", "10000"));
        return new FileTable(
                new SourceTable(name, shown, key, capabilities, rows, ""), glob, pick(declared), format, columns);
    }

    private static FileTable.Pick pick(Map<String, Object> declared) {
        String pick = text(declared, "files", "all").toUpperCase(Locale.ROOT);
        try {
            return FileTable.Pick.valueOf(pick);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("files is all or newest", e);
        }
    }

    private static List<FileColumn> columns(@Nullable Object declared, CsvFormat format) {
        if (!(declared instanceof List<?> list) || list.isEmpty()) {
            throw new IllegalArgumentException("columns is missing");
        }
        List<FileColumn> columns = new ArrayList<>();
        for (Object item : list) {
            if (!(item instanceof Map<?, ?> column)) {
                throw new IllegalArgumentException("columns are objects with name and type");
            }
            columns.add(column(column, format));
        }
        return columns;
    }

    private static FileColumn column(Map<?, ?> declared, CsvFormat format) {
        String name = text(declared, "name", "");
        Matcher type = TYPE.matcher(text(declared, "type", "").toLowerCase(Locale.ROOT));
        if (!type.matches()) {
            throw new IllegalArgumentException("column " + name + ": type is written like varchar(11) or date");
        }
        ColumnType columnType = columnType(name, type.group(1));
        SourceColumn column = new SourceColumn(
                name,
                columnType,
                number(type.group(2), columnType == ColumnType.DECIMAL ? 18 : 0),
                number(type.group(3), 0),
                !"false".equals(text(declared, "nullable", "true")),
                PersonFormat.valueOf(text(declared, "person", "none").toUpperCase(Locale.ROOT)),
                true);
        FieldParser parser = FieldParser.of(column, text(declared, "pattern", ""), format.decimal());
        return new FileColumn(column, text(declared, "column", name), parser);
    }

    private static ColumnType columnType(String column, String type) {
        try {
            return ColumnType.valueOf(type.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("column " + column + ": unknown type " + type, e);
        }
    }

    private static int number(@Nullable String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }

    private static String text(Map<?, ?> map, String key, String otherwise) {
        Object value = map.get(key);
        return value == null ? otherwise : value.toString();
    }
}
