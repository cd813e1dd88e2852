package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceAdapterFactory;
import dk.samsyn.spi.SourceConfig;

/**
 * Kind {@code jdbc}. Settings: {@code url}, {@code user}, {@code password}, {@code dialect} (postgresql, h2 or mariadb),
 * {@code one_person_one_key}, {@code fetch_size}, {@code wall_clock_only}, and instead of {@code url} for many databases of
 * one shape {@code partitions: {column, file, label}}.
 */
public final class JdbcAdapterFactory implements SourceAdapterFactory {
    @Override
    public String kind() {
        return "jdbc";
    }

    @Override
    public SourceAdapter open(SourceConfig config) {
        Problems problems = new Problems();
        JdbcSettings settings = JdbcSettings.read(config, problems);
        DeclaredTables tables = DeclaredTables.read(config, settings, problems);
        problems.throwIfAny(config.id());
        return new JdbcSource(config, settings, tables);
    }
}
