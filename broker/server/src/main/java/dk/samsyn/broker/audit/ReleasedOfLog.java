package dk.samsyn.broker.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The released groups that a log tells of. */
public final class ReleasedOfLog {
    private ReleasedOfLog() {}

    /** All of them, in order; of a ledger that was started afresh, those since then, for the others are in no ledger. */
    public static List<GroupsReleased> read(Path file) throws IOException {
        List<GroupsReleased> all = new ArrayList<>();
        AuditVerifier.scan(
                file,
                line -> {
                    if (line.fields().path("act").asText().equals(AuditLog.LEDGER_AFRESH)) {
                        all.clear();
                    }
                    if (line.fields().path("kind").asText().equals("released")) {
                        all.add(new GroupsReleased(
                                line.fields().path("ledger").asLong(),
                                line.fields().path("answers").asText(),
                                line.fields().path("certificate").asText(),
                                line.fields().path("form").asText()));
                    }
                },
                Optional.empty());
        return all;
    }
}
