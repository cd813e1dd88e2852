package dk.samsyn.broker.query;

import dk.samsyn.broker.audit.AuditLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Persons whose data an answer shows, by the kind of data, until they are in the audit log. Thread-safe. */
final class PersonsShown {
    private final UnaryOperator<String> categoryOf;
    private final Map<String, String> categories = new HashMap<>();
    private final Map<String, Persons> byCategory = new HashMap<>();

    /**
     * Persons with one kind of data.
     *
     * @param all everybody so far
     * @param waiting those of them who are not in the log
     */
    private record Persons(Set<String> all, List<String> waiting) {
        private Persons() {
            this(new HashSet<>(), new ArrayList<>());
        }
    }

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
        Persons persons = byCategory.computeIfAbsent(category, none -> new Persons());
        if (persons.all().add(person)) {
            persons.waiting().add(person);
        }
    }

    /** Writes who is not yet written; returns when it is durable. Whoever could not be written waits on. */
    synchronized void tell(AuditLog.Entry audit) {
        byCategory.forEach((category, persons) -> {
            if (!persons.waiting().isEmpty()) {
                audit.shown(List.copyOf(persons.waiting()), category);
                persons.waiting().clear();
            }
        });
    }
}
