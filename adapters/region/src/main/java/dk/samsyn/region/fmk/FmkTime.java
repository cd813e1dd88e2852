package dk.samsyn.region.fmk;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as FMK writes them: UTC with a Z. */
final class FmkTime {
    private static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'");

    private FmkTime() {}

    static String utc(LocalDateTime wallClock) {
        return UTC.format(wallClock.atZone(COPENHAGEN).withZoneSameInstant(ZoneOffset.UTC));
    }
}
