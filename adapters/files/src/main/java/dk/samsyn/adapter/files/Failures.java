package dk.samsyn.adapter.files;

import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Words for what goes wrong while a file is read: its name and a line, never what stands there. */
final class Failures {
    private Failures() {}

    static SourceException malformed(SourceId source, String file, long line, @Nullable Throwable cause) {
        return new SourceException(
                source, ErrorCode.SOURCE_MALFORMED, "malformed record in file " + file + ", line " + line, cause);
    }

    static SourceException missingHeader(SourceId source, String file, String header) {
        return new SourceException(
                source, ErrorCode.SOURCE_MALFORMED, "file " + file + " has no column named " + header);
    }

    static SourceException interrupted(SourceId source, InterruptedException cause) {
        return new SourceException(source, ErrorCode.QUERY_CANCELLED, "the query was cancelled", cause);
    }

    /** A reader's exception: bytes that are no text and broken quotes are malformed, everything else is a file that went. */
    static SourceException whileReading(SourceId source, String file, long line, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException) {
                return malformed(source, file, line, e);
            }
            if (cause instanceof IOException) {
                return new SourceException(source, ErrorCode.SOURCE_UNAVAILABLE, "file " + file + " cannot be read", e);
            }
        }
        return malformed(source, file, line, e);
    }
}
