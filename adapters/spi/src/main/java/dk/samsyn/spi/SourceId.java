package dk.samsyn.spi;

/** Name of one source, such as {@code epj}; also the name of its raw schema. Lower-case letters, digits and underscores. */
public record SourceId(String value) implements Comparable<SourceId> {
    public SourceId {
        if (!value.matches("[a-z][a-z0-9_]{0,40}")) {
            throw new IllegalArgumentException("a source id is lower-case letters, digits and underscores: " + value);
        }
    }

    @Override
    public int compareTo(SourceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
