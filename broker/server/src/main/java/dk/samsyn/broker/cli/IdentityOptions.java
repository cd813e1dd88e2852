package dk.samsyn.broker.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.samsyn.broker.steward.Identity;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Somebody whom a steward asks about. */
final class IdentityOptions {
    @Option(names = "--role", required = true, description = "role, such as praktiserende_laege")
    String role = "";

    @Option(names = "--purpose", required = true, description = "purpose, such as behandling")
    String purpose = "";

    @Option(
            names = "--organisation",
            defaultValue = "",
            description = "praksis:099001, hospital:6620, kommune:730, region:1082 or godkendelse:NUMBER")
    String organisation = "";

    @Option(names = "--attribute", description = "further attributes: NAME=VALUE")
    Map<String, String> attributes = new HashMap<>();

    @Option(names = "--reason", description = "a reason for break-glass")
    @Nullable
    String reason;

    Identity identity() {
        return new Identity(role, purpose, organisation, attributes, Optional.ofNullable(reason));
    }

    void into(ObjectNode body) {
        body.put("role", role).put("purpose", purpose).put("organisation", organisation);
        attributes.forEach(body.putObject("attributes")::put);
        if (reason != null) {
            body.put("reason", reason);
        }
    }
}
