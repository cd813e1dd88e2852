package dk.samsyn.driver;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.TimeZone;

/**
 * The instants of wall-clock times in one zone. Avatica makes a calendar for each, which is most of what reading a column of times
 * costs; here its answer for a day is remembered, and holds for that day if the zone's offset does not change about it.
 */
final class WallClock {
    private static final long DAY = 86_400_000;
    /** Before it calendars differ in what they know. */
    private static final long FIRST_DAY = -25_567;

    private static final int REMEMBERED = 4096;
    private static final int OFFSET_BITS = 32;

    private final ZoneRules rules;
    /** At a day's number modulo the length: the day in the upper half, the offset in milliseconds in the lower. */
    private final long[] offsets = new long[REMEMBERED];

    WallClock(TimeZone zone) {
        this.rules = zone.toZoneId().getRules();
        Arrays.fill(offsets, Long.MIN_VALUE);
    }

    /** Avatica's own answer. */
    interface Slow {
        /** Milliseconds since 1970 in UTC. */
        long instant() throws SQLException;
    }

    /**
     * The instant of a wall-clock time.
     *
     * @param wall milliseconds since 1970 on the wall
     * @return milliseconds since 1970 in UTC
     */
    long instant(long wall, Slow slow) throws SQLException {
        long day = Math.floorDiv(wall, DAY);
        int place = Math.floorMod(day, REMEMBERED);
        long entry = offsets[place];
        if (entry >> OFFSET_BITS == day) {
            return wall - (int) entry;
        }
        long instant = slow.instant();
        if (day >= FIRST_DAY && steady(instant, wall - instant)) {
            offsets[place] = day << OFFSET_BITS | (wall - instant & 0xFFFF_FFFFL);
        }
        return instant;
    }

    private boolean steady(long instant, long offset) {
        ZoneOffsetTransition next = rules.nextTransition(Instant.ofEpochMilli(instant - 2 * DAY));
        boolean changes = next != null && next.toEpochSecond() * 1000 < instant + 2 * DAY;
        return !changes
                && ZoneOffset.ofTotalSeconds((int) (offset / 1000))
                        .equals(rules.getOffset(Instant.ofEpochMilli(instant)))
                && offset % 1000 == 0;
    }
}
