package dk.samsyn.adapter.ddv;

import dk.samsyn.adapter.soap.Endpoint;
import dk.samsyn.adapter.soap.KeyedCalls;
import dk.samsyn.adapter.soap.ServicePool;
import dk.samsyn.adapter.soap.SoapService;
import dk.samsyn.adapter.soap.StreamedAnswer;
import dk.samsyn.adapter.soap.TableShape;
import dk.samsyn.spi.AskingCost;
import dk.samsyn.spi.Capability;
import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.KeyPattern;
import dk.samsyn.spi.PersonFormat;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import dk.samsyn.spi.SourceTable;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The vaccination register: one call per citizen for some keys, one streamed list for a scan or for many. */
final class DdvAdapter implements SourceAdapter {
    private static final String LIST_FROM = "100";

    private final SourceConfig config;
    private final SourceTable table;
    private final SoapService service;
    private final VaccinationRequest requests;
    private final ServicePool pool;

    DdvAdapter(SourceConfig config) {
        this.config = config;
        this.table = new TableShape("vaccination")
                .text("vaccination_id", 40)
                .text("vaccine_kode", 12)
                .text("vaccine_navn", 80)
                .add("given_dato", ColumnType.DATE)
                .text("givet_sted_type", 12)
                .table(
                        new KeyPattern("cpr", false, 1, config.callsAtOnce(), listFrom(config)),
                        Set.of(Capability.SCAN, Capability.KEYS),
                        Long.parseLong(config.optional("estimated_rows", "5000")));
        this.service = new SoapService(Endpoint.of(config));
        this.requests = new VaccinationRequest(config);
        this.pool = new ServicePool(config.id(), config.callsAtOnce());
    }

    @Override
    public SourceId id() {
        return config.id();
    }

    @Override
    public List<SourceTable> tables() {
        return List.of(table);
    }

    /** A call takes a tenth of a second; the list streams. */
    @Override
    public AskingCost askingCost(String tableName) {
        return new AskingCost(100, 100.0 / config.callsAtOnce(), 0.01);
    }

    @Override
    public RowCursor scan(ScanRequest request, SourceScope scope) {
        if (!request.table().equals(table.name())) {
            throw new IllegalArgumentException("DDV has no table " + request.table());
        }
        if (!request.conditions().isEmpty() || request.limit().isPresent()) {
            throw new IllegalArgumentException("DDV evaluates no conditions and no limit");
        }
        int[] wanted = TableShape.positions(table, request);
        if (request.keys().isEmpty()) {
            return list(card -> true, wanted, scope);
        }
        List<String> keys = request.keys().orElseThrow();
        if (keys.isEmpty()) {
            return RowCursor.of(List.of());
        }
        if (keys.size() >= table.key().listFrom()) {
            Set<String> persons = Set.copyOf(
                    keys.stream().map(PersonFormat::normalise).distinct().toList());
            return list(card -> card.persons().stream().anyMatch(persons::contains), wanted, scope);
        }
        Set<String> shown = ConcurrentHashMap.newKeySet();
        return new KeyedCalls(
                id(),
                keys,
                (cpr, callScope) -> forCitizen(cpr, wanted, shown, callScope),
                config.callsAtOnce(),
                pool,
                scope);
    }

    @Override
    public void ping(SourceScope scope) {
        service.ping(scope);
    }

    @Override
    public void close() {
        pool.close();
    }

    private StreamedAnswer list(Predicate<VaccinationCard> of, int[] wanted, SourceScope scope) {
        return new StreamedAnswer(
                id(),
                service,
                requests.list(scope.header()),
                "ListVaccinationsResponse",
                item -> {
                    VaccinationCard card = VaccinationCard.of(item);
                    return of.test(card) ? cut(card.rows(), wanted) : List.of();
                },
                scope);
    }

    private static int listFrom(SourceConfig config) {
        try {
            int keys = Integer.parseInt(config.optional("list_from", LIST_FROM));
            if (keys > 0) {
                return keys;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("settings.list_from is a whole number", e);
        }
        throw new IllegalArgumentException("settings.list_from is at least 1");
    }

    private List<@Nullable Object[]> forCitizen(String cpr, int[] wanted, Set<String> shown, SourceScope scope) {
        VaccinationCard card = service.ask(
                requests.forCitizen(cpr, scope.header()),
                scope,
                VaccinationCard::read,
                () -> new VaccinationCard(cpr, Set.of(cpr), List.of()));
        if (!card.persons().contains(PersonFormat.normalise(cpr))) {
            throw new SourceException(id(), ErrorCode.SOURCE_MALFORMED, "answered for another person than was asked");
        }
        // A person asked by an old and a new number has one card and is shown once.
        return shown.add(card.cpr()) ? cut(card.rows(), wanted) : List.of();
    }

    private static List<@Nullable Object[]> cut(List<@Nullable Object[]> rows, int[] wanted) {
        return rows.stream().map(row -> TableShape.cut(row, wanted)).toList();
    }
}
