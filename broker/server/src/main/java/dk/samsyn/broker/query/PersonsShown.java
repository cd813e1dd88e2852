package dk.samsyn.broker.query;

import dk.samsyn.broker.audit.AuditLog;
import dk.samsyn.broker.audit.PersonList;
import dk.samsyn.broker.audit.PersonSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Persons whose data an answer shows, by the kind of data, until they are in the audit log. Thread-safe. */
final class PersonsShown {
    private final UnaryOperator<String> categoryOf;
    private final Map<String, String> categories = new HashMap<>();
    private final Map<String, Persons> byCategory = new HashMap<>();
    private final PersonList some = new PersonList();

    /**
     * Persons with one kind of data.
     *
     * @param all everybody so far
     * @param waiting those of them who are not in the log
     */
    private record Persons(PersonSet all, PersonList waiting) {
        private Persons() {
            this(new PersonSet(), new PersonList());
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

    /**
     * Rows about persons were read for the answer.
     *
     * @param tables the tables that they were made from
     * @param rows how many
     * @param personOf the person of each row by canonical number, or null if it is about nobody
     */
    synchronized void read(List<String> tables, int rows, IntFunction<? extends @Nullable Object> personOf) {
        List<Persons> kinds = tables.stream()
                .map(table -> categories.computeIfAbsent(table, categoryOf))
                .distinct()
                .map(category -> byCategory.computeIfAbsent(category, none -> new Persons()))
                .toList();
        some.clear();
        for (int row = 0; row < rows; row++) {
            Object person = personOf.apply(row);
            if (person != null) {
                some.add(person.toString());
            }
        }
        kinds.forEach(kind -> kind.all().addAll(some, kind.waiting()));
    }

    /** Writes who is not yet written. Whoever could not be written waits on. */
    synchronized void tell(AuditLog.Entry audit) {
        byCategory.forEach((category, persons) -> {
            if (persons.waiting().size() > 0) {
                audit.shown(persons.waiting().copy(), category);
                persons.waiting().clear();
            }
        });
    }
}
