package dk.samsyn.broker.portal.benchmark;

import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.NoticeWords;
import dk.samsyn.broker.query.QueryAnswer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How the numbers of a page came about: statements, policies, notices, and sources with the age of their data. */
final class Provenance {
    private Provenance() {}

    /** A statement behind the page. */
    record Statement(String what, String sql) {}

    /** A source behind the numbers, with the time of its data. */
    record Source(String name, boolean answered, String asOf) {}

    /**
     * What the template {@code benchmark/beregnet} shows.
     *
     * @param sourceNames names of sources by id
     */
    static Map<String, Object> of(
            List<Statement> statements, Collection<Answer> answers, Map<String, String> sourceNames) {
        Map<String, Source> sources = new TreeMap<>();
        for (Answer answer : answers) {
            for (QueryAnswer.SourceUse use : answer.sources()) {
                sources.put(
                        use.id(),
                        new Source(
                                sourceNames.getOrDefault(use.id(), use.id()),
                                use.status().equals("ok"),
                                use.asOf().map(Provenance::minute).orElse("")));
            }
        }
        Map<String, Object> model = new HashMap<>();
        model.put("saetninger", statements);
        model.put("politikker", each(answers, Answer::policies, PolicyRef::id));
        model.put("kilder", List.copyOf(sources.values()));
        model.put(
                "noter",
                each(answers, Answer::notices, Notice::text).stream()
                        .map(notice -> NoticeWords.of(notice, sourceNames))
                        .toList());
        return model;
    }

    private static <T> List<T> each(
            Collection<Answer> answers, Function<Answer, List<T>> of, Function<T, String> named) {
        return List.copyOf(answers.stream()
                .flatMap(answer -> of.apply(answer).stream())
                .collect(Collectors.toMap(named, t -> t, (a, b) -> a, TreeMap::new))
                .values());
    }

    /** {@code 2026-11-23T02:00:05.1} as {@code 23.11.2026 02:00}. */
    private static String minute(String iso) {
        return iso.matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}.*")
                ? iso.substring(8, 10) + "." + iso.substring(5, 7) + "." + iso.substring(0, 4) + " "
                        + iso.substring(11, 16)
                : iso;
    }
}
