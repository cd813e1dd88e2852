package dk.samsyn.broker.portal;

import java.util.List;
import java.util.OptionalLong;

/**
 * What release control let out of a count with the columns {@code gruppe} and {@code antal}, or its refusal, which is a part of the
 * page that asked.
 *
 * @param rows the groups; those that are empty or too small are not among them
 * @param refusal why nothing is counted, with the rule and in the reader's language; empty if it is
 */
public record Released(List<Answer.Row> rows, String refusal) {
    /** Start of the codes of release control. */
    private static final String RELEASE = "SAM-6";

    public Released {
        rows = List.copyOf(rows);
    }

    /** Of an answer; throws what failed otherwise than by a refusal. */
    public static Released of(Answer answer, String language) {
        return answer.failure()
                .filter(failure -> failure.errorCode().code().startsWith(RELEASE))
                .map(failure -> {
                    // Release control says it in Danish and, after a slash, in English.
                    String[] languages = failure.display().split(" / ", 2);
                    return new Released(
                            List.of(), language.equals("en") ? languages[languages.length - 1] : languages[0]);
                })
                .orElseGet(() -> new Released(answer.orThrow(), ""));
    }

    /** The only group's number; empty where it is withheld or refused. */
    public OptionalLong count() {
        return rows.stream()
                .map(row -> row.get("antal"))
                .filter(Number.class::isInstance)
                .mapToLong(n -> ((Number) n).longValue())
                .filter(n -> n > 0)
                .findFirst();
    }
}
