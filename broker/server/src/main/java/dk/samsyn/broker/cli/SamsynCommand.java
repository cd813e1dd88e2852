package dk.samsyn.broker.cli;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.config.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program's commands. */
@Command(
        name = "samsyn",
        description = "Federated query broker for health data.",
        mixinStandardHelpOptions = true,
        version = "samsyn 0.1.0",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            QueryCommand.class,
            GenerateCommand.class,
            ConfigCommand.class,
            PolicyCommand.class,
            AuditCommand.class,
            LedgerCommand.class,
            BenchCommand.class,
            PolicyCostCommand.class,
            WorkloadCommand.class,
            IndicatorCommand.class
        })
public final class SamsynCommand {
    /** Exit code of a command that did its work and found something wrong. */
    static final int FOUND_WRONG = 1;

    /** Exit code of a command that could not do its work. */
    static final int FAILED = 2;

    SamsynCommand() {}

    /** Runs a command; problems are told in sentences on standard error, without stack traces. */
    public static int run(String... arguments) {
        CommandLine line = new CommandLine(new SamsynCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionStrategy(new CommandLine.RunLast());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            PrintWriter err = command.getErr();
            if (failure instanceof ConfigException config) {
                config.problems().forEach(err::println);
                return FOUND_WRONG;
            }
            if (failure instanceof QueryException query) {
                err.println(query.display());
                return FAILED;
            }
            if (failure instanceof IllegalStateException || failure instanceof IllegalArgumentException) {
                err.println(failure.getMessage());
                return FAILED;
            }
            if (failure instanceof IOException) {
                err.println("reading or writing failed: " + failure);
                return FAILED;
            }
            throw failure;
        });
        if (arguments.length == 0) {
            line.usage(line.getErr());
            return FAILED;
        }
        return line.execute(arguments);
    }
}
