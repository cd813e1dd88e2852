package dk.samsyn.broker.query;

import dk.samsyn.broker.release.ColumnRule;
import dk.samsyn.broker.release.TableRule;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.jspecify.annotations.Nullable;

/**
 * One table, view or inner group of a tree about persons; told from others by identity, since a table may stand in it twice.
 */
final class ReleasePart {
    final RelNode rows;
    final TableRule rule;

    /** How a table without persons is tied to the others, or null for one about persons. */
    final @Nullable Link link;

    /** What an inner group by person is made of, or null for a table or view. */
    final @Nullable ReleaseRows inner;

    /**
     * A tie by a declared unique key.
     *
     * @param column the column of a table about persons
     * @param key the index of the key column here
     * @param outer whether rows without a match stay
     */
    record Link(ReleaseTerm column, int key, boolean outer) {}

    private ReleasePart(RelNode rows, TableRule rule, @Nullable Link link, @Nullable ReleaseRows inner) {
        this.rows = rows;
        this.rule = rule;
        this.link = link;
        this.inner = inner;
    }

    static ReleasePart table(RelNode rows, TableRule rule) {
        return new ReleasePart(rows, rule, null, null);
    }

    static ReleasePart nested(RelNode rows, TableRule rule, ReleaseRows inner) {
        return new ReleasePart(rows, rule, null, inner);
    }

    /** The same table tied to a column. */
    ReleasePart linked(Link to) {
        return new ReleasePart(rows, rule, to, null);
    }

    boolean aboutPersons() {
        return link == null;
    }

    Optional<Integer> field(String column) {
        return Optional.ofNullable(rows.getRowType().getField(column, true, false))
                .map(RelDataTypeField::getIndex);
    }

    int width() {
        return rows.getRowType().getFieldCount();
    }

    RelDataTypeField field(int index) {
        return rows.getRowType().getFieldList().get(index);
    }

    ColumnRule columnRule(int index) {
        return rule.column(field(index).getName());
    }
}
