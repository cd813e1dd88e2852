package dk.samsyn.broker.query;

import dk.samsyn.broker.audit.SourceAsked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whose data the sources hold, by what their files say: {@code hospital:6620}, or {@code praksis:*} for one owner per part. */
final class SourceOwners {
    private final Map<String, List<String>> bySource = new HashMap<>();

    SourceOwners(List<Federation.SourceInfo> sources) {
        sources.forEach(source -> bySource.put(source.id(), source.owners()));
    }

    /** Owners that some sources name, before it is known which parts of them are asked. */
    List<String> of(List<String> sources) {
        Set<String> all = new TreeSet<>();
        sources.forEach(source -> all.addAll(bySource.getOrDefault(source, List.of())));
        return new ArrayList<>(all);
    }

    /** What a query has asked until now, for the log. A source that was sent nothing is not among it. */
    List<SourceAsked> asked(QueryState state) {
        List<SourceAsked> asked = new ArrayList<>();
        new TreeMap<>(state.counters()).forEach((source, counter) -> {
            long calls = counter.calls.sum();
            if (calls > 0) {
                asked.add(new SourceAsked(source, calls, owners(source, counter.parts)));
            }
        });
        return asked;
    }

    /** A source that has an owner per part and does not say which parts were asked may have asked any of them. */
    private List<String> owners(String source, Set<String> parts) {
        Set<String> owners = new TreeSet<>();
        for (String owner : bySource.getOrDefault(source, List.of())) {
            if (owner.endsWith("*") && !parts.isEmpty()) {
                parts.forEach(part -> owners.add(owner.substring(0, owner.length() - 1) + part));
            } else {
                owners.add(owner);
            }
        }
        return new ArrayList<>(owners);
    }
}
