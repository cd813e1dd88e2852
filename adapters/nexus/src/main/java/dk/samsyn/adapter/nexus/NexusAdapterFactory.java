package dk.samsyn.adapter.nexus;

import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceAdapterFactory;
import dk.samsyn.spi.SourceConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Makes adapters of kind {@code nexus}.
 *
 * <p>Settings: {@code token_url}, {@code client}, {@code secret}; {@code instances} (a list of {@code {kommunekode, url}}) or
 * {@code instances_file} (CSV {@code kommunekode;url}, read again when it changes); {@code calls_per_instance} (4);
 * {@code searches_at_most} (50: persons times instances up to which persons are searched for one by one, however short the
 * lists are); {@code estimated_rows} (a map of table name to rows). The tables are the product's own.
 */
public final class NexusAdapterFactory implements SourceAdapterFactory {
    private static final int THREADS = 4;

    private final InstantSource clock;

    /** For {@link java.util.ServiceLoader}. */
    public NexusAdapterFactory() {
        this(InstantSource.system());
    }

    /**
     * With another clock.
     *
     * @param clock decides when a token has expired
     */
    NexusAdapterFactory(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "nexus";
    }

    @Override
    public SourceAdapter open(SourceConfig config) {
        Instances instances = Instances.of(config);
        TokenStore.Client client = new TokenStore.Client(
                address(config.required("token_url")), config.required("client"), config.required("secret"));
        HalClient.Limits limits =
                new HalClient.Limits(config.timeout(), config.callsAtOnce(), number(config, "calls_per_instance", 4));
        int searchesAtMost = number(config, "searches_at_most", 50);
        Map<String, Long> rows = estimatedRows(config);

        ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "samsyn-" + config.id());
            thread.setDaemon(true);
            return thread;
        });
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.timeout())
                .executor(threads)
                .build();
        Failures failures = new Failures(config.id());
        TokenStore tokens = new TokenStore(http, client, config.timeout(), failures, clock);
        HalClient calls = new HalClient(http, tokens, failures, limits);
        return new NexusAdapter(
                new NexusAdapter.Parts(failures, instances, calls, new Homes(calls, clock), threads),
                searchesAtMost,
                limits,
                rows);
    }

    private static URI address(String url) {
        URI address = URI.create(url);
        if (address.getHost() == null) {
            throw new IllegalArgumentException("settings.token_url is an http or https address");
        }
        return address;
    }

    private static int number(SourceConfig config, String name, int otherwise) {
        try {
            int number = Integer.parseInt(config.optional(name, Integer.toString(otherwise)));
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("settings." + name + " is a whole number", e);
        }
        throw new IllegalArgumentException("settings." + name + " is not negative");
    }

    private static Map<String, Long> estimatedRows(SourceConfig config) {
        Map<String, Long> rows = new HashMap<>();
        if (config.settings().get("estimated_rows") instanceof Map<?, ?> declared) {
            declared.forEach((table, count) -> rows.put(String.valueOf(table), Long.valueOf(String.valueOf(count))));
        }
        return rows;
    }
}
