package dk.samsyn.adapter.fhir;

import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceAdapterFactory;
import dk.samsyn.spi.SourceConfig;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes adapters of kind {@code fhir-inbox}.
 *
 * <p>Settings: {@code inbox} (required: the folder, below it one folder per municipality code), {@code look_every} (how long
 * a look at the folder counts, {@code PT5S}; a file overwritten in place, in a folder where none came or went, is found by
 * every sixtieth look), {@code estimated_rows} (a map of table name to rows). The tables are the
 * format's own.
 */
public final class FhirInboxFactory implements SourceAdapterFactory {
    @Override
    public String kind() {
        return "fhir-inbox";
    }

    @Override
    public SourceAdapter open(SourceConfig config) {
        Duration lookEvery;
        try {
            lookEvery = Duration.parse(config.optional("look_every", "PT5S"));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("settings.look_every is a duration such as PT5S", e);
        }
        Inbox inbox = new Inbox(
                config.id(),
                config.directory().resolve(config.required("inbox")).normalize(),
                lookEvery);
        return new FhirInboxAdapter(config.id(), inbox, config.callsAtOnce(), estimatedRows(config));
    }

    private static Map<String, Long> estimatedRows(SourceConfig config) {
        Map<String, Long> rows = new HashMap<>();
        if (config.settings().get("estimated_rows") instanceof Map<?, ?> declared) {
            declared.forEach((table, count) -> rows.put(String.valueOf(table), Long.valueOf(String.valueOf(count))));
        }
        return rows;
    }
}
