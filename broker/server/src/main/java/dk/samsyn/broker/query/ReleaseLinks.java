package dk.samsyn.broker.query;

import dk.samsyn.broker.release.ColumnRule;
import dk.samsyn.broker.release.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * Joins of rows about persons with a table without persons (rule 2): along a declared unique key of that table only, so that no
 * row is multiplied and no list of one's own can be laid over persons.
 */
final class ReleaseLinks {
    private final ReleaseContext context;
    private final ReleaseForm form;

    ReleaseLinks(ReleaseContext context, ReleaseForm form) {
        this.context = context;
        this.form = form;
    }

    /** The joined rows; exactly one side is about persons. */
    ReleaseRows linked(
            Join join,
            Optional<ReleaseRows> left,
            @Nullable RelNode leftOther,
            Optional<ReleaseRows> right,
            @Nullable RelNode rightOther,
            List<RexNode> conjuncts) {
        boolean personsLeft = left.isPresent();
        ReleaseRows persons = left.or(() -> right).orElseThrow();
        RelNode other = java.util.Objects.requireNonNull(personsLeft ? rightOther : leftOther);
        JoinRelType outer = personsLeft ? JoinRelType.LEFT : JoinRelType.RIGHT;
        boolean keepsPersons = join.getJoinType() == outer;
        ReleaseRows reference = reference(other).orElseThrow(ReleaseLinks::refused);
        if ((join.getJoinType() != JoinRelType.INNER && !keepsPersons)
                || persons.order().isPresent()) {
            throw refused();
        }
        List<ReleaseColumn> columns = new ArrayList<>(personsLeft ? persons.columns() : reference.columns());
        columns.addAll(personsLeft ? reference.columns() : persons.columns());
        ReleaseTerms terms = new ReleaseTerms(columns, context.constants());
        ReleasePart part = reference.parts().get(0);
        ReleasePart linked = null;
        List<RexNode> others = new ArrayList<>();
        for (RexNode conjunct : conjuncts) {
            Optional<ReleasePart.Link> link =
                    linked == null ? link(conjunct, terms, part, keepsPersons) : Optional.empty();
            if (link.isPresent()) {
                linked = part.linked(link.get());
            } else {
                others.add(conjunct);
            }
        }
        if (linked == null || (keepsPersons && !others.isEmpty())) {
            throw refused();
        }
        ReleasePart tied = linked;
        List<ReleaseColumn> retied =
                columns.stream().map(c -> retied(c, part, tied)).toList();
        List<ReleasePart> parts = new ArrayList<>(persons.parts());
        parts.add(tied);
        ReleaseRows joined = new ReleaseRows(parts, persons.conditions(), persons.among(), retied, Optional.empty());
        for (RexNode condition : others) {
            joined = new ReleasePredicates(context, form, null).under(joined, condition, null);
        }
        return joined;
    }

    private static ReleaseColumn retied(ReleaseColumn column, ReleasePart from, ReleasePart to) {
        return column instanceof ReleaseColumn.Clear clear && clear.term().part() == from
                ? new ReleaseColumn.Clear(new ReleaseTerm(
                        to,
                        clear.term().index(),
                        clear.term().grain(),
                        clear.term().type()))
                : column;
    }

    /** A table without persons, perhaps with some of its columns chosen. */
    private Optional<ReleaseRows> reference(RelNode rel) {
        if (rel instanceof GovernedScan scan) {
            return Optional.of(
                    ReleaseForm.rows(ReleasePart.table(scan, context.schema().table(scan.name.table()))));
        }
        if (rel instanceof Project project) {
            return reference(project.getInput()).map(rows -> {
                ReleaseTerms terms = new ReleaseTerms(rows.columns(), context.constants());
                return rows.withColumns(
                        project.getProjects().stream().map(terms::read).toList());
            });
        }
        return Optional.empty();
    }

    private static Optional<ReleasePart.Link> link(
            RexNode node, ReleaseTerms terms, ReleasePart reference, boolean outer) {
        if (node.getKind() != SqlKind.EQUALS) {
            return Optional.empty();
        }
        Optional<ReleaseTerm> a = terms.term(((RexCall) node).getOperands().get(0));
        Optional<ReleaseTerm> b = terms.term(((RexCall) node).getOperands().get(1));
        if (a.isEmpty() || b.isEmpty()) {
            return Optional.empty();
        }
        ReleaseTerm key = a.get().part() == reference ? a.get() : b.get();
        ReleaseTerm column = a.get().part() == reference ? b.get() : a.get();
        boolean declared = key.part() == reference
                && column.part() != reference
                && key.grain() == null
                && column.grain() == null
                && reference.rule.keys().contains(reference.field(key.index()).getName());
        ColumnRule.Kind kind = column.rule().kind();
        boolean known = kind == ColumnRule.Kind.CATEGORY || kind == ColumnRule.Kind.PROVIDER;
        return declared && known ? Optional.of(new ReleasePart.Link(column, key.index(), outer)) : Optional.empty();
    }

    private static RuntimeException refused() {
        return Rule.PERSON_KEY.refusal(
                "Rækker om borgere kan kun forbindes med organisation (på org_id) og kommune_reference (på kommunekode);"
                        + " andre tabeller og egne lister forbindes med de frigivne grupper.",
                "Rows about persons may only be joined to organisation (on org_id) and kommune_reference (on kommunekode);"
                        + " join other tables and lists of your own to released groups.");
    }
}
