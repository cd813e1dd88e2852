package dk.samsyn.broker.query;

import dk.samsyn.spi.Capability;
import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.KeyPattern;
import dk.samsyn.spi.PersonFormat;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceAdapterFactory;
import dk.samsyn.spi.SourceColumn;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceTable;
import dk.samsyn.testkit.ChaosSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Sources of kind {@code chaos}, so that a federation of tests can be opened like any other and told how to misbehave. */
public final class ChaosFactory implements SourceAdapterFactory {
    static final int ROWS = 300;

    // A federation finds its factories by itself, so this is how a test reaches what was opened for it.
    private static final Map<SourceId, ChaosSource> OPENED = new ConcurrentHashMap<>();

    static ChaosSource opened(String id) {
        return java.util.Objects.requireNonNull(OPENED.get(new SourceId(id)));
    }

    @Override
    public String kind() {
        return "chaos";
    }

    @Override
    public SourceAdapter open(SourceConfig config) {
        SourceTable table = new SourceTable(
                "raekke",
                List.of(
                        SourceColumn.of("cpr", ColumnType.VARCHAR).holdingPerson(PersonFormat.PLAIN),
                        SourceColumn.of("ord", ColumnType.VARCHAR)),
                new KeyPattern("cpr", false, 100, config.callsAtOnce()),
                Set.of(Capability.SCAN, Capability.KEYS),
                ROWS,
                "");
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(List.of(String.format("01010%05d", i), "B"));
        }
        ChaosSource source = new ChaosSource(config.id(), Map.of(table, rows));
        OPENED.put(config.id(), source);
        return source;
    }
}
