package dk.samsyn.broker.demo;

/** What the demo's provider can do wrong on purpose, one at a time. */
public enum Fault {
    NONE,
    /** Tokens that ended an hour ago. */
    EXPIRED,
    /** Tokens that were changed after they were signed. */
    ALTERED,
    /** Tokens without a signature. */
    UNSIGNED,
    /** Tokens for another program. */
    OTHER_CLIENT,
    /** Tokens of another issuer. */
    OTHER_ISSUER,
    /** Tokens of another sign-on. */
    OTHER_NONCE,
    /** Browsers sent back with another state. */
    OTHER_STATE,
    /** Users nobody has heard of. */
    UNKNOWN_USER,
    /** Launches for an organisation that is not the user's. */
    OTHER_ORGANISATION,
    /** Launches for a purpose that is not the user's. */
    OTHER_PURPOSE,
    /** Signs users in without asking again, though asked to. */
    NEVER_ASKS_AGAIN
}
