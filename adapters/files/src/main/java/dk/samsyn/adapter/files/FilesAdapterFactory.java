package dk.samsyn.adapter.files;

import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceAdapterFactory;
import dk.samsyn.spi.SourceConfig;

/**
 * Makes adapters of kind {@code files}.
 *
 * <p>Settings: {@code folder} (required, relative to the configuration), and defaults for the tables: {@code delimiter}
 * ({@code ;}), {@code charset} ({@code UTF-8}, {@code ISO-8859-1} or {@code windows-1252}), {@code decimal} ({@code ,} or
 * {@code .}), {@code index_max_mb} (tables whose files are no larger in all get an index of persons in
 * memory, about half their size; 0 = none; by default a third of the memory that the broker may use, at least 256).
 *
 * <p>A table has {@code name}, {@code file} (a glob such as {@code ssr_*.csv}), {@code files} ({@code all} or {@code
 * newest}: the last by name), {@code estimated_rows}, overrides of the defaults, and {@code columns}, each with {@code
 * name}, {@code type} and optionally {@code column} (the header if it differs, {@code #file} for the file's name or {@code
 * #line} for the line number), {@code pattern} of a date or time, {@code person}, {@code nullable}.
 */
public final class FilesAdapterFactory implements SourceAdapterFactory {
    private static final int MEMORY_SHARE = 3;
    private static final long MEGABYTE = 1L << 20;

    @Override
    public String kind() {
        return "files";
    }

    @Override
    public SourceAdapter open(SourceConfig config) {
        return new FilesAdapter(
                config.id(),
                config.directory().resolve(config.required("folder")).normalize(),
                FileTables.of(config),
                indexBytes(config));
    }

    private static long indexBytes(SourceConfig config) {
        String megabytes = config.optional("index_max_mb", Long.toString(defaultMegabytes()));
        try {
            return Math.multiplyExact(Integer.parseInt(megabytes), MEGABYTE);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("settings.index_max_mb is a whole number of megabytes", e);
        }
    }

    /** Files of which the indexes of a table take a sixth of the memory, or 128 MB if that is more. */
    private static long defaultMegabytes() {
        return Math.max(256, Runtime.getRuntime().maxMemory() / MEMORY_SHARE / MEGABYTE);
    }
}
