package dk.samsyn.broker.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects what is wrong with configuration, so that all of it is reported at once. */
public final class ConfigProblems {
    private final List<String> problems = new ArrayList<>();

    /** Adds a problem: file and path within it, then what is wrong and what is expected. */
    public void add(String where, String what) {
        problems.add(where + ": " + what);
    }

    /** Adds problems that name their place themselves. */
    public void addAll(Collection<String> placed) {
        problems.addAll(placed);
    }

    /** Problems so far, in order. */
    public List<String> all() {
        return List.copyOf(problems);
    }

    /** Throws one {@link ConfigException} with every problem, if there is any. */
    public void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }
}
