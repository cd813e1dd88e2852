package dk.samsyn.broker.query;

import dk.samsyn.broker.access.Session;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One database per user that holds the rows and cells which policy permits and nothing else, worked out here in plain Java from
 * what the all-seeing user reads: no named condition, no rewriter, no seal. Any statement must have the same answer there as the
 * broker gives that user.
 */
final class PermittedRows {
    /** Kind of data by table, as the citizens' blocks name it; a table that is missing here cannot be blocked. */
    private static final Map<String, String> BLOCKED_AS = Map.of(
            "kontakt", "kontakt",
            "diagnose", "diagnose",
            "procedure", "procedure",
            "laboratoriesvar", "laboratorie",
            "maaling", "maaling",
            "livsstil", "livsstil",
            "medicin_ordination", "medicin",
            "vaccination", "vaccination",
            "ydelse", "ydelse");

    private static final Set<String> SHARED = Set.of("organisation", "kommune_reference");

    private final Lille lille;
    private final Map<String, List<Map<String, @Nullable Object>>> read = new LinkedHashMap<>();
    private final List<String> few = new ArrayList<>();

    PermittedRows(Lille lille) {
        this.lille = lille;
    }

    /** Person numbers of some of the doctor's patients with medicine and of as many strangers with medicine. */
    String few() {
        if (few.isEmpty()) {
            for (String ydernr : List.of("099001", "099002")) {
                lille.rows(
                                Lille.alt(),
                                "SELECT b.cpr FROM borger b JOIN gp_tilknytning t ON t.pid = b.pid WHERE t.gyldig_til IS NULL"
                                        + " AND t.ydernr = '" + ydernr + "' AND b.status = '01' AND b.alder > 75"
                                        + " ORDER BY b.cpr LIMIT 8")
                        .forEach(row -> few.add("'" + row[0] + "'"));
            }
        }
        return String.join(", ", few);
    }

    /** What a doctor of that practice may see: the practice's list of today, less what its citizens have blocked. */
    TruthDatabase ofDoctor(Session session, String ydernr) throws IOException, SQLException {
        Set<Object> own = table("gp_tilknytning").stream()
                .filter(row -> ydernr.equals(row.get("ydernr")) && holdsToday(row))
                .map(row -> value(row, "pid"))
                .collect(Collectors.toSet());
        Set<String> blocked = blocked(session, "almen_praksis", ydernr);
        return database(session, (name, row) -> {
            if (SHARED.contains(name)) {
                return row;
            }
            Object pid = row.get("pid");
            return pid != null && own.contains(pid) && open(name, pid, blocked) ? row : null;
        });
    }

    /** What the approved researcher may see: adults with type 2 diabetes, less detail. */
    TruthDatabase ofResearcher(Session session) throws IOException, SQLException {
        Set<Object> ill = table("diagnose").stream()
                .filter(row -> "DM2".equals(row.get("begreb")) && !Boolean.TRUE.equals(row.get("afkraeftet")))
                .map(row -> value(row, "pid"))
                .collect(Collectors.toSet());
        Set<Object> cohort = table("borger").stream()
                .filter(row ->
                        row.get("foedselsdato") instanceof LocalDate born && !born.isAfter(Lille.TODAY.minusYears(18)))
                .map(row -> value(row, "pid"))
                .filter(ill::contains)
                .collect(Collectors.toSet());
        Set<String> blocked = blocked(session, "forskning", "1-45-70-1-26");
        PersonCipher cipher = lille.services.ciphers().of(session);
        return database(session, (name, row) -> {
            if (SHARED.contains(name)) {
                return row;
            }
            Object pid = row.get("pid");
            return pid != null && cohort.contains(pid) && open(name, pid, blocked)
                    ? lessDetail(name, row, cipher::pseudonym)
                    : null;
        });
    }

    private static Map<String, @Nullable Object> lessDetail(
            String table, Map<String, @Nullable Object> row, UnaryOperator<String> pseudonym) {
        Map<String, @Nullable Object> masked = new LinkedHashMap<>(row);
        masked.computeIfPresent("foedselsdato", (c, v) -> ((LocalDate) v).withDayOfYear(1));
        masked.computeIfPresent("doed_dato", (c, v) -> quarter((LocalDate) v));
        if (!table.equals("borger")) {
            for (String key : List.of("kilde_id", "kontakt_id", "proeve_id")) {
                masked.computeIfPresent(key, (c, v) -> pseudonym.apply(v.toString()));
            }
            for (String place : List.of("org_id", "rekvirent_org", "laboratorium_org")) {
                masked.computeIfPresent(
                        place, (c, v) -> v.toString().matches("[0-9]{6}") ? pseudonym.apply(v.toString()) : v);
            }
        }
        return masked;
    }

    private static LocalDate quarter(LocalDate day) {
        return LocalDate.of(day.getYear(), (day.getMonthValue() - 1) / 3 * 3 + 1, 1);
    }

    /** {@code person|kind of data} of every block that holds today for that reader; {@code alle} stands for every kind. */
    private Set<String> blocked(Session session, String sector, String organisation) {
        Set<String> blocked = new HashSet<>();
        for (Map<String, @Nullable Object> row : table("samtykke")) {
            Object receiver = row.get("modtager_vaerdi");
            boolean meant =
                    switch (String.valueOf(row.get("modtager_type"))) {
                        case "sektor" -> sector.equals(receiver);
                        case "organisation" -> organisation.equals(receiver);
                        case "person" -> session.principal().name().equals(receiver);
                        default -> false;
                    };
            if (meant && "spaer".equals(row.get("retning")) && holdsToday(row)) {
                blocked.add(row.get("pid") + "|" + row.get("datakategori"));
            }
        }
        return blocked;
    }

    private static boolean open(String table, Object pid, Set<String> blocked) {
        String kind = BLOCKED_AS.get(table);
        return kind == null || !(blocked.contains(pid + "|" + kind) || blocked.contains(pid + "|alle"));
    }

    private static boolean holdsToday(Map<String, @Nullable Object> row) {
        boolean begun = !(row.get("gyldig_fra") instanceof LocalDate from) || !from.isAfter(Lille.TODAY);
        return begun && (!(row.get("gyldig_til") instanceof LocalDate to) || !to.isBefore(Lille.TODAY));
    }

    /** The row that the user may see of a row, or null. */
    private interface Permit {
        @Nullable
        Map<String, @Nullable Object> of(String table, Map<String, @Nullable Object> row);
    }

    private TruthDatabase database(Session session, Permit permit) throws IOException, SQLException {
        Path folder = Files.createTempDirectory("permitted");
        PersonCipher everyone = lille.services.ciphers().of(Lille.alt());
        PersonCipher own = lille.services.ciphers().of(session);
        Catalogue catalogue = lille.queries.catalogue(session);
        for (Catalogue.Table table : catalogue.tables()) {
            boolean known = BLOCKED_AS.containsKey(table.name())
                    || SHARED.contains(table.name())
                    || Set.of("borger", "gp_tilknytning").contains(table.name());
            if (!table.schema().equals("sundhed") || !known) {
                continue;
            }
            List<String> columns = table.columns().stream()
                    .map(ResultColumn::name)
                    .filter(column -> !column.equals("hentet_tid"))
                    .toList();
            Path file = folder.resolve(table.name() + ".csv");
            try (Writer out = Files.newBufferedWriter(file)) {
                out.write(String.join(",", columns) + "\n");
                for (Map<String, @Nullable Object> row : table(table.name())) {
                    Map<String, @Nullable Object> shown = permit.of(table.name(), row);
                    if (shown == null) {
                        continue;
                    }
                    List<String> line = new ArrayList<>();
                    for (String column : columns) {
                        Object value = shown.get(column);
                        line.add(
                                column.equals("pid") && value != null
                                        ? own.encode(everyone.decode(value.toString())
                                                .orElseThrow())
                                        : csv(value));
                    }
                    out.write(String.join(",", line) + "\n");
                }
            }
        }
        TruthDatabase database = TruthDatabase.load(folder, catalogue);
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
        return database;
    }

    private static String csv(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof Number || value instanceof LocalDate || value instanceof LocalDateTime
                ? value.toString()
                : "\"" + value.toString().replace("\"", "\"\"") + "\"";
    }

    /** All rows of a table as the all-seeing user reads them; of medicine those of {@link #few()}. */
    private List<Map<String, @Nullable Object>> table(String name) {
        return read.computeIfAbsent(name, n -> {
            String where = n.equals("medicin_ordination")
                    ? " WHERE pid IN (SELECT pid FROM borger WHERE cpr IN (" + few() + "))"
                    : "";
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            try (QueryAnswer answer = lille.queries.run(Lille.alt(), QueryRequest.of("SELECT * FROM " + n + where))) {
                List<String> columns =
                        answer.columns().stream().map(ResultColumn::name).toList();
                while (answer.next()) {
                    Map<String, @Nullable Object> row = new LinkedHashMap<>();
                    @Nullable Object[] values = answer.row();
                    for (int i = 0; i < values.length; i++) {
                        row.put(columns.get(i), values[i]);
                    }
                    rows.add(row);
                }
            }
            return rows;
        });
    }

    private static Object value(Map<String, @Nullable Object> row, String column) {
        return java.util.Objects.requireNonNull(row.get(column));
    }
}
