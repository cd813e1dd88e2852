package dk.samsyn.broker.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the log's lines one by one; a last line without its newline is told apart, for a crash leaves it so. */
final class AuditLines implements AutoCloseable {
    private final InputStream in;
    private byte[] torn = {};
    private long end;

    AuditLines(Path file) throws IOException {
        this.in = new BufferedInputStream(new FileInputStream(file.toFile()), 1 << 16);
    }

    /** The next whole line without its newline, or null at the end. */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                end += line.size() + 1L;
                return line.toByteArray();
            }
            line.write(b);
        }
        torn = line.toByteArray();
        return null;
    }

    /** Bytes after the last newline; known when {@link #next()} has returned null. */
    byte[] torn() {
        return torn.clone();
    }

    /** Offset in bytes just after the last whole line read. */
    long end() {
        return end;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
