package dk.samsyn.broker.query;

import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.PersonFormat;
import dk.samsyn.spi.SourceColumn;
import dk.samsyn.spi.SourceTable;
import dk.samsyn.spi.SqlRequest;
import dk.samsyn.spi.SqlRequest.Keys.Effect;
import dk.samsyn.spi.SqlSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.rules.JoinProjectTransposeRule;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.dialect.H2SqlDialect;
import org.apache.calcite.sql.dialect.MysqlSqlDialect;
import org.apache.calcite.sql.dialect.PostgresqlSqlDialect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Writes a tree as one statement of its source. Texts, parameters, keys and the partition never become part of the text: they
 * are gaps, marked while Calcite's converter writes and cut out afterwards. Every identifier comes from configuration.
 */
final class SqlWriter {
    /** A control character that no identifier holds and no literal reaches. */
    private static final String MARK = "\u0001";

    /** Calcite's own forms of this rule take the columns of a semi-join for those of an inner join. */
    private static final RelOptRule ABOVE_BOTH = above(
            "both",
            join -> join.inputs(
                    left -> left.operand(LogicalProject.class).anyInputs(),
                    right -> right.operand(LogicalProject.class).anyInputs()));

    private static final RelOptRule ABOVE_LEFT = above(
            "left",
            join -> join.inputs(left -> left.operand(LogicalProject.class).anyInputs()));

    private static final RelOptRule ABOVE_RIGHT = above(
            "right",
            join -> join.inputs(
                    left -> left.operand(RelNode.class).anyInputs(),
                    right -> right.operand(LogicalProject.class).anyInputs()));

    /** Tables about to be written whose text tests keys already. */
    private final IdentityHashMap<SourceScan, String> keyed = new IdentityHashMap<>();

    private final SqlShape.Home home;
    private final List<SqlQuery.Gap> gaps = new ArrayList<>();
    private final List<KeyCondition> partitionKeys = new ArrayList<>();
    private final List<String> tables = new ArrayList<>();
    private final SourceConverter converter;
    private final Estimates estimates;

    SqlWriter(SqlShape.Home home, Estimates estimates) {
        this.home = home;
        this.estimates = estimates;
        this.converter = new SourceConverter(dialect(home.source().dialect()));
    }

    private static RelOptRule above(
            String side, Function<RelRule.OperandDetailBuilder<LogicalJoin>, RelRule.Done> inputs) {
        return JoinProjectTransposeRule.Config.DEFAULT
                .withOperandSupplier(tree -> inputs.apply(tree.operand(LogicalJoin.class)
                        .predicate(join -> join.getJoinType().projectsRight())))
                .withDescription("columns of " + side + " sides of a join that shows both")
                .toRule();
    }

    SqlQuery write(RelNode tree) {
        RelNode written = flattened(visit(tree, Effect.EVERY_ROW));
        String sql = converter
                .visitRoot(written)
                .asStatement()
                .toSqlString(converter.dialect)
                .getSql();
        List<String> pieces = new ArrayList<>();
        List<SqlQuery.Gap> ordered = new ArrayList<>();
        String[] parts = sql.split(MARK, -1);
        for (int i = 0; i < parts.length; i++) {
            if (i % 2 == 0) {
                pieces.add(parts[i]);
            } else {
                ordered.add(gaps.get(Integer.parseInt(parts[i])));
            }
        }
        List<ColumnType> columns = tree.getRowType().getFieldList().stream()
                .map(f -> LateValue.type(f.getType()))
                .toList();
        return new SqlQuery(home.source(), pieces, ordered, columns, partitionKeys, tables, SqlRequest.Answer.ROWS);
    }

    /** Joins of tables rather than of sub-queries: not every source's planner sees through those. */
    private static RelNode flattened(RelNode tree) {
        HepPlanner planner = new HepPlanner(HepProgram.builder()
                .addRuleCollection(List.of(
                        CoreRules.FILTER_PROJECT_TRANSPOSE,
                        ABOVE_BOTH,
                        ABOVE_LEFT,
                        ABOVE_RIGHT,
                        CoreRules.FILTER_MERGE,
                        CoreRules.PROJECT_MERGE))
                .build());
        planner.setRoot(tree);
        return planner.findBestExp();
    }

    private static SqlDialect dialect(SqlSource.Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL ->
                new PostgresqlSqlDialect(
                        PostgresqlSqlDialect.DEFAULT_CONTEXT.withDataTypeSystem(SamsynTypeSystem.INSTANCE));
            case H2 ->
                new H2SqlDialect(H2SqlDialect.DEFAULT_CONTEXT
                        .withIdentifierQuoteString("\"")
                        .withDataTypeSystem(SamsynTypeSystem.INSTANCE));
            case MARIADB ->
                new MysqlSqlDialect(MysqlSqlDialect.DEFAULT_CONTEXT.withDataTypeSystem(SamsynTypeSystem.INSTANCE));
        };
    }

    /**
     * Writes a tree.
     *
     * @param effect whether a row of the answer needs one of this tree
     */
    private RelNode visit(RelNode rel, Effect effect) {
        if (rel instanceof SourceScan scan) {
            return scan(scan);
        }
        if (rel instanceof Seal) {
            return visit(rel.getInput(0), effect);
        }
        if (rel instanceof Filter filter) {
            return filter(filter, effect);
        }
        if (rel instanceof Project project) {
            return LogicalProject.create(
                    visit(project.getInput(), effect),
                    List.of(),
                    project.getProjects().stream()
                            .map(e -> marked(e, project.getInput(), true))
                            .toList(),
                    project.getRowType(),
                    java.util.Set.of());
        }
        if (rel instanceof Join join) {
            boolean needsRight = join.getJoinType() == JoinRelType.INNER || join.getJoinType() == JoinRelType.SEMI;
            RelNode left = visit(join.getLeft(), effect);
            RelNode right = visit(join.getRight(), needsRight ? effect : Effect.SOME_ROWS);
            return join.getJoinType().projectsRight()
                    ? LogicalJoin.create(
                            left, right, List.of(), joinCondition(join), java.util.Set.of(), join.getJoinType())
                    : tested(join, left, right);
        }
        if (rel instanceof Aggregate aggregate) {
            boolean needsRow = !aggregate.getGroupSet().isEmpty();
            RelNode input = visit(aggregate.getInput(), needsRow ? effect : Effect.SOME_ROWS);
            RelNode apart = toldApart(aggregate, input);
            SqlSource.Dialect dialect = home.source().dialect();
            LogicalAggregate grouped = WideSums.of(aggregate, apart, dialect);
            return apart.equals(input) && ManyGroups.readsOneColumn(aggregate.getInput())
                    ? grouped
                    : ManyGroups.marked(grouped, dialect, estimates.rows(aggregate));
        }
        if (rel instanceof Sort sort) {
            return LogicalSort.create(
                    ordered(sort, visit(sort.getInput(), effect)), sort.getCollation(), sort.offset, sort.fetch);
        }
        throw new IllegalStateException("not a tree that a source computes: " + rel.getRelTypeName());
    }

    /** An aggregate's rows, with the texts by which it groups and that it counts told apart. */
    private RelNode toldApart(Aggregate aggregate, RelNode input) {
        ImmutableBitSet.Builder compared = ImmutableBitSet.builder().addAll(aggregate.getGroupSet());
        aggregate.getAggCallList().stream()
                .filter(AggregateCall::isDistinct)
                .forEach(call -> compared.addAll(call.getArgList()));
        return points(input).columns(input, compared.build(), i -> isBlurred(aggregate.getInput(), i));
    }

    private RelNode ordered(Sort sort, RelNode input) {
        boolean said = CodePoints.order(home.source().dialect());
        return points(input)
                .columns(input, ImmutableBitSet.of(sort.getCollation().getKeys()), i -> said);
    }

    private CodePoints points(RelNode rel) {
        return new CodePoints(home.source().dialect(), rel.getCluster().getRexBuilder());
    }

    /** Whether the source takes different texts of a column for the same, and can be asked not to. */
    private boolean isBlurred(RelNode rel, int column) {
        return SqlShape.tellsApart(home) && !SqlShape.exactColumn(rel, column);
    }

    /**
     * A semi-join as a join with the distinct keys of the right side, an anti-join as the rows that find none there: Calcite
     * writes both with names that the inner query takes for its own.
     */
    private RelNode tested(Join join, RelNode left, RelNode right) {
        RexBuilder rex = join.getCluster().getRexBuilder();
        JoinInfo keys = join.analyzeCondition();
        LogicalAggregate grouped = LogicalAggregate.create(
                right,
                List.of(),
                ImmutableBitSet.of(keys.rightKeys),
                List.of(ImmutableBitSet.of(keys.rightKeys)),
                List.of());
        RelNode distinct = ManyGroups.readsOneColumn(join.getRight())
                ? grouped
                : ManyGroups.marked(grouped, home.source().dialect(), estimates.rows(join.getRight()));
        List<Integer> sorted = ImmutableBitSet.of(keys.rightKeys).asList();
        int width = left.getRowType().getFieldCount();
        boolean anti = join.getJoinType() == JoinRelType.ANTI;
        List<RelDataTypeField> found = distinct.getRowType().getFieldList();
        List<RexNode> equal = new ArrayList<>();
        for (int i = 0; i < keys.leftKeys.size(); i++) {
            int key = sorted.indexOf(keys.rightKeys.get(i));
            equal.add(rex.makeCall(
                    SqlStdOperatorTable.EQUALS,
                    rex.makeInputRef(left, keys.leftKeys.get(i)),
                    rex.makeInputRef(found.get(key).getType(), width + key)));
        }
        RelNode joined = LogicalJoin.create(
                left,
                distinct,
                List.of(),
                RexUtil.composeConjunction(rex, equal),
                java.util.Set.of(),
                anti ? JoinRelType.LEFT : JoinRelType.INNER);
        if (anti) {
            joined = LogicalFilter.create(
                    joined, rex.makeCall(SqlStdOperatorTable.IS_NULL, rex.makeInputRef(joined, width)));
        }
        return LogicalProject.create(
                joined,
                List.of(),
                rex.identityProjects(left.getRowType()),
                left.getRowType().getFieldNames(),
                java.util.Set.of());
    }

    /** Within one partition its value is the same on both sides, so the statement need not say so. */
    private RexNode joinCondition(Join join) {
        int width = join.getLeft().getRowType().getFieldCount();
        List<RexNode> conditions = new ArrayList<>();
        for (RexNode condition : RelOptUtil.conjunctions(join.getCondition())) {
            boolean partition = Predicates.keys(condition, width)
                    .filter(k -> SqlShape.origin(join.getLeft(), k.left())
                                    .filter(SqlShape.Origin::isPartition)
                                    .isPresent()
                            && SqlShape.origin(join.getRight(), k.right())
                                    .filter(SqlShape.Origin::isPartition)
                                    .isPresent())
                    .isPresent();
            if (!partition) {
                conditions.add(marked(condition, join, false));
            }
        }
        return RexUtil.composeConjunction(join.getCluster().getRexBuilder(), conditions);
    }

    private RelNode filter(Filter filter, Effect effect) {
        RelNode input = filter.getInput();
        List<RexNode> conditions = new ArrayList<>();
        for (RexNode condition : RelOptUtil.conjunctions(filter.getCondition())) {
            Optional<KeyCondition> keys = KeyCondition.of(condition);
            Optional<SqlShape.Origin> origin = keys.flatMap(k -> SqlShape.origin(input, k.column()));
            if (keys.isPresent() && origin.isPresent()) {
                if (origin.get().isPartition()) {
                    partitionKeys.add(keys.get());
                    continue;
                }
                if (keys.get().person() || keys.get().set() >= 0) {
                    if (keyedInside(keys.get(), origin.get(), input, effect)) {
                        continue;
                    }
                    conditions.add(keyed(keys.get(), origin.get().column(), input, effect));
                    continue;
                }
            }
            conditions.add(marked(condition, input, false));
        }
        RelNode written = visit(input, effect);
        return conditions.isEmpty()
                ? written
                : LogicalFilter.create(
                        written, RexUtil.composeConjunction(filter.getCluster().getRexBuilder(), conditions));
    }

    private RexNode keyed(KeyCondition keys, SourceColumn column, RelNode input, Effect effect) {
        RexBuilder rex = input.getCluster().getRexBuilder();
        int gap = gap(
                new SqlQuery.KeyGap(keys, keys.person() ? column.person() : PersonFormat.NONE, column.type(), effect));
        return rex.makeCall(
                rex.getTypeFactory().createSqlType(SqlTypeName.BOOLEAN),
                new GapOperator("KEYS", gap, ""),
                List.of(rex.makeInputRef(input, keys.column())));
    }

    /** Leaves the test of keys to the table's own text, if its source wants it there. */
    private boolean keyedInside(KeyCondition keys, SqlShape.Origin origin, RelNode input, Effect effect) {
        SourceColumn column = origin.column();
        SourceTable table = origin.scan().sourceTable;
        if (!column.name().equals(table.key().column())
                || !leadsTo(origin.scan(), input)
                || keyed.containsKey(origin.scan())) {
            return false;
        }
        Optional<String> from = home.source().fromKeyed(table.name(), MARK + gaps.size() + MARK);
        from.ifPresent(text -> {
            gap(new SqlQuery.KeyGap(keys, keys.person() ? column.person() : PersonFormat.NONE, column.type(), effect));
            keyed.put(origin.scan(), text);
        });
        return from.isPresent();
    }

    /** Whether nothing but conditions and column choices stands between. */
    private static boolean leadsTo(SourceScan scan, RelNode rel) {
        if (rel instanceof Project project && RexOver.containsOver(project.getProjects(), null)) {
            return false;
        }
        boolean passes = rel instanceof Filter || rel instanceof Project || rel instanceof Seal;
        return rel == scan || (passes && leadsTo(scan, rel.getInput(0)));
    }

    /** The type that a value needs where nothing around it says which, or an empty text. */
    private String cast(ColumnType type) {
        SqlSource.Dialect dialect = home.source().dialect();
        if (dialect == SqlSource.Dialect.MARIADB) {
            return "";
        }
        return switch (type) {
            case DOUBLE -> "DOUBLE PRECISION";
            // H2's DECIMAL has no decimals.
            case DECIMAL -> dialect == SqlSource.Dialect.H2 ? "DECFLOAT" : "NUMERIC";
            default -> type.name();
        };
    }

    private int gap(SqlQuery.Gap gap) {
        gaps.add(gap);
        return gaps.size() - 1;
    }

    /** The expression with texts, parameters and the partition's value as gaps. */
    private RexNode marked(RexNode expression, RelNode input, boolean output) {
        RexBuilder rex = input.getCluster().getRexBuilder();
        RexNode plain = SearchCalls.expanded(rex, expression);
        return plain.accept(new RexShuttle() {
            @Override
            public RexNode visitLiteral(RexLiteral literal) {
                boolean text = SqlTypeUtil.inCharFamily(literal.getType()) && !literal.isNull();
                if (literal.getType().getSqlTypeName() == SqlTypeName.DOUBLE && !literal.isNull()) {
                    // A number in the text is a decimal of some length to some products.
                    return value(new LateValue.Constant(literal.getValueAs(Double.class)), literal.getType());
                }
                return text
                        ? value(new LateValue.Constant(literal.getValueAs(String.class)), literal.getType())
                        : literal;
            }

            @Override
            public RexNode visitDynamicParam(RexDynamicParam parameter) {
                return value(
                        new LateValue.Parameter(parameter.getIndex(), LateValue.type(parameter.getType())),
                        parameter.getType());
            }

            @Override
            public RexNode visitCall(RexCall call) {
                if (call.getOperator().equals(BrokerFunctions.PID_DECODE)) {
                    return LateValue.of(call).map(v -> value(v, call.getType())).orElseThrow();
                }
                if (SourceAggregates.isKey(call)) {
                    return rex.makeCall(
                            call.getType(),
                            SourceAggregates.KEY,
                            List.of(call.getOperands().get(0).accept(this)));
                }
                SqlSource.Dialect dialect = home.source().dialect();
                Optional<DateShift.Shift> shift = DateShift.of(call, dialect);
                if (shift.isPresent()) {
                    return rex.makeCall(
                            call.getType(),
                            new DateShift.Operator(shift.get(), dialect),
                            List.of(shift.get().date().accept(this)));
                }
                Optional<DateParts.Part> part = DateParts.of(call);
                if (part.isPresent()) {
                    return rex.makeCall(
                            call.getType(),
                            new DateParts.Operator(part.get(), dialect),
                            List.of(part.get().date().accept(this)));
                }
                RexNode written = super.visitCall(call);
                return call.isA(SqlKind.COMPARISON) || call.isA(SqlKind.LIKE)
                        ? points(input).compared((RexCall) written, blurred(call))
                        : written;
            }

            private boolean blurred(RexCall call) {
                return RelOptUtil.InputFinder.bits(call).asList().stream().anyMatch(i -> isBlurred(input, i));
            }

            private RexNode value(LateValue value, RelDataType type) {
                ColumnType column = LateValue.type(type);
                int gap = gap(new SqlQuery.ValueGap(value, column));
                return rex.makeCall(type, new GapOperator("VALUE", gap, output ? cast(column) : ""), List.of());
            }
        });
    }

    /** The source's own table; a partitioned one gets its partition's value as a column. */
    private RelNode scan(SourceScan scan) {
        tables.add(scan.sourceTable.name());
        RexBuilder rex = scan.getCluster().getRexBuilder();
        String partition = scan.sourceTable.partitionColumn();
        RelDataTypeFactory.Builder physical = scan.getCluster().getTypeFactory().builder();
        List<RexNode> columns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int index = 0;
        for (int i = 0; i < scan.sourceTable.columns().size(); i++) {
            SourceColumn column = scan.sourceTable.columns().get(i);
            RelDataType type = scan.getRowType().getFieldList().get(i).getType();
            names.add(column.name());
            if (column.name().equals(partition)) {
                int gap = gap(new SqlQuery.PartitionGap());
                columns.add(rex.makeCall(type, new GapOperator("PARTITION", gap, ""), List.of()));
            } else {
                physical.add(home.source().physicalColumn(scan.sourceTable.name(), column.name()), type);
                columns.add(new RexInputRef(index++, type));
            }
        }
        RelDataType row = physical.build();
        String found = keyed.remove(scan);
        String from = found == null ? home.source().from(scan.sourceTable.name()) : found;
        RelNode table = new SourceConverter.Table(scan, row, from);
        return partition.isEmpty()
                ? table
                : LogicalProject.create(table, List.of(), columns, names, java.util.Set.of());
    }

    /** Writes a mark where a value, keys or the partition stand, as a value of some type if one is given. */
    private static final class GapOperator extends SqlFunction {
        private final int gap;
        private final String cast;

        private GapOperator(String name, int gap, String cast) {
            super(name + gap, SqlKind.OTHER_FUNCTION, null, null, null, SqlFunctionCategory.SYSTEM);
            this.gap = gap;
            this.cast = cast;
        }

        @Override
        public void unparse(org.apache.calcite.sql.SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
            for (SqlNode operand : call.getOperandList()) {
                operand.unparse(writer, 0, 0);
            }
            writer.print(cast.isEmpty() ? MARK + gap + MARK : "CAST(" + MARK + gap + MARK + " AS " + cast + ")");
            writer.setNeedWhitespace(true);
        }
    }
}
