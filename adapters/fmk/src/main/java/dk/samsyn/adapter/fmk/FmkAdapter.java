package dk.samsyn.adapter.fmk;

import dk.samsyn.adapter.soap.Endpoint;
import dk.samsyn.adapter.soap.KeyedCalls;
import dk.samsyn.adapter.soap.PerQuery;
import dk.samsyn.adapter.soap.ServicePool;
import dk.samsyn.adapter.soap.SoapService;
import dk.samsyn.adapter.soap.TableShape;
import dk.samsyn.spi.AskingCost;
import dk.samsyn.spi.ErrorCode;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Fælles Medicinkort: one call answers for exactly one citizen, and one call fills both tables. There is no scan: a request
 * without keys is a bug in the broker.
 */
final class FmkAdapter implements SourceAdapter {
    private static final int CARDS_PER_QUERY = 4_096;

    private final SourceConfig config;
    private final List<SourceTable> tables;
    private final SoapService service;
    private final CardRequest requests;
    private final RequestedRole roles;
    private final ServicePool pool;
    private final PerQuery<MedicineCard> cards = new PerQuery<>(CARDS_PER_QUERY);

    FmkAdapter(SourceConfig config) {
        this.config = config;
        this.tables = FmkTables.tables(config.callsAtOnce(), Long.parseLong(config.optional("citizens", "1000")));
        this.service = new SoapService(Endpoint.of(config));
        this.requests = new CardRequest(config);
        this.roles = new RequestedRole(moreRoles(config));
        this.pool = new ServicePool(config.id(), config.callsAtOnce());
    }

    @Override
    public SourceId id() {
        return config.id();
    }

    @Override
    public List<SourceTable> tables() {
        return tables;
    }

    /** A card takes 150 ms; there is no other way to ask. */
    @Override
    public AskingCost askingCost(String table) {
        return new AskingCost(150, 150.0 / config.callsAtOnce(), 0);
    }

    @Override
    public RowCursor scan(ScanRequest request, SourceScope scope) {
        SourceTable table = tables.stream()
                .filter(candidate -> candidate.name().equals(request.table()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("FMK has no table " + request.table()));
        List<String> keys = request.keys()
                .orElseThrow(() -> new IllegalArgumentException("FMK is asked by cpr only, never scanned"));
        if (!request.conditions().isEmpty() || request.limit().isPresent()) {
            throw new IllegalArgumentException("FMK evaluates no conditions and no limit");
        }
        int[] wanted = TableShape.positions(table, request);
        if (keys.isEmpty()) {
            return RowCursor.of(List.of());
        }
        String role = requestedRole(scope);
        boolean ordinations = table.name().equals(FmkTables.ORDINATION);
        Set<String> shown = ConcurrentHashMap.newKeySet();
        return new KeyedCalls(
                id(),
                keys,
                (cpr, callScope) -> {
                    MedicineCard card = cards.get(scope, cpr, () -> card(cpr, role, callScope));
                    if (!firstTime(card, shown)) {
                        return List.of();
                    }
                    List<@Nullable Object[]> rows = ordinations ? card.ordinationRows(cpr) : card.prescriptionRows(cpr);
                    return rows.stream().map(row -> TableShape.cut(row, wanted)).toList();
                },
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

    private MedicineCard card(String cpr, String role, SourceScope scope) {
        MedicineCard card = service.ask(
                requests.forCitizen(cpr, scope.header(), role), scope, CardReader::read, () -> MedicineCard.NONE);
        // Another citizen's medicine under this number is the worst answer there is.
        if (!card.persons().isEmpty() && !card.persons().contains(PersonFormat.normalise(cpr))) {
            throw new SourceException(id(), ErrorCode.SOURCE_MALFORMED, "answered for another person than was asked");
        }
        return card;
    }

    /** A person asked by two numbers, an old and a new one, has one card and is shown once. */
    private static boolean firstTime(MedicineCard card, Set<String> shown) {
        synchronized (shown) {
            boolean seen = card.persons().stream().anyMatch(shown::contains);
            shown.addAll(card.persons());
            return !seen;
        }
    }

    private String requestedRole(SourceScope scope) {
        return roles.of(scope.header().role())
                .orElseThrow(() -> new SourceException(
                        id(), ErrorCode.SOURCE_REFUSED, "has no role for users in the role of this one"));
    }

    /** Setting {@code roles}: our role to FMK's. */
    private static Map<String, String> moreRoles(SourceConfig config) {
        Object setting = config.settings().get("roles");
        if (setting == null) {
            return Map.of();
        }
        if (!(setting instanceof Map<?, ?> mapping)) {
            throw new IllegalArgumentException("settings.roles maps our roles to FMK's");
        }
        Map<String, String> roles = new TreeMap<>();
        mapping.forEach((ours, theirs) -> roles.put(String.valueOf(ours), String.valueOf(theirs)));
        return roles;
    }
}
