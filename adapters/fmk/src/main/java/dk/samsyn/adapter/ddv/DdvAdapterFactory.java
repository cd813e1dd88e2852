package dk.samsyn.adapter.ddv;

import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceAdapterFactory;
import dk.samsyn.spi.SourceConfig;

/**
 * Opens sources of kind {@code ddv}. Settings: {@code url}; {@code id_card}, text of the security header; {@code max_bytes};
 * {@code attempts}; {@code estimated_rows}, for planning.
 */
public final class DdvAdapterFactory implements SourceAdapterFactory {
    @Override
    public String kind() {
        return "ddv";
    }

    @Override
    public SourceAdapter open(SourceConfig config) {
        return new DdvAdapter(config);
    }
}
