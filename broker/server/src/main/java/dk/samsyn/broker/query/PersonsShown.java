package dk.samsyn.broker.query;

import dk.samsyn.broker.audit.AuditLog;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Persons whose data an answer shows, by the kind of data, until they are in the audit log. Thread-safe. */
final class PersonsShown {
    private final UnaryOperator<String> categoryOf;
    private final Map<String, String> categories = new HashMap<>();
    private final Map<String, Set<String>> waiting = new HashMap<>();
    private final Map<String, Set<String>> told = new HashMap<>();

    /**
     * Nobody yet.
     *
     * @param categoryOf the kind of data of a table, by its qualified name
     */
    PersonsShown(UnaryOperator<String> categoryOf) {
        this.categoryOf = categoryOf;
    }

    /** A row of a table about a person was read for the answer, by canonical number. */
    synchronized void read(String table, String person) {
        String category = categories.computeIfAbsent(table, categoryOf);
        if (!told.getOrDefault(category, Set.of()).contains(person)) {
            waiting.computeIfAbsent(category, none -> new HashSet<>()).add(person);
        }
    }

    /** Writes who is not yet written; returns when it is durable. */
    synchronized void tell(AuditLog.Entry audit) {
        for (Map.Entry<String, Set<String>> entry : waiting.entrySet()) {
            audit.shown(entry.getValue(), entry.getKey());
            told.computeIfAbsent(entry.getKey(), none -> new HashSet<>()).addAll(entry.getValue());
        }
        waiting.clear();
    }
}
