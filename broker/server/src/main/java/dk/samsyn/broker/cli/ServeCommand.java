package dk.samsyn.broker.cli;

import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.identity.Realms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The broker over real sources. It starts while sources are down; {@code /health/ready} says when it can answer. */
@Command(name = "serve", description = "Starts the broker over real sources.", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Option(names = "--conf", description = "folder of configuration")
    @Nullable
    Path conf;

    @Option(names = "--policies", description = "folder of policies")
    @Nullable
    Path policies;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ConfigProblems problems = new ConfigProblems();
        Optional<Configuration> read = Configuration.read(
                Installation.conf(conf), Installation.policies(policies), System.getenv(), Realms.Stage.REAL, problems);
        problems.throwIfAny();
        Configuration config = read.orElseThrow();
        CountDownLatch stopped = new CountDownLatch(1);
        RunningBroker broker = new RunningBroker(config, Optional.empty(), problems);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            broker.close();
                            stopped.countDown();
                        },
                        "samsyn-stop"));
        broker.warmUpWhenPossible();
        System.out.println("LISTENING " + broker.listen(config));
        System.out.flush();
        stopped.await();
        return 0;
    }
}
