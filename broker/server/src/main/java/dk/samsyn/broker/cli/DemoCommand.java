package dk.samsyn.broker.cli;

import dk.samsyn.broker.identity.Realms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The demo region and the broker in front of it, until Ctrl-C or until the process that started it ends. */
@Command(
        name = "demo",
        description = "Starts a made-up region and the broker in front of it.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Mixin
    DemoOptions options = new DemoOptions();

    @Option(names = "--port", defaultValue = "8080", description = "0 for any free port (default: ${DEFAULT-VALUE})")
    int port;

    @Option(names = "--with-test-user", description = "adds user alt, who sees everything")
    boolean withTestUser;

    @Option(names = "--conf", description = "folder of configuration")
    @Nullable
    Path conf;

    @Option(names = "--policies", description = "folder of policies")
    @Nullable
    Path policies;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        DemoBroker demo = new DemoBroker();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            demo.close();
                            stopped.countDown();
                        },
                        "samsyn-stop"));
        ProcessHandle.current().parent().ifPresent(DemoCommand::endWith);
        DemoBroker.Started started = demo.start(
                options, conf, policies, withTestUser ? Realms.Stage.DEMO_WITH_TEST_USER : Realms.Stage.DEMO);
        String url = started.listen(port);
        System.out.println("RECORDS " + started.login().records().page());
        System.out.println("READY " + url);
        System.out.flush();
        stopped.await();
        return 0;
    }

    private static void endWith(ProcessHandle parent) {
        Thread watch = new Thread(
                () -> {
                    parent.onExit().join();
                    System.exit(0);
                },
                "samsyn-parent");
        watch.setDaemon(true);
        watch.start();
    }
}
