package dk.samsyn.broker.query;

import dk.samsyn.broker.release.ColumnRule;
import dk.samsyn.broker.release.Grain;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * A clear expression (rule 3): one column of one table, generalised at most once.
 *
 * @param part the table
 * @param index the column
 * @param grain the generalisation that the statement wrote, or null for the column as it stands
 * @param type type of the expression in the statement
 */
record ReleaseTerm(ReleasePart part, int index, @Nullable Grain grain, RelDataType type) {
    ColumnRule rule() {
        return part.columnRule(index);
    }

    /** Table and column, for messages and canonical forms. */
    String name() {
        return part.rule.name() + "." + part.field(index).getName();
    }

    boolean sameColumn(ReleaseTerm other) {
        return part == other.part && index == other.index;
    }

    ReleaseTerm with(Grain coarser, RelDataType newType) {
        return new ReleaseTerm(part, index, coarser, newType);
    }

    boolean isPerson() {
        return rule().kind() == ColumnRule.Kind.PERSON;
    }
}
