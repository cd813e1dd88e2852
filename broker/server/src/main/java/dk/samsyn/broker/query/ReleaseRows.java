package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.calcite.rel.core.Sort;

/**
 * A tree of rows about persons in the only form that may stand below the gate: tables joined on the person, conditions, and
 * columns. Everything that the asker wrote below the gate is read into this and written anew from it; what cannot be read is
 * refused.
 *
 * @param parts tables, views and inner groups; all about persons are of the same person
 * @param conditions conditions on their columns
 * @param among rows whose persons must be among these too
 * @param columns columns that the tree gives
 * @param order an order or limit that stands above it, for a request of rows only
 */
record ReleaseRows(
        List<ReleasePart> parts,
        ReleaseConditions conditions,
        List<ReleaseRows> among,
        List<ReleaseColumn> columns,
        Optional<Sort> order) {
    ReleaseRows {
        parts = List.copyOf(parts);
        among = List.copyOf(among);
        columns = List.copyOf(columns);
    }

    static ReleaseRows of(ReleasePart part, List<ReleaseColumn> columns) {
        return new ReleaseRows(List.of(part), ReleaseConditions.NONE, List.of(), columns, Optional.empty());
    }

    ReleaseRows withColumns(List<ReleaseColumn> other) {
        return new ReleaseRows(parts, conditions, among, other, order);
    }

    ReleaseRows withConditions(ReleaseConditions other) {
        return new ReleaseRows(parts, other, among, columns, order);
    }

    ReleaseRows withAmong(ReleaseRows persons) {
        List<ReleaseRows> more = new ArrayList<>(among);
        more.add(persons);
        return new ReleaseRows(parts, conditions, more, columns, order);
    }

    ReleaseRows withOrder(Sort sort) {
        return new ReleaseRows(parts, conditions, among, columns, Optional.of(sort));
    }

    /** Both, side by side. */
    ReleaseRows joined(ReleaseRows other) {
        List<ReleasePart> allParts = new ArrayList<>(parts);
        allParts.addAll(other.parts);
        List<ReleaseRows> allAmong = new ArrayList<>(among);
        allAmong.addAll(other.among);
        List<ReleaseColumn> allColumns = new ArrayList<>(columns);
        allColumns.addAll(other.columns);
        return new ReleaseRows(allParts, conditions.and(other.conditions), allAmong, allColumns, Optional.empty());
    }

    /** Columns some of whose values are refused, in all parts, inner groups and rows that persons must be among. */
    int negations() {
        int own = (int) conditions.constraints().stream()
                .filter(c -> !c.out().isEmpty())
                .count();
        int inner = inner().mapToInt(ReleaseRows::negations).sum();
        return own + inner + among.stream().mapToInt(ReleaseRows::negations).sum();
    }

    /** Rows of the inner groups. */
    Stream<ReleaseRows> inner() {
        return parts.stream().flatMap(part -> Stream.ofNullable(part.inner));
    }

    boolean hasNested() {
        return inner().findAny().isPresent() || among.stream().anyMatch(ReleaseRows::hasNested);
    }

    /** Whether no person has more than one row. */
    boolean onePerPerson() {
        return parts.stream().allMatch(p -> !p.aboutPersons() || p.rule.onePerPerson());
    }
}
