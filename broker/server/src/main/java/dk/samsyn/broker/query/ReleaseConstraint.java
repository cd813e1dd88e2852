package dk.samsyn.broker.query;

import dk.samsyn.broker.release.ColumnRule;
import dk.samsyn.broker.release.Grain;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a statement demands of one column, in one canonical form (rules 4 and 22): the same demand written otherwise is
 * equal to it.
 *
 * @param term the column; its grain is set only where a part of a date is compared
 * @param in allowed values as texts, or null for all
 * @param out values not allowed
 * @param low lower bound
 * @param high upper bound
 * @param prefixes beginnings of which a code has one, or null for all
 * @param nulls whether rows without a value are kept
 */
record ReleaseConstraint(
        ReleaseTerm term,
        @Nullable TreeSet<String> in,
        TreeSet<String> out,
        @Nullable Bound low,
        @Nullable Bound high,
        @Nullable TreeSet<String> prefixes,
        boolean nulls) {
    /** An end of a range: a number or a day. */
    record Bound(Object value, boolean inclusive) {
        @SuppressWarnings("unchecked")
        private int compare(Bound other) {
            return ((Comparable<Object>) value).compareTo(other.value);
        }

        /** The stricter of two lower bounds. */
        static @Nullable Bound later(@Nullable Bound a, @Nullable Bound b) {
            if (a == null || b == null) {
                return a == null ? b : a;
            }
            int order = a.compare(b);
            return order > 0 || (order == 0 && !a.inclusive) ? a : b;
        }

        /** The stricter of two upper bounds. */
        static @Nullable Bound earlier(@Nullable Bound a, @Nullable Bound b) {
            if (a == null || b == null) {
                return a == null ? b : a;
            }
            int order = a.compare(b);
            return order < 0 || (order == 0 && !a.inclusive) ? a : b;
        }
    }

    static ReleaseConstraint none(ReleaseTerm term) {
        return new ReleaseConstraint(term, null, new TreeSet<>(), null, null, null, true);
    }

    static ReleaseConstraint in(ReleaseTerm term, Set<String> values, boolean nulls) {
        Set<String> all = term.grain() == null ? term.rule().values() : Set.of();
        boolean everything = !all.isEmpty() && values.containsAll(all);
        return new ReleaseConstraint(
                term, everything ? null : new TreeSet<>(values), new TreeSet<>(), null, null, null, nulls);
    }

    static ReleaseConstraint notIn(ReleaseTerm term, Set<String> values) {
        return new ReleaseConstraint(term, null, new TreeSet<>(values), null, null, null, false);
    }

    static ReleaseConstraint range(ReleaseTerm term, @Nullable Bound low, @Nullable Bound high) {
        return new ReleaseConstraint(term, null, new TreeSet<>(), low, high, null, false);
    }

    static ReleaseConstraint prefix(ReleaseTerm term, String prefix) {
        return new ReleaseConstraint(term, null, new TreeSet<>(), null, null, new TreeSet<>(Set.of(prefix)), false);
    }

    boolean sameTerm(ReleaseConstraint other) {
        return term.sameColumn(other.term) && java.util.Objects.equals(term.grain(), other.term.grain());
    }

    ReleaseConstraint and(ReleaseConstraint other) {
        TreeSet<String> both = in == null ? other.in : in;
        if (in != null && other.in != null) {
            both = new TreeSet<>(in);
            both.retainAll(other.in);
        }
        TreeSet<String> none = new TreeSet<>(out);
        none.addAll(other.out);
        TreeSet<String> starts = prefixes == null ? other.prefixes : prefixes;
        if (prefixes != null && other.prefixes != null) {
            starts = new TreeSet<>();
            for (String a : prefixes) {
                for (String b : other.prefixes) {
                    if (a.startsWith(b) || b.startsWith(a)) {
                        starts.add(a.length() > b.length() ? a : b);
                    }
                }
            }
        }
        return new ReleaseConstraint(
                term,
                both,
                none,
                Bound.later(low, other.low),
                Bound.earlier(high, other.high),
                starts,
                nulls && other.nulls);
    }

    /** Either of two, if that is again a demand of this form: lists of values, of beginnings, or a missing value. */
    Optional<ReleaseConstraint> or(ReleaseConstraint other) {
        if (!sameTerm(other)) {
            return Optional.empty();
        }
        if (onlyNull() || other.onlyNull()) {
            ReleaseConstraint some = onlyNull() ? other : this;
            return Optional.of(new ReleaseConstraint(
                    term, some.in, some.out, some.low, some.high, some.prefixes, nulls || other.nulls));
        }
        boolean lists = onlyList() && other.onlyList();
        boolean starts = onlyPrefixes() && other.onlyPrefixes();
        if (!lists && !starts) {
            return Optional.empty();
        }
        return Optional.of(new ReleaseConstraint(
                term,
                union(in, other.in),
                new TreeSet<>(),
                null,
                null,
                union(prefixes, other.prefixes),
                nulls || other.nulls));
    }

    private static @Nullable TreeSet<String> union(@Nullable TreeSet<String> a, @Nullable TreeSet<String> b) {
        if (a == null || b == null) {
            return null;
        }
        TreeSet<String> both = new TreeSet<>(a);
        both.addAll(b);
        return both;
    }

    private boolean onlyNull() {
        return nulls && in != null && in.isEmpty();
    }

    private boolean onlyList() {
        return in != null && out.isEmpty() && low == null && high == null && prefixes == null;
    }

    private boolean onlyPrefixes() {
        return prefixes != null && in == null && out.isEmpty() && low == null && high == null;
    }

    /** Whether it keeps every row. */
    boolean empty() {
        return nulls && keepsAll();
    }

    /** Whether it keeps every row that has a value. */
    boolean keepsAll() {
        return in == null && out.isEmpty() && low == null && high == null && prefixes == null;
    }

    /** The one value that is allowed, if there is one. */
    Optional<String> single() {
        return in != null && in.size() == 1 && !nulls ? Optional.of(in.first()) : Optional.empty();
    }

    /**
     * If it is one of very many ways to choose some of the values, which: a list, or a range. Of ranges there are as many as pairs
     * of cuts, and the difference of two is a group whose noise is drawn anew each time. One value and one group of the column's
     * own hierarchy are no choice, nor is what holds today, which is another day tomorrow.
     */
    Optional<String> choice(LocalDate today) {
        if ((in != null && in.size() > 1) || !out.isEmpty() || (prefixes != null && prefixes.size() > 1)) {
            return Optional.of(canonical());
        }
        return ReleaseRange.of(this, today).map(range -> ReleaseGroups.label(term, term.grain()) + " " + range);
    }

    /** Whether groups by it must be larger: it names a sensitive value. */
    boolean sensitive() {
        Set<String> sensitive = term.rule().sensitive();
        return (in != null && in.stream().anyMatch(value -> tells(sensitive, value)))
                || (prefixes != null
                        && prefixes.stream().anyMatch(p -> sensitive.stream().anyMatch(p::startsWith)))
                || term.rule().minimum() > 0;
    }

    /** A code below a sensitive one is sensitive too. */
    private boolean tells(Set<String> sensitive, String value) {
        return sensitive.contains(value)
                || (term.rule().kind() == ColumnRule.Kind.CODE
                        && sensitive.stream().anyMatch(value::startsWith));
    }

    /** Canonical text. */
    String canonical() {
        String name = ReleaseGroups.label(term, term.grain());
        List<String> parts = new ArrayList<>();
        if (in != null) {
            parts.add(in.size() == 1 && !nulls ? name + "=" + in.first() : name + " in " + in);
        }
        if (!out.isEmpty()) {
            parts.add(name + " not in " + out);
        }
        if (low != null) {
            parts.add(name + (low.inclusive ? ">=" : ">") + low.value);
        }
        if (high != null) {
            parts.add(name + (high.inclusive ? "<=" : "<") + high.value);
        }
        if (prefixes != null) {
            parts.add(name + " starts " + prefixes);
        }
        if (nulls) {
            parts.add(name + " or null");
        }
        return parts.isEmpty() ? name + " not null" : String.join(" and ", parts);
    }

    /** The demand as an expression over a reference to the column. */
    RexNode condition(RexBuilder rex, RexNode column) {
        RexNode ref = column;
        if (term.grain() instanceof Grain.Part part) {
            ref = rex.makeCall(
                    SqlStdOperatorTable.EXTRACT,
                    rex.makeFlag(TimeUnitRange.valueOf(part.unit().name())),
                    column);
        }
        List<RexNode> all = new ArrayList<>();
        if (in != null) {
            all.add(in.isEmpty() ? rex.makeLiteral(false) : any(rex, ref, in, SqlStdOperatorTable.EQUALS));
        }
        for (String value : out) {
            all.add(rex.makeCall(SqlStdOperatorTable.NOT_EQUALS, ref, literal(rex, value, ref.getType())));
        }
        if (low != null) {
            SqlOperator operator =
                    low.inclusive ? SqlStdOperatorTable.GREATER_THAN_OR_EQUAL : SqlStdOperatorTable.GREATER_THAN;
            all.add(rex.makeCall(operator, ref, literal(rex, low.value, ref.getType())));
        }
        if (high != null) {
            SqlOperator operator =
                    high.inclusive ? SqlStdOperatorTable.LESS_THAN_OR_EQUAL : SqlStdOperatorTable.LESS_THAN;
            all.add(rex.makeCall(operator, ref, literal(rex, high.value, ref.getType())));
        }
        if (prefixes != null) {
            all.add(any(
                    rex,
                    ref,
                    prefixes.stream().map(p -> p + "%").collect(java.util.stream.Collectors.toCollection(TreeSet::new)),
                    SqlStdOperatorTable.LIKE));
        }
        if (all.isEmpty()) {
            return nulls ? rex.makeLiteral(true) : rex.makeCall(SqlStdOperatorTable.IS_NOT_NULL, column);
        }
        RexNode every = RexUtil.composeConjunction(rex, all);
        return nulls
                ? rex.makeCall(SqlStdOperatorTable.OR, rex.makeCall(SqlStdOperatorTable.IS_NULL, column), every)
                : every;
    }

    private static RexNode any(RexBuilder rex, RexNode ref, TreeSet<String> values, SqlOperator operator) {
        List<RexNode> any = values.stream()
                .map(v -> rex.makeCall(operator, ref, literal(rex, v, ref.getType())))
                .toList();
        return RexUtil.composeDisjunction(rex, any);
    }

    private static RexNode literal(RexBuilder rex, Object value, RelDataType type) {
        SqlTypeName name = type.getSqlTypeName();
        if (value instanceof LocalDate day) {
            String text = day.toString();
            return name == SqlTypeName.TIMESTAMP
                    ? rex.makeTimestampLiteral(new TimestampString(text + " 00:00:00"), 3)
                    : rex.makeDateLiteral(new DateString(text));
        }
        if (value instanceof BigDecimal number) {
            // A stripped 50 is 5E+1, for which there is no SQL type.
            return rex.makeExactLiteral(number.scale() < 0 ? number.setScale(0) : number);
        }
        String text = value.toString();
        return switch (name) {
            case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL, DOUBLE, FLOAT, REAL ->
                rex.makeExactLiteral(new BigDecimal(text));
            case BOOLEAN -> rex.makeLiteral(Boolean.parseBoolean(text));
            default -> rex.makeLiteral(text, rex.getTypeFactory().createSqlType(SqlTypeName.VARCHAR), true);
        };
    }
}
