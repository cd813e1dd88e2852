package dk.samsyn.broker.identity;

import dk.samsyn.broker.access.Principal;
import java.util.List;
import java.util.Map;

/** A realm that can name its users without their passwords: what sign-on with a provider needs. */
public interface UserDirectory {
    /** The key that stands for a user's login name. */
    String NAME = "name";

    /**
     * Users that fit; nobody where nothing is wanted.
     *
     * @param wanted values by name of attribute, and the login name by {@link #NAME}
     */
    List<Principal> whoFit(Map<String, String> wanted);
}
