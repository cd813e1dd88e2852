package dk.samsyn.adapter.cpr;

import dk.samsyn.spi.AskingCost;
import dk.samsyn.spi.Condition;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import dk.samsyn.spi.SourceTable;
import dk.samsyn.spi.TableStatistics;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One citizen is asked live; everything else comes from the nightly lists, so that a cohort costs no calls. */
final class CprAdapter implements SourceAdapter {
    private final SourceId id;
    private final List<SourceTable> tables;
    private final CprHttp http;
    private final Map<ListTable, NightlyList> lists = new EnumMap<>(ListTable.class);
    private final LoadScope loading;
    private final ExecutorService loader;

    CprAdapter(SourceConfig config, LongSupplier nanoTime) {
        this.id = config.id();
        long citizens = Long.parseLong(config.optional("citizens", "10000"));
        this.tables = Arrays.stream(ListTable.values())
                .map(table -> table.table(config.callsAtOnce(), citizens))
                .toList();
        this.http = new CprHttp(id, config.required("url"), config.timeout());
        this.loading = new LoadScope(duration(config, "list_timeout", "PT10M"));
        this.loader = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, id + "-list");
            thread.setDaemon(true);
            return thread;
        });
        Duration interval = duration(config, "revalidate", "PT60M");
        for (ListTable table : ListTable.values()) {
            lists.put(table, new NightlyList(id, table, http, interval, nanoTime, loader, loading));
        }
    }

    @Override
    public SourceId id() {
        return id;
    }

    @Override
    public List<SourceTable> tables() {
        return tables;
    }

    /** A list in memory, by column. */
    @Override
    public AskingCost askingCost(String table) {
        return new AskingCost(0.1, 0.001, 0.00002);
    }

    /** Counted in the nightly list, which is at hand. */
    @Override
    public Optional<TableStatistics> statistics(String name, SourceScope scope) {
        return Optional.of(list(named(name)).get(scope).statistics());
    }

    private static ListTable named(String name) {
        return Arrays.stream(ListTable.values())
                .filter(candidate -> candidate.tableName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("CPR has no table " + name));
    }

    @Override
    public RowCursor scan(ScanRequest request, SourceScope scope) {
        ListTable table = named(request.table());
        boolean unknown = request.conditions().stream().anyMatch(condition -> !(condition instanceof Condition.In));
        if (unknown || request.limit().isPresent()) {
            throw new IllegalArgumentException("CPR evaluates IN conditions only");
        }
        List<String> keys = request.keys().orElse(List.of());
        if (request.keys().isPresent() && keys.isEmpty()) {
            return RowCursor.of(List.of());
        }
        if (table == ListTable.BORGER
                && keys.size() < ListTable.LIST_FROM
                && !keys.isEmpty()
                && request.conditions().isEmpty()) {
            return RowCursor.of(live(keys.get(0), positions(table, request), scope));
        }
        return list(table).get(scope).select(request, id, scope);
    }

    /** The oldest of the lists in use; one citizen alone is asked live. */
    @Override
    public Optional<LocalDateTime> asOf() {
        return lists.values().stream().flatMap(list -> list.made().stream()).min(Comparator.naturalOrder());
    }

    @Override
    public void ping(SourceScope scope) {
        // The root names nobody; a register without one answers 404, which is an answer.
        int status = http.get("/", "", scope, CprHttp.Answer::status);
        if (status == 304) {
            throw new SourceException(id, ErrorCode.SOURCE_MALFORMED, "answered what was not asked");
        }
    }

    @Override
    public void close() {
        loading.close();
        loader.shutdownNow();
    }

    /** A former number is not a row's key, live or listed: the numbers of a person stand in person_identifikator. */
    private List<@Nullable Object[]> live(String cpr, int[] wanted, SourceScope scope) {
        String path = "/sikrede/" + URLEncoder.encode(cpr, StandardCharsets.UTF_8);
        return http.get(path, "", scope, answer -> {
            if (answer.status() == 404) {
                return List.of();
            }
            LiveCitizen citizen = LiveCitizen.read(answer.body());
            if (citizen.formerly(cpr)) {
                return List.of();
            }
            @Nullable Object[] row = citizen.row(cpr);
            @Nullable Object[] cut = new @Nullable Object[wanted.length];
            for (int i = 0; i < wanted.length; i++) {
                cut[i] = row[wanted[i]];
            }
            return List.<@Nullable Object[]>of(cut);
        });
    }

    private int[] positions(ListTable table, ScanRequest request) {
        SourceTable declared = declared(table);
        return request.columns().stream()
                .mapToInt(column -> {
                    int index = declared.indexOf(column);
                    if (index < 0) {
                        throw new IllegalArgumentException(declared.name() + " has no column " + column);
                    }
                    return index;
                })
                .toArray();
    }

    private NightlyList list(ListTable table) {
        NightlyList list = lists.get(table);
        if (list == null) {
            throw new IllegalStateException("every table has its list");
        }
        return list;
    }

    private SourceTable declared(ListTable table) {
        return tables.stream()
                .filter(candidate -> candidate.name().equals(table.tableName()))
                .findFirst()
                .orElseThrow();
    }

    private static Duration duration(SourceConfig config, String setting, String otherwise) {
        try {
            return Duration.parse(config.optional(setting, otherwise));
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException("settings." + setting + " is a time such as " + otherwise, e);
        }
    }
}
