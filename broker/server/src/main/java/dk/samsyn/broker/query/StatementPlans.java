package dk.samsyn.broker.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.base.Suppliers;
import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.policy.AccessDecision;
import dk.samsyn.broker.release.ReleaseControl;
import dk.samsyn.spi.ErrorCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.jspecify.annotations.Nullable;

/**
 * From SQL text to a checked plan under one decision: parse, validate, protect, plan. Plans and views are kept; a plan is made
 * for one decision and used for no other. What has to be made is made on a thread with a large stack.
 */
final class StatementPlans {
    private final Federation federation;
    private final OwnTables own;
    private final ReleaseControl release;
    private final Cache<ViewKey, SessionView> views =
            Caffeine.newBuilder().maximumSize(500).build();
    private final Cache<PlanKey, Optional<PlannedQuery>> plans =
            Caffeine.newBuilder().maximumSize(2_000).build();

    StatementPlans(Federation federation, ReleaseControl release, OwnTables own) {
        this.federation = federation;
        this.release = release;
        this.own = own;
    }

    private record ViewKey(AccessDecision decision, LocalDate today) {}

    /** A plan is made anew when the sources' statistics are. */
    private record PlanKey(SessionView view, String sql, List<@Nullable Object> values, long statistics) {}

    /** What a decision opens on a day. */
    Opened open(AccessDecision decision, LocalDate today) {
        AccessDecision ordinary = decision.withoutOnePersonGrants();
        return new Opened(
                decision,
                ordinary,
                !decision.equals(ordinary),
                Suppliers.memoize(() -> view(decision, today)),
                Suppliers.memoize(() -> view(ordinary, today)),
                today);
    }

    private SessionView view(AccessDecision decision, LocalDate today) {
        return views.get(
                new ViewKey(decision, today),
                k -> Deep.call(
                        () -> SessionView.of(federation.model(), k.decision(), k.today(), own.of(k.decision()))));
    }

    /**
     * The plan of a statement that binds one person, if the decision opens more for such a statement.
     *
     * @throws QueryException if the statement is wrong even with all that one person opens
     */
    Optional<PlannedQuery> aboutOne(Opened opened, String sql) {
        if (!opened.moreForOne()) {
            return Optional.empty();
        }
        PlanKey key = new PlanKey(
                opened.everyView().get(),
                sql,
                List.of(),
                federation.statistics().version());
        Optional<PlannedQuery> known = plans.getIfPresent(key);
        if (known == null) {
            known = Deep.call(() -> {
                Resolved resolved = resolve(parse(sql), key, opened.today());
                return BoundPerson.of(resolved.tree())
                        .map(person -> plan(resolved, Optional.of(person), Optional.of(person)));
            });
            plans.put(key, known);
        }
        return known;
    }

    /**
     * The plan of a statement under what the decision opens for every statement.
     *
     * @throws QueryException if the statement is wrong or not allowed
     */
    PlannedQuery ordinary(Opened opened, String sql) {
        return ordinary(opened, sql, List.of());
    }

    /**
     * The same with values for the statement's parameters, which the release rules must see.
     *
     * @param values values in the engine's form, in order
     */
    PlannedQuery ordinary(Opened opened, String sql, List<@Nullable Object> values) {
        PlanKey key = new PlanKey(
                opened.ordinaryView().get(),
                sql,
                values,
                federation.statistics().version());
        Optional<PlannedQuery> known = plans.getIfPresent(key);
        if (known == null) {
            known = Deep.call(() -> {
                Resolved resolved = resolve(parse(sql), key, opened.today());
                return Optional.of(plan(resolved, Optional.empty(), BoundPerson.of(resolved.tree())));
            });
            plans.put(key, known);
        }
        return known.orElseThrow();
    }

    /** A plan of a statement that the broker asks for itself. */
    PlannedQuery own(ProtectedQuery query) {
        Planner.Accounted accounted = federation.planner().plan(query);
        Planner.Plan plan = accounted.plan();
        return new PlannedQuery(
                Lowering.plan(plan, federation.scalars()),
                plan,
                List.of(),
                1,
                List.of(),
                query.decision(),
                List.of(),
                Planner.sources(plan),
                List.of(),
                Optional.empty(),
                List.of(),
                accounted.gaps(),
                accounted.countable(),
                List.of(),
                ColumnsRead.Columns.NONE);
    }

    /** A statement whose names and types fit the session's catalogue. */
    private record Resolved(
            RelNode tree,
            List<String> names,
            List<RelDataType> parameters,
            List<LateValue> searches,
            SessionView view,
            List<Notice> notices) {}

    private SqlNode parse(String sql) {
        try {
            SqlNode tree = federation.frontEnd().parse(sql);
            if (!SqlKind.QUERY.contains(tree.getKind())) {
                throw new QueryException(
                        ErrorCode.STATEMENT_NOT_SUPPORTED,
                        "Only queries are answered: SELECT, WITH, VALUES and set operations.");
            }
            return tree;
        } catch (SqlParseException e) {
            throw SqlErrors.parse(e);
        }
    }

    private Resolved resolve(SqlNode tree, PlanKey key, LocalDate today) {
        FrontEnd frontEnd = federation.frontEnd();
        SessionView view = key.view();
        Announced announced = Announced.in(tree, view.decision());
        if (view.decision().mode().rows()) {
            // The release gate refuses it by its own rules.
            UnansweredSql.refuse(tree);
        }
        try {
            if (PersonSearch.in(tree)) {
                PersonSearch.open(tree, view::hasPersons);
                if (!view.decision().mode().rows()) {
                    throw new QueryException(
                            ErrorCode.PERSON_KEY_RULE,
                            "For this purpose only groups of persons are shown, so no statement looks for one person (R2)."
                                    + " Leave cpr_er out.");
                }
            }
            FrontEnd.Validated validated = frontEnd.validate(
                    tree, view.catalogue(), federation.functions().forUsers());
            List<RelDataType> parameters =
                    validated.validator().getParameterRowType(validated.tree()).getFieldList().stream()
                            .map(RelDataTypeField::getType)
                            .toList();
            RelOptCluster cluster = frontEnd.cluster();
            RelRoot root = frontEnd.convert(validated, cluster);
            ReleaseNotices notices = new ReleaseNotices();
            List<Notice> told = new ArrayList<>(announced.notices());
            ReleaseForm.Divided divided = divided(root, key, today, notices);
            PersonSearch.Compared flat = PersonSearch.compared(FrontEnd.withoutSubQueries(divided.tree()));
            if (divided.gated()) {
                told.addAll(notices.all(view.decision().release().minimum()));
            }
            return new Resolved(
                    Constants.settled(flat.tree(), today), divided.names(), parameters, flat.numbers(), view, told);
        } catch (CalciteContextException e) {
            throw announced.refusal(e);
        }
    }

    /** The statement divided at its gates, where only groups may leave. */
    private ReleaseForm.Divided divided(RelRoot root, PlanKey key, LocalDate today, ReleaseNotices notices) {
        RelNode tree = root.project();
        SessionView view = key.view();
        if (view.decision().mode() != ReleaseMode.AGGREGATED) {
            return new ReleaseForm.Divided(tree, root.fields.rightList(), false);
        }
        AccessDecision about = view.decision().about(touched(tree));
        ReleaseContext context = new ReleaseContext(
                release.schema(),
                about.release(),
                view::hasPersons,
                ReleasePopulation.of(about),
                new ReleaseConstants(tree.getCluster().getRexBuilder(), today, key.values()),
                release.rules(),
                notices);
        return ReleaseForm.divide(tree, root.fields.rightList(), context);
    }

    /**
     * A plan for a statement.
     *
     * @param only the person to whom the plan is confined
     * @param about the person that the statement is about, whether or not the plan says so
     */
    private PlannedQuery plan(Resolved resolved, Optional<BoundPerson> only, Optional<BoundPerson> about) {
        List<TableName> touched = touched(resolved.tree());
        AccessDecision decision = resolved.view().decision().about(touched);
        ProtectedQuery protectedQuery = Protector.protect(resolved.tree(), resolved.view(), only);
        Planner.Accounted accounted = federation.planner().plan(protectedQuery);
        Planner.Plan plan = accounted.plan();
        EnginePlan compiled = Lowering.plan(plan, federation.scalars());
        List<RelDataTypeField> fields = plan.tree().getRowType().getFieldList();
        return new PlannedQuery(
                compiled,
                plan,
                Results.columns(fields, resolved.names()),
                fields.size(),
                resolved.parameters(),
                decision,
                touched,
                Planner.sources(plan),
                resolved.searches(),
                about,
                accounted.persons(),
                accounted.gaps(),
                accounted.countable(),
                notices(resolved, touched),
                ColumnsRead.of(resolved.tree(), protectedQuery.tree()));
    }

    /** The notices of the statement, and the sources that may not be asked where others answer. */
    private List<Notice> notices(Resolved resolved, List<TableName> touched) {
        List<Notice> notices = new ArrayList<>(resolved.notices());
        for (TableName table : touched) {
            Model.Governed governed = federation.model().governed().get(table.key());
            if (governed != null) {
                governed.without()
                        .forEach(source -> notices.add(new Notice(
                                "SAM-N04",
                                source.title() + " er slukket, så oplysninger i " + table.key()
                                        + " kommer kun fra andre kilder. " + source.switchedOff())));
            }
        }
        return notices;
    }

    private static List<TableName> touched(RelNode tree) {
        TreeSet<TableName> names = new TreeSet<>();
        collect(tree, names);
        return new ArrayList<>(names);
    }

    private static void collect(RelNode rel, java.util.Set<TableName> names) {
        if (rel instanceof GovernedScan scan) {
            names.add(scan.name);
        }
        if (rel instanceof OwnScan scan) {
            names.add(scan.own.name);
        }
        rel.getInputs().forEach(i -> collect(i, names));
        rel.accept(new org.apache.calcite.rex.RexShuttle() {
            @Override
            public org.apache.calcite.rex.RexNode visitSubQuery(org.apache.calcite.rex.RexSubQuery subQuery) {
                collect(subQuery.rel, names);
                return super.visitSubQuery(subQuery);
            }
        });
    }
}
