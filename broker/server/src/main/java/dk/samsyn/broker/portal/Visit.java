package dk.samsyn.broker.portal;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.spi.ErrorCode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request for a page: who asks and what for. Values of query and form are texts from outside and are checked where they are
 * used.
 *
 * @param session who has signed in; the same kind of session that the other doors open
 * @param path path of the address
 * @param pathParameters named parts of the path
 * @param values values of query and form, each possibly several
 * @param language of the page
 * @param fragment whether a part of the page is asked for, rather than the page
 * @param waiting whether the browser still waits for the answer
 */
public record Visit(
        Session session,
        String path,
        Map<String, String> pathParameters,
        Map<String, List<String>> values,
        String language,
        boolean fragment,
        Waiting waiting) {
    /** The value of that name, if it is there and not blank. */
    public Optional<String> value(String name) {
        return all(name).stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    /** All values of that name, in order. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The value, which the page's own form always sends. */
    public String needed(String name) {
        return value(name).orElseThrow(() -> invalid(name));
    }

    /** The person number of a citizen who has signed in. */
    public String person() {
        return Optional.ofNullable(session.principal().attributes().get("cpr"))
                .map(Object::toString)
                .orElseThrow(() -> invalid("cpr"));
    }

    /** A part of the path. */
    public String part(String name) {
        return Optional.ofNullable(pathParameters.get(name)).orElseThrow(() -> invalid(name));
    }

    /** A whole number within limits; {@code usual} if there is none. */
    public int number(String name, int usual, int least, int most) {
        return value(name)
                .map(text -> {
                    try {
                        return Math.max(least, Math.min(most, Integer.parseInt(text)));
                    } catch (NumberFormatException e) {
                        throw invalid(name);
                    }
                })
                .orElse(usual);
    }

    /** A date as the browser's own date field sends it. */
    public Optional<LocalDate> date(String name) {
        return value(name).map(text -> {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException e) {
                throw invalid(name);
            }
        });
    }

    /** The refusal of a value that no form of ours sends. */
    public static QueryException invalid(String name) {
        return new QueryException(ErrorCode.REQUEST_INVALID, "the page was asked for with a wrong value of " + name);
    }
}
