package dk.samsyn.broker.config;

import java.util.List;

/**
 * One case beside a policy.
 *
 * @param file file it stands in
 * @param line its line
 * @param name what it shows, in Danish
 * @param as as whom it asks
 * @param sql the query; {@code :user.NAME} stands for an attribute of the session
 * @param expectations all must be met
 */
public record PolicyCase(String file, int line, String name, CaseUser as, String sql, List<Expectation> expectations) {
    public PolicyCase {
        expectations = List.copyOf(expectations);
    }
}
