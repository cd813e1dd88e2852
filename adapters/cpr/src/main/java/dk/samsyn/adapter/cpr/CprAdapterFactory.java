package dk.samsyn.adapter.cpr;

import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceAdapterFactory;
import dk.samsyn.spi.SourceConfig;

/**
 * Opens sources of kind {@code cpr}.
 *
 * <p>Settings: {@code url}, under which {@code /sikrede/NUMBER} and {@code /liste/TABLE.csv} answer; {@code revalidate}, how
 * long a list is used before the register is asked whether it changed (ISO 8601, default PT60M); {@code list_timeout},
 * how long a list may take to load, whatever the query that asked for it has (default PT10M); {@code citizens}, for planning.
 */
public final class CprAdapterFactory implements SourceAdapterFactory {
    @Override
    public String kind() {
        return "cpr";
    }

    @Override
    public SourceAdapter open(SourceConfig config) {
        return new CprAdapter(config, System::nanoTime);
    }
}
