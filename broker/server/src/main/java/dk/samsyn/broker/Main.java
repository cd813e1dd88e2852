package dk.samsyn.broker;

import dk.samsyn.broker.cli.SamsynCommand;
import java.util.Map;
import java.util.TimeZone;
import org.slf4j.LoggerFactory;

/** Starts a command of the program. */
public final class Main {
    /** Calcite reads these once, when its classes are loaded: they are set before anything else happens. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "calcite.default.charset", "UTF-8",
            "calcite.default.nationalcharset", "UTF-8",
            "calcite.default.collation.name", "UTF-8$en_US$primary",
            "vertx.disableDnsResolver", "true",
            "java.awt.headless", "true");

    private Main() {}

    /** Runs the command that {@code arguments} name and ends with its exit code. */
    public static void main(String[] arguments) {
        System.setProperty("user.timezone", "UTC");
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        DEFAULTS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        // Loggers are made before threads are: two that make them at once make SLF4J complain.
        LoggerFactory.getILoggerFactory();
        System.exit(SamsynCommand.run(arguments));
    }
}
