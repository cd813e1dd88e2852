package dk.samsyn.broker.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where {@code conf} and {@code policies} are: given, or found above the working directory or above the program's own file. */
final class Installation {
    private static final String MARK = "conf/broker.yaml";

    private Installation() {}

    /**
     * The folder of configuration.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Path conf(@Nullable Path given) {
        return given != null ? given : root().resolve("conf");
    }

    /**
     * The folder of policies.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Path policies(@Nullable Path given) {
        return given != null ? given : root().resolve("policies");
    }

    private static Path root() {
        return Stream.concat(
                        above(Path.of("").toAbsolutePath()).stream(), program().flatMap(Installation::above).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no " + MARK + " above the working directory; name the folder with --conf"));
    }

    private static Optional<Path> above(Path start) {
        return Stream.iterate(start, path -> path != null, Path::getParent)
                .filter(path -> Files.exists(path.resolve(MARK)))
                .findFirst();
    }

    private static Optional<Path> program() {
        CodeSource source = Installation.class.getProtectionDomain().getCodeSource();
        try {
            return source == null
                    ? Optional.empty()
                    : Optional.of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
