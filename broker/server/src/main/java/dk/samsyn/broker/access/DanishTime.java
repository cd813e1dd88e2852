package dk.samsyn.broker.access;

import java.time.ZoneId;

/** The zone of the broker's days and clocks, whatever the machine is set to. */
public final class DanishTime {
    public static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

    private DanishTime() {}
}
