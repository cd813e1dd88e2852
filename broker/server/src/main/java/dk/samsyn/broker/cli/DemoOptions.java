package dk.samsyn.broker.cli;

import dk.samsyn.spi.DemoRegion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which made-up region. */
final class DemoOptions {
    @Option(names = "--size", defaultValue = "lille", description = "lille, mellem or stor (default: ${DEFAULT-VALUE})")
    DemoRegion.Size size = DemoRegion.Size.LILLE;

    @Option(names = "--seed", defaultValue = "1", description = "same seed, same region (default: ${DEFAULT-VALUE})")
    long seed;

    @Option(
            names = "--date",
            defaultValue = "2026-11-23",
            description = "the day that counts as today (default: ${DEFAULT-VALUE})")
    LocalDate date = LocalDate.of(2026, 11, 23);

    @Option(names = "--except", description = "person number of one citizen to leave out of every source")
    @Nullable
    String except;

    @Option(names = "--data", description = "folder that keeps a large region")
    @Nullable
    Path data;

    /** The region to start. */
    DemoRegion.Options region() {
        return new DemoRegion.Options(size, seed, date, Optional.ofNullable(except), Optional.ofNullable(data));
    }

    /** A secret that follows from the seed alone, so that regions that differ by one person have the same pseudonyms. */
    String secret(String use) {
        try {
            byte[] text = ("samsyn demo " + use + " " + seed).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The region's own part of the program. */
    static DemoRegion demoRegion() {
        return ServiceLoader.load(DemoRegion.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the demo region is not part of this installation"));
    }
}
