package dk.samsyn.broker.config;

import java.util.List;
import java.util.stream.Collectors;

/** Files that the broker cannot run with, with all their problems at once. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public ConfigurationException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Every problem found, in the order of files and lines. */
    public List<Problem> problems() {
        return problems;
    }
}
