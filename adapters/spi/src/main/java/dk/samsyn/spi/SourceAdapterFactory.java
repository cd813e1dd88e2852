package dk.samsyn.spi;

/** Makes adapters of one kind; found by {@link java.util.ServiceLoader}. */
public interface SourceAdapterFactory {
    /** The kind named in configuration, such as {@code jdbc}. */
    String kind();

    /**
     * Opens a source without calling it.
     *
     * @throws IllegalArgumentException if the configuration is wrong; the message names the key and what is expected
     */
    SourceAdapter open(SourceConfig config);
}
