package dk.samsyn.broker.cli;

import picocli.CommandLine.Command;

/** What data stewards do with policies. */
@Command(
        name = "policy",
        description = "Checks, tests, compares, explains, approves and activates policies.",
        mixinStandardHelpOptions = true,
        subcommands = {
            PolicyCheckCommand.class,
            PolicyTestCommand.class,
            PolicyExplainCommand.class,
            PolicyDiffCommand.class,
            PolicySeeAsCommand.class,
            PolicyStatusCommand.class,
            PolicySubmitCommand.class,
            PolicyApproveCommand.class,
            PolicyActivateCommand.class,
            PolicyRollbackCommand.class
        })
final class PolicyCommand {}
