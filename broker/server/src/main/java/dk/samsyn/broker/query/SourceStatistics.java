package dk.samsyn.broker.query;

import dk.samsyn.spi.ColumnStatistics;
import dk.samsyn.spi.PersonFormat;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceScope;
import dk.samsyn.spi.SourceTable;
import dk.samsyn.spi.TableStatistics;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What sources say of the sizes of their tables, as of the last time they were asked. Thread-safe; never shown to a user. */
final class SourceStatistics {
    private static final Logger LOG = LoggerFactory.getLogger(SourceStatistics.class);

    private final Map<Key, TableStatistics> known = new ConcurrentHashMap<>();
    private volatile double persons;
    private final AtomicLong version = new AtomicLong();

    private record Key(String source, String table) {}

    /** Statistics of a table; nothing if its source has said nothing. */
    Optional<TableStatistics> of(SourceAdapter source, SourceTable table) {
        return Optional.ofNullable(known.get(new Key(source.id().value(), table.name())));
    }

    /** Changes when the statistics do: plans made before may be worth making again. */
    long version() {
        return version.get();
    }

    /** Asks every source again. One that fails keeps what it said before. */
    void refresh(Collection<SourceAdapter> sources, SourceScope scope) {
        sources.parallelStream().forEach(source -> refresh(source, scope));
        persons = personsNow(sources);
        version.incrementAndGet();
    }

    /** Takes over what another has been told of sources and tables of the same names. */
    void copy(SourceStatistics other) {
        known.putAll(other.known);
        persons = other.persons;
        version.incrementAndGet();
    }

    /** Persons of the region, about: as many as the source that knows most. */
    double persons() {
        return persons;
    }

    private double personsNow(Collection<SourceAdapter> sources) {
        return sources.stream()
                .flatMap(source -> source.tables().stream().flatMap(table -> table.columns().stream()
                        .filter(c -> c.person() != PersonFormat.NONE)
                        .flatMap(c -> of(source, table).stream()
                                .flatMap(s -> Optional.ofNullable(s.columns().get(c.name())).stream()))))
                .mapToDouble(ColumnStatistics::distinct)
                .max()
                .orElse(0);
    }

    private void refresh(SourceAdapter source, SourceScope scope) {
        for (SourceTable table : source.tables()) {
            try {
                source.statistics(table.name(), scope)
                        .ifPresent(s -> known.put(new Key(source.id().value(), table.name()), s));
            } catch (SourceException e) {
                LOG.info("no statistics of {}: {}", table.name(), e.code());
                return;
            }
        }
    }
}
