package dk.samsyn.broker.policy;

import dk.samsyn.broker.access.TableName;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a session may learn of one governed table. A row is visible if the condition of any grant is true and the condition of
 * every forbid is false; a visible cell shows the lightest mask among the grants true for its row that hold its column, else
 * NULL; a column in no grant is absent from the catalogue.
 *
 * @param table the table
 * @param category its kind of data, for the citizen's log
 * @param columns columns in at least one grant, in the catalogue's order
 * @param grants at least one
 * @param forbids possibly none
 * @param obligations of all policies behind the grants
 */
public record TableAccess(
        TableName table,
        String category,
        List<String> columns,
        List<Grant> grants,
        List<Forbid> forbids,
        Obligations obligations) {
    public TableAccess {
        columns = List.copyOf(columns);
        grants = List.copyOf(grants);
        forbids = List.copyOf(forbids);
        if (grants.isEmpty()) {
            throw new IllegalArgumentException("a table without grants is absent");
        }
    }

    /**
     * The grants that hold a column with what they show, lightest mask first: the branches of a CASE whose ELSE is NULL. A
     * single cell that is PLAIN for all grants of the table needs no CASE.
     */
    public List<Cell> cells(String column) {
        return grants.stream()
                .flatMap(grant -> cell(grant, grant.columns().get(column)))
                .sorted(Comparator.comparing(Cell::mask))
                .toList();
    }

    private static Stream<Cell> cell(Grant grant, @Nullable Mask mask) {
        return mask == null ? Stream.empty() : Stream.of(new Cell(grant.rows(), Objects.requireNonNull(mask)));
    }

    /** Grants whose use is told to somebody. Break-glass is not among them: it is told in a way of its own. */
    public List<Grant> notifying() {
        return grants.stream().filter(Grant::notifies).toList();
    }

    /** Grants that open rows without anybody being told. */
    public List<Grant> quiet() {
        return grants.stream()
                .filter(grant -> !grant.notifies() && grant.scope() != Grant.Scope.BREAK_GLASS)
                .toList();
    }

    /** On rows where {@code rows} is true, the column shows {@code mask}. */
    public record Cell(String rows, Mask mask) {}
}
