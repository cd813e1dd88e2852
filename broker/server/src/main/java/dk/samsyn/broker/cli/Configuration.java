package dk.samsyn.broker.cli;

import dk.samsyn.broker.config.BrokerConfig;
import dk.samsyn.broker.config.BudgetsFile;
import dk.samsyn.broker.config.Concepts;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.GovernedTables;
import dk.samsyn.broker.config.IndicatorFiles;
import dk.samsyn.broker.config.MeasuresFile;
import dk.samsyn.broker.config.RegionFiles;
import dk.samsyn.broker.config.ReportFiles;
import dk.samsyn.broker.config.SchemaConfig;
import dk.samsyn.broker.config.SourcesConfig;
import dk.samsyn.broker.config.TilesFile;
import dk.samsyn.broker.identity.Realms;
import dk.samsyn.broker.identity.SignIn;
import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.portal.benchmark.BenchmarkPages;
import dk.samsyn.broker.query.DeclaredConditions;
import dk.samsyn.broker.release.BudgetLimits;
import dk.samsyn.broker.release.ReleaseSchema;
import dk.samsyn.broker.steward.ReadSet;
import dk.samsyn.broker.steward.SetFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything that is read before the broker starts.
 *
 * @param broker the broker's own settings
 * @param signIn who may sign in
 * @param schema canonical tables and views
 * @param sources sources
 * @param concepts code groups
 * @param measures what may be asked of each column where only groups leave
 * @param budgets how many numbers about groups may leave
 * @param benchmark indicators, and the map of the pages that show them
 * @param directory the directory of policies, with what is wrong in it: it counts only for a broker that has no set in force
 */
record Configuration(
        BrokerConfig broker,
        SignIn signIn,
        SchemaConfig schema,
        SourcesConfig sources,
        Concepts concepts,
        ReleaseSchema measures,
        BudgetLimits budgets,
        BenchmarkPages.Content benchmark,
        ReadSet directory) {
    /**
     * Reads all files; every problem of every file goes to {@code problems}.
     *
     * @param values values of placeholders
     * @return the configuration, or empty if the broker's own settings or the users have a problem
     */
    static Optional<Configuration> read(
            Path conf, Path policyFolder, Map<String, String> values, Realms.Stage stage, ConfigProblems problems)
            throws IOException {
        Optional<BrokerConfig> broker = BrokerConfig.read(conf, values::get, problems);
        Optional<SignIn> signIn =
                broker.flatMap(config -> Realms.signIn(config.users(), stage, Clock.systemUTC(), problems));
        if (broker.isPresent() && signIn.isPresent()) {
            checkSignOn(broker.get(), signIn.get(), stage, problems);
        }
        Map<String, String> sourceValues = new HashMap<>(values);
        broker.ifPresent(config -> sourceValues.putAll(config.store().asSource()));
        SchemaConfig schema = SchemaConfig.read(conf.resolve("schema"), problems);
        SourcesConfig sources = SourcesConfig.read(conf.resolve("sources"), sourceValues, problems);
        Concepts concepts = Concepts.read(conf.resolve("concepts"), problems);
        ReleaseSchema measures = MeasuresFile.read(conf.resolve("measures"), schema, concepts, problems);
        BudgetLimits budgets = BudgetsFile.read(conf, problems);
        List<Indicator> indicators = Files.isDirectory(conf.resolve("indicators"))
                ? IndicatorFiles.read(conf.resolve("indicators"), problems)
                : List.of();
        BenchmarkPages.Content benchmark = new BenchmarkPages.Content(
                indicators,
                ReportFiles.read(conf.resolve("reports"), concepts, problems),
                TilesFile.read(conf.resolve("tiles.yaml"), problems),
                RegionFiles.read(conf.resolve("regions"), indicators, stage != Realms.Stage.REAL, problems));
        ReadSet directory = reader(schema, concepts).apply(SetFiles.read(policyFolder));
        return broker.isEmpty() || signIn.isEmpty()
                ? Optional.empty()
                : Optional.of(new Configuration(
                        broker.get(),
                        signIn.get(),
                        schema,
                        sources,
                        concepts,
                        measures,
                        budgets,
                        benchmark,
                        directory));
    }

    private static void checkSignOn(BrokerConfig broker, SignIn signIn, Realms.Stage stage, ConfigProblems problems) {
        if (stage == Realms.Stage.REAL) {
            broker.signOn().checkForRealSources(problems);
        }
        if (!broker.signOn().all().isEmpty() && !signIn.canFindUsers()) {
            problems.add(
                    "broker.yaml /users/realm", "cannot name users without a password; sign_on needs one that can");
        }
    }

    /** Reads sets of policies against a schema. */
    static Function<SetFiles, ReadSet> reader(SchemaConfig schema, Concepts concepts) {
        DeclaredConditions proof = DeclaredConditions.of(schema, concepts);
        return files -> ReadSet.of(files, GovernedTables.of(schema), proof);
    }

    /** Reads sets of policies against this schema. */
    Function<SetFiles, ReadSet> reader() {
        return reader(schema, concepts);
    }

    /** The same, listening on another port. */
    Configuration withPort(int port) {
        return new Configuration(
                broker.withPort(port), signIn, schema, sources, concepts, measures, budgets, benchmark, directory);
    }
}
