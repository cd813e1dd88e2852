package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.SourceId;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a configuration, collected so that an operator sees everything at once. */
final class Problems {
    private final List<String> found = new ArrayList<>();

    void add(String path, String whatIsExpected) {
        found.add(path + ": " + whatIsExpected);
    }

    void throwIfAny(SourceId source) {
        if (!found.isEmpty()) {
            throw new IllegalArgumentException("source " + source + ":\n  " + String.join("\n  ", found));
        }
    }
}
