package dk.samsyn.broker.cli;

import dk.samsyn.broker.query.PersonCipher;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The demo region as canonical CSV files: what federated answers are compared with. */
@Command(name = "generate", description = "Writes the made-up region as CSV files.", mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
    @Mixin
    DemoOptions options = new DemoOptions();

    @Option(names = "--truth", required = true, description = "folder to write one file per canonical table to")
    Path truth = Path.of("");

    @Override
    public Integer call() {
        byte[] secret = options.secret("pid").getBytes(StandardCharsets.UTF_8);
        PersonCipher pid = new PersonCipher.Ring(secret).of("test", "test");
        DemoOptions.demoRegion().writeTruth(options.region(), pid::encode, truth);
        return 0;
    }
}
