package dk.samsyn.broker.cli;

import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.identity.Realms;
import dk.samsyn.broker.query.Federation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.shiro.authc.credential.DefaultPasswordService;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks configuration; makes password hashes for it. */
@Command(name = "config", description = "Checks configuration.", mixinStandardHelpOptions = true)
final class ConfigCommand {
    @Spec
    @Nullable
    CommandSpec spec;

    @Command(
            name = "check",
            description = "Reads every file and tells every problem with file, line and path.",
            mixinStandardHelpOptions = true)
    int check(
            @Option(names = "--conf", description = "folder of configuration") @Nullable Path conf,
            @Option(names = "--policies", description = "folder of policies") @Nullable Path policies,
            @Option(names = "--demo", description = "checks the demo's files: no environment, demo users allowed")
                    boolean demo)
            throws IOException {
        ConfigProblems problems = new ConfigProblems();
        Map<String, String> values = demo ? StandIns.of(Installation.conf(conf).resolve("sources")) : System.getenv();
        Optional<Configuration> config = Configuration.read(
                Installation.conf(conf),
                Installation.policies(policies),
                values,
                demo ? Realms.Stage.DEMO : Realms.Stage.REAL,
                problems);
        config.ifPresent(read -> {
            read.directory().reportTo(problems);
            try (Federation opened = Federation.open(read.schema(), read.sources(), read.concepts(), true, problems)) {
                out().println(opened.adapters().size() + " sources, "
                        + opened.catalogue().size() + " of "
                        + read.schema().tables().size() + " tables filled, "
                        + read.directory().policies().size() + " policies");
            }
        });
        problems.throwIfAny();
        out().println("ok");
        return 0;
    }

    @Command(
            name = "password",
            description = "Reads a password from standard input and writes its salted hash for users.yaml.",
            mixinStandardHelpOptions = true)
    int password() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String password = in.readLine();
        if (password == null || password.length() < 12) {
            throw new IllegalArgumentException("a password has at least 12 characters");
        }
        out().println(new DefaultPasswordService().encryptPassword(password));
        return 0;
    }

    private PrintWriter out() {
        return spec == null
                ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
                : spec.commandLine().getOut();
    }
}
