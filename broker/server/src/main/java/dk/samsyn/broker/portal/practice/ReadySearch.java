package dk.samsyn.broker.portal.practice;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dk.samsyn.broker.portal.Visit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * A search that the builder offers to begin with, filled in and free to be changed. It asks nothing before it is sent.
 *
 * @param id its name in an address
 * @param name its name for people
 * @param groups what it asks for, in the form in which searches are saved
 */
record ReadySearch(String id, String name, List<Search.Group> groups) {
    /** Those of {@code ready-searches.yaml}, in its order. */
    static final List<ReadySearch> ALL = read();

    ReadySearch {
        groups = List.copyOf(groups);
    }

    /** The search of that name; a request for another is refused. */
    static Search of(String id) {
        return ALL.stream()
                .filter(ready -> ready.id().equals(id))
                .findFirst()
                .map(ready -> new Search(ready.groups()))
                .orElseThrow(() -> Visit.invalid("klar"));
    }

    private static List<ReadySearch> read() {
        try (InputStream file = Objects.requireNonNull(ReadySearch.class.getResourceAsStream("ready-searches.yaml"))) {
            return List.copyOf(new YAMLMapper().readValue(file, new TypeReference<List<ReadySearch>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
