package dk.samsyn.broker.policy;

import java.util.HashSet;
import java.util.List;

/**
 * A condition that policies use by name, such as {@code own_patient(pid)}.
 *
 * @param name lower case
 * @param parameters names that the text uses as {@code :NAME}
 * @param sql its text; may use other named conditions, {@code :user.NAME} and {@code :table.category}
 */
public record NamedCondition(String name, List<String> parameters, String sql) {
    public NamedCondition {
        parameters = List.copyOf(parameters);
        if (new HashSet<>(parameters).size() != parameters.size()) {
            throw new IllegalArgumentException("parameters of " + name + " are not distinct");
        }
    }
}
