package dk.samsyn.broker.config;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.policy.ConditionException;
import dk.samsyn.broker.policy.SqlText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Runs cases: each asks once as its own user and, where it compares, once as the user who sees everything. */
public final class CaseRunner {
    private final CaseEngine engine;

    public CaseRunner(CaseEngine engine) {
        this.engine = engine;
    }

    /**
     * How a case ended.
     *
     * @param policyCase the case
     * @param failure what is wrong, or empty if it is green
     */
    public record Result(PolicyCase policyCase, Optional<String> failure) {
        /** One line: file, name and what is wrong. */
        public String line() {
            String place = policyCase.file() + ":" + policyCase.line() + " " + policyCase.name();
            return failure.map(sentence -> "RED   " + place + ": " + sentence).orElse("green " + place);
        }
    }

    /** The results in the order of the cases. */
    public List<Result> run(List<PolicyCase> cases) {
        return cases.stream().map(this::run).toList();
    }

    private Result run(PolicyCase policyCase) {
        try {
            return new Result(policyCase, failure(policyCase));
        } catch (ConditionException e) {
            return new Result(policyCase, Optional.of(e.sentence()));
        } catch (QueryException e) {
            return new Result(
                    policyCase,
                    Optional.of("the comparison failed with " + e.errorCode().code()));
        }
    }

    private Optional<String> failure(PolicyCase policyCase) {
        Session session = policyCase.as().session(this::oneValue);
        Map<String, Object> attributes = session.principal().attributes();
        CaseAnswer answer;
        try {
            answer = engine.ask(session, filled(policyCase.sql(), attributes));
        } catch (QueryException e) {
            return refusal(policyCase, e.errorCode().code());
        }
        Function<String, CaseAnswer> truth = sql -> engine.ask(CaseUser.everything(), filled(sql, attributes));
        return policyCase.expectations().stream()
                .flatMap(expectation -> expectation.failure(answer, truth).stream())
                .findFirst();
    }

    private static Optional<String> refusal(PolicyCase policyCase, String code) {
        boolean expected = policyCase.expectations().stream()
                .anyMatch(expectation -> expectation instanceof Expectation.Refused refused
                        && refused.codes().contains(code));
        return expected ? Optional.empty() : Optional.of("got error " + code);
    }

    private Object oneValue(String sql) {
        CaseAnswer answer = engine.ask(CaseUser.everything(), sql);
        Object value = answer.rows().size() == 1 && answer.rows().get(0).size() == 1
                ? answer.rows().get(0).get(0)
                : null;
        if (value == null) {
            throw new ConditionException("the query of an attribute has not exactly one value");
        }
        return value;
    }

    /** Attributes as constants: the other user has none of its own. */
    private static String filled(String sql, Map<String, Object> attributes) {
        if (!sql.contains(":user.")) {
            return sql;
        }
        return SqlText.of(sql)
                .replacePlaceholders(name -> Optional.ofNullable(attributes.get(name.replaceFirst("^user\\.", "")))
                        .map(CaseRunner::constant));
    }

    private static String constant(Object value) {
        return value instanceof Number
                ? value.toString()
                : "'" + value.toString().replace("'", "''") + "'";
    }
}
