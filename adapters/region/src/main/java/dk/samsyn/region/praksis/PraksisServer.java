package dk.samsyn.region.praksis;

import dk.samsyn.region.LiveSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.h2.tools.Server;

/** The databases of one source's practices, served on a port of this machine and opened when somebody asks. */
final class PraksisServer implements LiveSource {
    private final PraksisVariant variant;
    private final Server server;
    private final Path partitions;

    private PraksisServer(PraksisVariant variant, Server server, Path partitions) {
        this.variant = variant;
        this.server = server;
        this.partitions = partitions;
    }

    /** Serves the databases in {@code folder} and writes the list of them: {@code value;url} per practice. */
    static PraksisServer start(PraksisVariant variant, Path folder, List<String> practices)
            throws SQLException, IOException {
        Server server = Server.createTcpServer(
                        "-tcpPort", "0", "-baseDir", folder.toAbsolutePath().toString(), "-tcpDaemon")
                .start();
        String lines = practices.stream()
                .map(ydernr -> ydernr + ";" + PracticeDatabases.url(ydernr, server.getPort()) + "\n")
                .collect(Collectors.joining());
        Path file = folder.resolve(variant.source() + "-partitions.csv");
        Files.writeString(file, "value;url\n" + lines, StandardCharsets.UTF_8);
        return new PraksisServer(variant, server, file);
    }

    @Override
    public String id() {
        return variant.source();
    }

    @Override
    public Map<String, String> settings() {
        String prefix = "SAMSYN_" + variant.source().toUpperCase(Locale.ROOT);
        return Map.of(
                prefix + "_PARTITIONS", partitions.toAbsolutePath().toString(),
                prefix + "_USER", PracticeDatabases.USER,
                prefix + "_PASSWORD", PracticeDatabases.PASSWORD);
    }

    @Override
    public long calls() {
        return 0;
    }

    @Override
    public void stop() {
        server.stop();
    }

    @Override
    public void close() {
        server.stop();
    }
}
