package dk.samsyn.adapter.nexus;

import dk.samsyn.spi.PersonFormat;
import dk.samsyn.spi.SourceException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ways through one instance's links:
 *
 * <pre>
 * home → organizations → list of each organisation → its pages
 * home → patientDetailsSearch → patient → the patient's list → its pages
 * </pre>
 */
final class Walk {
    /** Pages of one list; more is a service that links in circles with ever new addresses. */
    private static final int MAX_PAGES = 50_000;

    private final NexusTable table;
    private final Instance instance;
    private final HalClient client;
    private final Homes homes;
    private final Asking asking;
    private final ListSizes sizes;

    Walk(NexusTable table, Instance instance, NexusAdapter.Parts parts, Asking asking, ListSizes sizes) {
        this.table = table;
        this.instance = instance;
        this.client = parts.client();
        this.homes = parts.homes();
        this.asking = asking;
        this.sizes = sizes;
    }

    /** Every row of the instance. */
    Step everything() {
        return () -> homes.of(instance, asking).thenApply(home -> {
            if (table.hasPersons()) {
                return Step.Found.next(List.of(organisations(home.required("organizations"))));
            }
            return Step.Found.next(home.link(table.listRelation())
                    .map(address -> List.of(pages(address, null)))
                    .orElse(List.of()));
        });
    }

    /** The rows of some persons, one search each. */
    Step persons(List<String> keys) {
        return () -> homes.of(instance, asking).thenApply(home -> {
            URI search = home.required("patientDetailsSearch");
            return Step.Found.next(keys.stream().map(key -> person(search, key)).toList());
        });
    }

    private Step organisations(URI address) {
        return () -> client.get(instance, address, asking).thenApply(answer -> {
            List<Step> lists = new ArrayList<>();
            for (Hal organisation : answer.items()) {
                organisation.link(table.listRelation()).ifPresent(list -> lists.add(pages(list, null)));
            }
            return Step.Found.next(lists);
        });
    }

    private Step person(URI search, String key) {
        String number = PersonFormat.HYPHEN.write(key);
        // The number travels in the body, not in an address that logs along the way would keep.
        String body = "{\"businessKey\":\"" + jsonSafe(number) + "\",\"keyType\":\"CPR\"}";
        return () -> client.search(instance, search, body, asking)
                .thenApply(found -> Step.Found.next(found.map(patient -> {
                            String identifier = new Item(patient).required("patientIdentifier", "identifier");
                            return List.of(pages(patient.required(table.patientRelation()), identifier));
                        })
                        .orElse(List.of())));
    }

    /** A number has letters, digits and hyphens; anything else cannot be a person and must not change the JSON around it. */
    private static String jsonSafe(String number) {
        return number.replaceAll("[^0-9A-Za-z-]", "");
    }

    private Step pages(URI address, @Nullable String person) {
        Set<URI> visited = new HashSet<>();
        return () -> page(address, person, visited, true);
    }

    /**
     * Reads a page and finds those after it. A first page may link to all pages ({@code page}): then they are read at the
     * same time, and their own links are not followed. Otherwise each links to the next. The pages of a list that are
     * followed come one after another, so that {@code visited} is seen by one thread at a time.
     */
    private CompletableFuture<Step.Found> page(URI address, @Nullable String person, Set<URI> visited, boolean first) {
        if (!visited.add(address) || visited.size() > MAX_PAGES) {
            throw circle();
        }
        return client.get(instance, address, asking).thenApply(answer -> {
            Set<URI> all = new LinkedHashSet<>(first ? answer.links("page") : List.of());
            if (first
                    && person == null
                    && (!all.isEmpty() || answer.link("next").isEmpty())) {
                sizes.learn(instance, table, address, Math.max(1, all.size()));
            }
            List<Step> following = all.isEmpty()
                    ? answer.link("next")
                            .<List<Step>>map(next -> List.of(() -> page(next, person, visited, false)))
                            .orElse(List.of())
                    : others(answer, all).map(other -> leaf(other, person)).toList();
            return new Step.Found(rows(answer, person), following);
        });
    }

    /** All pages but the one in hand, which must be among them: else it could be read twice. */
    private static Stream<URI> others(Hal answer, Set<URI> all) {
        URI self = answer.link("self").orElse(answer.address());
        if (!all.contains(self)) {
            throw answer.malformed();
        }
        return all.stream().filter(page -> !page.equals(self));
    }

    private Step leaf(URI address, @Nullable String person) {
        return () -> client.get(instance, address, asking).thenApply(answer -> Step.Found.rows(rows(answer, person)));
    }

    private List<@Nullable Object[]> rows(Hal answer, @Nullable String person) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Hal item : answer.items()) {
            rows.add(table.row(item, person));
        }
        return rows;
    }

    private SourceException circle() {
        return client.failures().malformed(instance.label() + ", a list that links in circles,", null);
    }
}
