package dk.samsyn.broker.cli;

import dk.samsyn.broker.config.BrokerConfig;
import dk.samsyn.broker.config.Concepts;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.GovernedTables;
import dk.samsyn.broker.config.MeasuresFile;
import dk.samsyn.broker.config.PolicyFiles;
import dk.samsyn.broker.config.SchemaConfig;
import dk.samsyn.broker.config.SourcesConfig;
import dk.samsyn.broker.identity.Realms;
import dk.samsyn.broker.identity.SignIn;
import dk.samsyn.broker.policy.Policy;
import dk.samsyn.broker.release.ReleaseSchema;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is read before the broker starts.
 *
 * @param broker the broker's own settings
 * @param signIn who may sign in
 * @param schema canonical tables and views
 * @param sources sources
 * @param concepts code groups
 * @param measures what may be asked of each column where only groups leave
 * @param policies policies
 */
record Configuration(
        BrokerConfig broker,
        SignIn signIn,
        SchemaConfig schema,
        SourcesConfig sources,
        Concepts concepts,
        ReleaseSchema measures,
        List<Policy> policies) {
    /**
     * Reads all files; every problem of every file goes to {@code problems}.
     *
     * @param values values of placeholders
     * @return the configuration, or empty if the broker's own settings or the users have a problem
     */
    static Optional<Configuration> read(
            Path conf, Path policyFolder, Map<String, String> values, Realms.Stage stage, ConfigProblems problems) {
        Optional<BrokerConfig> broker = BrokerConfig.read(conf, values::get, problems);
        Optional<SignIn> signIn =
                broker.flatMap(config -> Realms.signIn(config.users(), stage, Clock.systemUTC(), problems));
        SchemaConfig schema = SchemaConfig.read(conf.resolve("schema"), problems);
        SourcesConfig sources = SourcesConfig.read(conf.resolve("sources"), values, problems);
        Concepts concepts = Concepts.read(conf.resolve("concepts"), problems);
        ReleaseSchema measures = MeasuresFile.read(conf.resolve("measures"), schema, concepts, problems);
        List<Policy> policies = PolicyFiles.read(policyFolder, GovernedTables.of(schema), problems);
        return broker.isEmpty() || signIn.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Configuration(broker.get(), signIn.get(), schema, sources, concepts, measures, policies));
    }

    /** The same, listening on another port. */
    Configuration withPort(int port) {
        return new Configuration(broker.withPort(port), signIn, schema, sources, concepts, measures, policies);
    }
}
