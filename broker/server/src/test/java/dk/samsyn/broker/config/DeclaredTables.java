package dk.samsyn.broker.config;

import dk.samsyn.broker.policy.GovernedTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The tables of conf/schema/sundhed.yaml, read plainly: policies are tested against the schema that is shipped. */
public final class DeclaredTables {
    private DeclaredTables() {}

    /** The directory of the repository, wherever the tests are started. */
    public static Path repository() {
        Path directory = Path.of("").toAbsolutePath();
        while (directory.getParent() != null && !Files.exists(directory.resolve("conf/schema/sundhed.yaml"))) {
            directory = directory.getParent();
        }
        return directory;
    }

    /** Every declared table. */
    public static List<GovernedTable> all() {
        ConfigProblems problems = new ConfigProblems();
        SchemaConfig schema = SchemaConfig.read(repository().resolve("conf/schema"), problems);
        problems.throwIfAny();
        return PolicyFiles.declared(schema);
    }
}
