package dk.samsyn.adapter.nexus;

import dk.samsyn.spi.PersonFormat;
import dk.samsyn.spi.SourceException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Asking asking;

    Walk(NexusTable table, Instance instance, HalClient client, Asking asking) {
        this.table = table;
        this.instance = instance;
        this.client = client;
        this.asking = asking;
    }

    /** Every row of the instance. */
    Step everything() {
        return () -> client.get(instance, instance.home(), asking).thenApply(home -> {
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
        return () -> client.get(instance, instance.home(), asking).thenApply(home -> {
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
        return page(address, person, ConcurrentHashMap.newKeySet());
    }

    private Step page(URI address, @Nullable String person, Set<URI> visited) {
        return () -> {
            if (!visited.add(address) || visited.size() > MAX_PAGES) {
                throw circle();
            }
            return client.get(instance, address, asking).thenApply(answer -> {
                List<@Nullable Object[]> rows = new ArrayList<>();
                for (Hal item : answer.items()) {
                    rows.add(table.row(item, person));
                }
                return new Step.Found(rows, following(answer, person, visited));
            });
        };
    }

    /**
     * The pages after the one in hand. A first page may link to all pages ({@code page}), so that they are read at the same
     * time; otherwise each links to the next.
     */
    private List<Step> following(Hal answer, @Nullable String person, Set<URI> visited) {
        List<URI> all = answer.links("page");
        if (all.isEmpty()) {
            return answer.link("next")
                    .map(next -> List.of(page(next, person, visited)))
                    .orElse(List.of());
        }
        if (visited.size() > 1) {
            return List.of();
        }
        List<Step> others = new ArrayList<>();
        for (URI other : all) {
            if (!visited.contains(other)) {
                others.add(page(other, person, visited));
            }
        }
        return others;
    }

    private SourceException circle() {
        return client.failures().malformed(instance.label() + ", a list that links in circles,", null);
    }
}
