package dk.samsyn.broker.access;

import java.util.Map;

/** Who is told, durably, of an act that is no query before it has effect; what it throws prevents the act. */
public interface Witness {
    /** Tells nobody. */
    Witness NOBODY = (user, act, details) -> {};

    /**
     * Somebody is about to do something that others must be able to find again.
     *
     * @param user login name of who acts; empty if there is no such user, for people type passwords where names belong
     * @param act its name, such as {@code signin.ok} or {@code block.set}
     * @param details texts and numbers
     */
    void act(String user, String act, Map<String, Object> details);
}
