package dk.samsyn.broker.query;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.spi.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Which governed columns each field of a gate's input comes from (rule 1). Worked out on the tree that the rules have read and
 * again on the tree that is about to run; a plan whose fields come from anything more is not run.
 *
 * @param fields base columns of each field, as {@code table.column}, sorted
 */
record ReleaseCertificate(List<Set<String>> fields) {
    private static final String KEY = ".pid";

    ReleaseCertificate {
        fields = fields.stream().map(f -> (Set<String>) new TreeSet<>(f)).toList();
    }

    /** The certificate of a tree that is not planned yet. */
    static ReleaseCertificate of(RelNode tree) {
        return of(tree, part -> {
            throw mismatch();
        });
    }

    private static ReleaseCertificate of(RelNode tree, IntFunction<RelNode> parts) {
        List<Set<String>> fields = new ArrayList<>();
        for (int i = 0; i < tree.getRowType().getFieldCount(); i++) {
            Set<String> origins = new TreeSet<>();
            new Trace(parts, origins).follow(tree, i);
            fields.add(origins);
        }
        return new ReleaseCertificate(fields);
    }

    /**
     * Throws unless every field of the final plan comes from what this certificate names, or less.
     *
     * @throws QueryException PLAN_NOT_PROTECTED
     */
    void check(Planner.Plan plan) {
        ReleaseCertificate last = of(plan.tree(), plan.parts()::definition);
        for (int i = 0; i < fields.size(); i++) {
            if (last.fields.size() != fields.size() || !named(fields.get(i)).containsAll(named(last.fields.get(i)))) {
                throw mismatch();
            }
        }
    }

    /** The person's key is one column in whatever table it stands: rows meet on it, so a plan may take another table's. */
    private static Set<String> named(Set<String> origins) {
        return origins.stream()
                .map(origin -> origin.endsWith(KEY) ? KEY : origin)
                .collect(Collectors.toSet());
    }

    /**
     * Throws unless a plan above the gates reads nothing about persons.
     *
     * @param persons whether a governed table is about persons
     */
    static void checkAbove(RelNode plan, Predicate<TableName> persons) {
        if (plan instanceof Seal seal && persons.test(seal.name)) {
            throw mismatch();
        }
        if (plan instanceof SourceFetch fetch && !(fetch.request instanceof ReleasedRows)) {
            checkAbove(fetch.meaning, persons);
        }
        plan.getInputs().forEach(input -> checkAbove(input, persons));
    }

    private static QueryException mismatch() {
        return new QueryException(
                ErrorCode.PLAN_NOT_PROTECTED,
                "The plan of this question could not be proved to keep to the release rules, so it was not run (R1).");
    }

    /** A short name of the certificate, for the audit log. */
    String hash() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(fields.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK lacks SHA-256", e);
        }
    }

    /**
     * Where one field comes from.
     *
     * @param parts definition of a part by its number
     */
    private record Trace(IntFunction<RelNode> parts, Set<String> origins) {
        /** Adds the base columns of one field. A node that is not known here could hide something, so it is a mismatch. */
        private void follow(RelNode rel, int column) {
            if (rel instanceof Seal seal) {
                origins.add(seal.name.table() + "."
                        + seal.getRowType().getFieldNames().get(column));
            } else if (rel instanceof SourceFetch fetch) {
                follow(fetch.meaning, column);
            } else if (rel instanceof PartScan scan) {
                follow(parts.apply(scan.part), column);
            } else if (rel instanceof Project project) {
                ImmutableBitSet used =
                        RelOptUtil.InputFinder.bits(project.getProjects().get(column));
                used.forEach(c -> follow(project.getInput(), c));
            } else if (rel instanceof Filter || rel instanceof Sort) {
                follow(rel.getInput(0), column);
            } else if (rel instanceof Join || rel instanceof Correlate) {
                int left = rel.getInput(0).getRowType().getFieldCount();
                follow(rel.getInput(column < left ? 0 : 1), column < left ? column : column - left);
            } else if (rel instanceof Aggregate aggregate) {
                aggregated(aggregate, column);
            } else if (rel instanceof SetOp) {
                rel.getInputs().forEach(input -> follow(input, column));
            } else if (!(rel instanceof Values)) {
                throw mismatch();
            }
        }

        private void aggregated(Aggregate aggregate, int column) {
            int groups = aggregate.getGroupCount();
            if (column < groups) {
                follow(aggregate.getInput(), aggregate.getGroupSet().nth(column));
                return;
            }
            AggregateCall call = aggregate.getAggCallList().get(column - groups);
            call.getArgList().forEach(c -> follow(aggregate.getInput(), c));
            call.getCollation().getFieldCollations().forEach(c -> follow(aggregate.getInput(), c.getFieldIndex()));
            if (call.hasFilter()) {
                follow(aggregate.getInput(), call.filterArg);
            }
        }
    }
}
