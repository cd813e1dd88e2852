package dk.samsyn.broker.query;

import dk.samsyn.broker.config.Concepts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.Sarg;
import org.jspecify.annotations.Nullable;

/**
 * Turns a condition on a concept into one on codes, which a source knows.
 *
 * <pre>
 *   BEGREB('laboratorium', 'NPU', code) = 'HBA1C'   =&gt;   code = 'NPU27300' OR code = 'NPU03835'
 * </pre>
 */
final class ConceptConditions {
    /** Rewrites nothing: for trees that are made before the concepts are known. */
    static final ConceptConditions NONE = new ConceptConditions(null, null);

    private final @Nullable Concepts concepts;
    private final @Nullable SqlOperator operator;

    ConceptConditions(@Nullable Concepts concepts, @Nullable SqlOperator operator) {
        this.concepts = concepts;
        this.operator = operator;
    }

    RexNode rewrite(RexBuilder rex, RexNode condition) {
        return condition.accept(new RexShuttle() {
            @Override
            public RexNode visitCall(RexCall call) {
                if (call.getKind() == SqlKind.SEARCH
                        && isConcept(call.getOperands().get(0))) {
                    Sarg<?> sarg = ((RexLiteral) call.getOperands().get(1)).getValueAs(Sarg.class);
                    if (sarg != null && sarg.isPoints()) {
                        return RexUtil.expandSearch(rex, null, call).accept(this);
                    }
                }
                if (call.getKind() == SqlKind.EQUALS) {
                    for (int i = 0; i < 2; i++) {
                        RexNode code = uncast(call.getOperands().get(i));
                        RexNode concept = uncast(call.getOperands().get(1 - i));
                        if (isConcept(code) && concept instanceof RexLiteral literal) {
                            return codes(rex, (RexCall) code, text(literal)).orElse(call);
                        }
                    }
                }
                return super.visitCall(call);
            }
        });
    }

    private static RexNode uncast(RexNode node) {
        return node.getKind() == SqlKind.CAST ? ((RexCall) node).getOperands().get(0) : node;
    }

    private boolean isConcept(RexNode node) {
        return node instanceof RexCall call
                && call.getOperator().equals(operator)
                && call.getOperands().get(0) instanceof RexLiteral
                && call.getOperands().get(1) instanceof RexLiteral;
    }

    private Optional<RexNode> codes(RexBuilder rex, RexCall call, String concept) {
        String group = text((RexLiteral) call.getOperands().get(0));
        String system = text((RexLiteral) call.getOperands().get(1));
        RexNode code = call.getOperands().get(2);
        if (concepts == null) {
            return Optional.empty();
        }
        return concepts.codes(group, system, concept).map(patterns -> {
            List<RexNode> any = new ArrayList<>();
            for (Concepts.CodePattern pattern : patterns) {
                String text = pattern.prefix() ? like(pattern.text()) : pattern.text();
                any.add(rex.makeCall(
                        pattern.prefix() ? SqlStdOperatorTable.LIKE : SqlStdOperatorTable.EQUALS,
                        code,
                        rex.makeLiteral(text, code.getType(), true)));
            }
            return RexUtil.composeDisjunction(rex, any);
        });
    }

    /** A LIKE pattern without escapes; a code with a wildcard character would need one, and no code system has any. */
    private static String like(String prefix) {
        if (prefix.contains("%") || prefix.contains("_")) {
            throw new IllegalArgumentException("a code prefix may not contain % or _: " + prefix);
        }
        return prefix + "%";
    }

    private static String text(RexLiteral literal) {
        String value = literal.getValueAs(String.class);
        return value == null ? "" : value;
    }
}
