package dk.samsyn.broker.cli;

import dk.samsyn.broker.config.Concepts;
import dk.samsyn.broker.config.ConfigException;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.SchemaConfig;
import dk.samsyn.broker.policy.Mandate;
import dk.samsyn.broker.policy.Policy;
import dk.samsyn.broker.steward.ReadSet;
import dk.samsyn.broker.steward.SetFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads policies and cases; needs no broker. */
@Command(
        name = "check",
        description = "Reads policies and cases and tells every problem with file, line and path.",
        mixinStandardHelpOptions = true)
final class PolicyCheckCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--conf", description = "folder of configuration")
    @Nullable
    Path conf;

    @Option(names = "--policies", description = "folder of policies")
    @Nullable
    Path policies;

    @Override
    public Integer call() throws IOException {
        ReadSet set = read(conf, policies);
        String byStatus = Arrays.stream(Mandate.Status.values())
                .map(status -> count(set, status))
                .filter(text -> !text.startsWith("0 "))
                .collect(Collectors.joining(", "));
        PrintWriter out = Output.of(spec);
        out.println(set.policies().size() + " policies (" + byStatus + "), "
                + set.cases().size() + " cases");
        return 0;
    }

    private static String count(ReadSet set, Mandate.Status status) {
        long count = set.policies().stream()
                .map(Policy::mandate)
                .filter(mandate -> mandate.status() == status)
                .count();
        return count + " " + status.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The policies of a folder.
     *
     * @throws ConfigException with every problem
     */
    static ReadSet read(@Nullable Path conf, @Nullable Path policies) throws IOException {
        ConfigProblems problems = new ConfigProblems();
        SchemaConfig schema = SchemaConfig.read(Installation.conf(conf).resolve("schema"), problems);
        Concepts concepts = Concepts.read(Installation.conf(conf).resolve("concepts"), problems);
        problems.throwIfAny();
        ReadSet set = Configuration.reader(schema, concepts).apply(SetFiles.read(Installation.policies(policies)));
        set.reportTo(problems);
        problems.throwIfAny();
        return set;
    }
}
