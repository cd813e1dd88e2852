package dk.samsyn.broker.portal;

import dk.samsyn.broker.query.QueryAnswer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which sources a page heard from: "4 af 5 kilder svarede". A source that is silent in one question of a page counts as silent.
 *
 * @param sources every source of the page's questions, by name
 */
public record Completeness(List<Source> sources) {
    public Completeness {
        sources = List.copyOf(sources);
    }

    /**
     * One source.
     *
     * @param id its id in configuration
     * @param name its name for people
     * @param answered whether it answered
     */
    public record Source(String id, String name, boolean answered) {}

    /**
     * The sources of answers.
     *
     * @param silent sources that the page had to do without
     * @param names names by id
     */
    public static Completeness of(Collection<Answer> answers, Set<String> silent, Map<String, String> names) {
        Map<String, Boolean> answered = new TreeMap<>();
        silent.forEach(id -> answered.put(id, false));
        for (Answer answer : answers) {
            for (QueryAnswer.SourceUse use : answer.sources()) {
                answered.merge(use.id(), use.status().equals("ok"), Boolean::logicalAnd);
            }
            answer.silentSource().ifPresent(id -> answered.put(id, false));
        }
        return new Completeness(answered.entrySet().stream()
                .map(e -> new Source(e.getKey(), names.getOrDefault(e.getKey(), e.getKey()), e.getValue()))
                .toList());
    }

    public int asked() {
        return sources.size();
    }

    public long answered() {
        return sources.stream().filter(Source::answered).count();
    }

    public boolean whole() {
        return answered() == asked();
    }

    /** Names of those that did not answer, for a sentence. */
    public String silent() {
        return sources.stream()
                .filter(source -> !source.answered())
                .map(Source::name)
                .collect(Collectors.joining(", "));
    }
}
