package dk.samsyn.adapter.soap;

import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceId;
import java.net.URI;
import java.time.Duration;

/**
 * Where a service is and how it may be called.
 *
 * @param source the source it answers for
 * @param url address that is posted to
 * @param timeout longest wait for one call
 * @param maxBytes largest answer that is read, in bytes
 * @param attempts calls made at most for one question when the service is busy
 */
public record Endpoint(SourceId source, URI url, Duration timeout, int maxBytes, int attempts) {
    private static final int DEFAULT_MAX_BYTES = 16 * 1024 * 1024;
    private static final int DEFAULT_ATTEMPTS = 6;

    /**
     * Reads settings {@code url}, {@code max_bytes} (default 16 MiB) and {@code attempts} (default 6).
     *
     * @throws IllegalArgumentException if a setting is missing or wrong
     */
    public static Endpoint of(SourceConfig config) {
        String text = config.required("url");
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("settings.url is not an address", e);
        }
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException("settings.url is an http or https address with a host");
        }
        return new Endpoint(
                config.id(),
                url,
                config.timeout(),
                positive(config, "max_bytes", DEFAULT_MAX_BYTES),
                positive(config, "attempts", DEFAULT_ATTEMPTS));
    }

    private static int positive(SourceConfig config, String name, int otherwise) {
        String text = config.optional(name, Integer.toString(otherwise));
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("settings." + name + " is a whole number above 0");
        }
        return Integer.parseInt(text);
    }
}
