package dk.samsyn.adapter.fmk;

import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceAdapterFactory;
import dk.samsyn.spi.SourceConfig;

/**
 * Opens sources of kind {@code fmk}.
 *
 * <p>Settings: {@code url}; {@code id_card}, text of the security header; {@code version}, 1.6 (default) or 1.4.6;
 * {@code roles}, more roles than the built-in ones; {@code on_behalf_of}, authorisation id for assistants;
 * {@code ended_after}; {@code system_owner, system_name, system_version, responsible} of the whitelisting header;
 * {@code max_bytes}; {@code attempts}; {@code citizens}, for planning.
 */
public final class FmkAdapterFactory implements SourceAdapterFactory {
    @Override
    public String kind() {
        return "fmk";
    }

    @Override
    public SourceAdapter open(SourceConfig config) {
        return new FmkAdapter(config);
    }
}
