package dk.samsyn.broker.audit;

import java.util.List;

/** A citizen's own log: who has seen data about the citizen. */
public interface Lookups {
    /**
     * Every time data about the person were shown in clear, oldest first.
     *
     * @param person canonical person number
     */
    List<Lookup> lookupsOf(String person);
}
