package dk.samsyn.broker.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that a reader of files can go on and report everything at once. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();

    void add(Problem problem) {
        found.add(problem);
    }

    void add(YamlDocument document, String path, String message) {
        found.add(new Problem(document.file(), document.line(path), path, message));
    }

    int count() {
        return found.size();
    }

    /** Hands everything over, in the order of files and lines. */
    void reportTo(ConfigProblems all) {
        found.stream()
                .sorted(Comparator.comparing(Problem::file)
                        .thenComparing(Problem::line)
                        .thenComparing(Problem::path))
                .distinct()
                .forEach(problem -> all.add(problem.where(), problem.message()));
    }
}
