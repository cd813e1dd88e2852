package dk.samsyn.broker.query;

import dk.samsyn.spi.Capability;
import dk.samsyn.spi.PersonFormat;
import dk.samsyn.spi.SourceColumn;
import dk.samsyn.spi.SqlSource;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Which trees one SQL source can compute exactly as the broker would: a list of what is known to be the same in PostgreSQL,
 * MariaDB and H2. What is not on the list stays in the broker.
 */
final class SqlShape {
    private static final Set<SqlKind> LOGIC = Set.of(
            SqlKind.AND,
            SqlKind.OR,
            SqlKind.NOT,
            SqlKind.IS_NULL,
            SqlKind.IS_NOT_NULL,
            SqlKind.IS_TRUE,
            SqlKind.IS_NOT_TRUE,
            SqlKind.IS_FALSE,
            SqlKind.IS_NOT_FALSE,
            SqlKind.CASE,
            SqlKind.COALESCE);
    private static final Set<SqlKind> COMPARISON = Set.of(
            SqlKind.EQUALS,
            SqlKind.NOT_EQUALS,
            SqlKind.LESS_THAN,
            SqlKind.LESS_THAN_OR_EQUAL,
            SqlKind.GREATER_THAN,
            SqlKind.GREATER_THAN_OR_EQUAL,
            SqlKind.SEARCH);
    private static final Set<JoinRelType> JOINS =
            Set.of(JoinRelType.INNER, JoinRelType.LEFT, JoinRelType.SEMI, JoinRelType.ANTI);

    private final boolean enabled;
    private final IdentityHashMap<RelNode, Optional<Home>> homes = new IdentityHashMap<>();

    SqlShape(boolean enabled) {
        this.enabled = enabled;
    }

    /**
     * The source that can compute a tree.
     *
     * @param source the source
     * @param partitioned whether the rows are spread over its partitions
     */
    record Home(SqlSource source, boolean partitioned) {}

    /** A raw column behind a column of a tree. */
    record Origin(SourceScan scan, SourceColumn column) {
        boolean isPartition() {
            return column.name().equals(scan.sourceTable.partitionColumn());
        }
    }

    /** The source that can compute the whole tree, if there is one. */
    Optional<Home> home(RelNode rel) {
        Optional<Home> known = homes.get(rel);
        if (known == null) {
            known = find(rel);
            homes.put(rel, known);
        }
        return known;
    }

    private Optional<Home> find(RelNode rel) {
        if (rel instanceof SourceScan scan) {
            boolean sql = scan.source instanceof SqlSource
                    && scan.sourceTable.capabilities().contains(Capability.SQL);
            return sql
                    ? Optional.of(new Home(
                            (SqlSource) scan.source,
                            !scan.sourceTable.partitionColumn().isEmpty()))
                    : Optional.empty();
        }
        if (rel instanceof Seal seal) {
            return seal.tap.isPresent() ? Optional.empty() : home(seal.getInput());
        }
        if (rel instanceof Filter filter) {
            return home(filter.getInput()).filter(h -> evaluates(filter, h));
        }
        if (rel instanceof Project project) {
            return home(project.getInput())
                    .filter(h -> countsOnly(project)
                            || project.getProjects().stream().allMatch(e -> output(e, project.getInput(), h)));
        }
        if (!enabled) {
            return Optional.empty();
        }
        if (rel instanceof Join join) {
            return join(join);
        }
        if (rel instanceof Aggregate aggregate) {
            return new SourceAggregates(this).home(aggregate);
        }
        if (rel instanceof Sort sort) {
            return home(sort.getInput()).filter(h -> !h.partitioned() && sort(sort));
        }
        return Optional.empty();
    }

    /** Rows of which no column is read are one number each: the source counts them. */
    private static boolean countsOnly(Project project) {
        return project.getProjects().size() == 1
                && project.getProjects().get(0) instanceof RexLiteral number
                && number.getType().getSqlTypeName() == SqlTypeName.INTEGER
                && !number.isNull();
    }

    private Optional<Home> join(Join join) {
        Optional<Home> left = home(join.getLeft());
        Optional<Home> right = home(join.getRight());
        if (left.isEmpty()
                || right.isEmpty()
                || !JOINS.contains(join.getJoinType())
                || !left.get().source().id().equals(right.get().source().id())) {
            return Optional.empty();
        }
        boolean can = RelOptUtil.conjunctions(join.getCondition()).stream()
                .allMatch(c -> scalar(c, join, left.get()) && !c.isAlwaysTrue());
        ImmutableBitSet compared = comparedColumns(join.getCondition());
        if (!join.getJoinType().projectsRight()) {
            // They are written as joins with the distinct keys of the right side.
            can &= join.analyzeCondition().isEqui() && !left.get().partitioned() && exactColumns(join, compared);
        } else {
            can &= tellsApart(left.get()) || exactColumns(join, compared);
        }
        boolean together = !left.get().partitioned() || joinsPartitions(join);
        return can && together && !join.analyzeCondition().leftKeys.isEmpty() ? left : Optional.empty();
    }

    /** Rows of a partitioned source meet only rows of their own partition if the partition columns are joined. */
    private static boolean joinsPartitions(Join join) {
        int width = join.getLeft().getRowType().getFieldCount();
        return RelOptUtil.conjunctions(join.getCondition()).stream()
                .flatMap(c -> Predicates.keys(c, width).stream())
                .anyMatch(k -> origin(join.getLeft(), k.left())
                                .filter(Origin::isPartition)
                                .isPresent()
                        && origin(join.getRight(), k.right())
                                .filter(Origin::isPartition)
                                .isPresent());
    }

    /** Whether a source's answer to all of a filter's conditions needs no second check. */
    boolean evaluates(Filter filter, Home home) {
        return RelOptUtil.conjunctions(filter.getCondition()).stream()
                .allMatch(c -> condition(c, filter.getInput(), home) && exact(c, filter.getInput(), home));
    }

    private static boolean sort(Sort sort) {
        return sort.fetch instanceof RexLiteral
                && (sort.offset == null || sort.offset instanceof RexLiteral)
                && sort.getCollation().getFieldCollations().stream()
                        .allMatch(c -> numeric(sort.getInput(), c.getFieldIndex())
                                || datetime(sort.getInput(), c.getFieldIndex())
                                || exactColumn(sort.getInput(), c.getFieldIndex()));
    }

    private static RelDataType type(RelNode rel, int column) {
        return rel.getRowType().getFieldList().get(column).getType();
    }

    static boolean numeric(RelNode rel, int column) {
        return SqlTypeUtil.isNumeric(type(rel, column));
    }

    static boolean datetime(RelNode rel, int column) {
        return SqlTypeUtil.isDatetime(type(rel, column));
    }

    /** A column whose values are equal in the source where they are here, however that is written. */
    static boolean exactColumn(RelNode rel, int column) {
        if (rel instanceof Join join) {
            // Its condition reads both sides, also where it shows one only.
            int width = join.getLeft().getRowType().getFieldCount();
            return column < width ? exactColumn(join.getLeft(), column) : exactColumn(join.getRight(), column - width);
        }
        return type(rel, column).getSqlTypeName() != SqlTypeName.VARCHAR
                || origin(rel, column).filter(o -> o.column().exactText()).isPresent();
    }

    /** Whether a source evaluates a condition over a tree's rows; {@link #exact} says whether it must be checked again. */
    boolean condition(RexNode condition, RelNode input, Home home) {
        Optional<KeyCondition> keys = KeyCondition.of(condition);
        if (keys.isPresent()) {
            Optional<Origin> origin = origin(input, keys.get().column());
            boolean person = keys.get().person();
            if (origin.isEmpty()) {
                return enabled && scalar(condition, input, home);
            }
            boolean fits = !person || origin.get().column().person() != PersonFormat.NONE;
            boolean keyed = person || keys.get().set() >= 0 || origin.get().isPartition();
            if (keyed) {
                return fits && type(input, keys.get().column()).getSqlTypeName() == SqlTypeName.VARCHAR;
            }
        }
        return enabled && scalar(condition, input, home);
    }

    /** Whether the source's answer to a condition, or value of an expression, needs no second check. */
    static boolean exact(RexNode expression, RelNode input, Home home) {
        boolean told = tellsApart(home) && !sendsKeys(expression);
        return told || exactColumns(input, comparedColumns(expression));
    }

    /** Keys are compared by the column's own collation alone: an index has to find them. */
    private static boolean sendsKeys(RexNode condition) {
        return KeyCondition.of(condition)
                .filter(keys -> keys.person() || keys.set() >= 0)
                .isPresent();
    }

    private static boolean exactColumns(RelNode rel, ImmutableBitSet columns) {
        return columns.asList().stream().allMatch(i -> exactColumn(rel, i));
    }

    /** Whether texts that the source takes for the same are told apart by how {@link SqlWriter} writes. */
    static boolean tellsApart(Home home) {
        return CodePoints.tellApart(home.source().dialect());
    }

    /** The columns whose values matter to an expression: that there is none is the same in every collation. */
    private static ImmutableBitSet comparedColumns(RexNode expression) {
        RelOptUtil.InputFinder finder = new RelOptUtil.InputFinder() {
            @Override
            public Void visitCall(RexCall call) {
                boolean none = call.isA(SqlKind.IS_NULL) || call.isA(SqlKind.IS_NOT_NULL);
                return none && call.getOperands().get(0) instanceof RexInputRef ? null : super.visitCall(call);
            }
        };
        expression.accept(finder);
        return finder.build();
    }

    /** Whether a source can show an expression over a tree's rows. */
    boolean output(RexNode expression, RelNode input, Home home) {
        return expression instanceof RexInputRef
                || (!(expression instanceof RexLiteral)
                        && !(expression instanceof RexDynamicParam)
                        && computed(expression, input, home));
    }

    /** Whether a source computes an expression of a type that all products send alike, from texts that it compares as here. */
    boolean computed(RexNode expression, RelNode input, Home home) {
        return enabled
                && !RexOver.containsOver(expression)
                && !SqlTypeUtil.inCharFamily(expression.getType())
                && expression.getType().getSqlTypeName() != SqlTypeName.BOOLEAN
                && exact(expression, input, home)
                && scalar(expression, input, home);
    }

    private boolean scalar(RexNode node, RelNode input, Home home) {
        if (node instanceof RexInputRef || node instanceof RexDynamicParam) {
            return true;
        }
        if (node instanceof RexLiteral literal) {
            return literal.getValueAs(Comparable.class) == null || literal(literal);
        }
        if (!(node instanceof RexCall call) || node instanceof RexOver) {
            return false;
        }
        Optional<DateShift.Shift> shift = DateShift.of(call, home.source().dialect());
        if (shift.isPresent()) {
            return scalar(shift.get().date(), input, home);
        }
        List<RexNode> operands = call.getOperands();
        boolean known = LOGIC.contains(call.getKind())
                || (COMPARISON.contains(call.getKind()) && comparison(call, input, home))
                || DateParts.of(call).isPresent()
                || (call.getKind() == SqlKind.LIKE
                        && operands.size() == 2
                        && operands.get(1) instanceof RexLiteral pattern
                        && !String.valueOf(pattern.getValueAs(String.class)).contains("\\"));
        Optional<RexNode> dated = DateParts.of(call).map(DateParts.Part::date);
        return known
                && ((call.getKind() == SqlKind.SEARCH || dated.isPresent())
                        ? scalar(dated.orElse(operands.get(0)), input, home)
                        : operands.stream().allMatch(o -> scalar(o, input, home)));
    }

    private static boolean literal(RexLiteral literal) {
        return switch (literal.getType().getSqlTypeName()) {
            case CHAR, VARCHAR, BOOLEAN, INTEGER, BIGINT, SMALLINT, TINYINT, DECIMAL, DOUBLE, DATE, TIMESTAMP -> true;
            default -> false;
        };
    }

    /** Texts are compared for order only where that order is binary; other kinds of values of the same kind always. */
    private static boolean comparison(RexCall call, RelNode input, Home home) {
        boolean texts = call.getOperands().stream().anyMatch(o -> SqlTypeUtil.inCharFamily(o.getType()));
        return call.getKind() == SqlKind.EQUALS || !texts || exact(call, input, home);
    }

    /** The raw column behind a column of a tree, if it is one unchanged. */
    static Optional<Origin> origin(RelNode rel, int column) {
        if (rel instanceof SourceScan scan) {
            return Optional.of(new Origin(scan, scan.sourceTable.columns().get(column)));
        }
        if (rel instanceof Filter || rel instanceof Seal || rel instanceof Sort) {
            return origin(rel.getInput(0), column);
        }
        if (rel instanceof Project project) {
            return project.getProjects().get(column) instanceof RexInputRef ref
                    ? origin(project.getInput(), ref.getIndex())
                    : Optional.empty();
        }
        if (rel instanceof Aggregate aggregate) {
            return column < aggregate.getGroupSet().cardinality()
                    ? origin(aggregate.getInput(), aggregate.getGroupSet().nth(column))
                    : Optional.empty();
        }
        if (rel instanceof Join join) {
            int width = join.getLeft().getRowType().getFieldCount();
            return column < width ? origin(join.getLeft(), column) : origin(join.getRight(), column - width);
        }
        return Optional.empty();
    }
}
