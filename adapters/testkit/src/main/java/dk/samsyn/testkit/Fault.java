package dk.samsyn.testkit;

/** What can be wrong with a source while a test runs. */
public enum Fault {
    /** Takes at least ten seconds to answer. */
    SLOW,
    /** Cannot be reached. */
    DOWN,
    /** Answers, but not with what its description promises. */
    MALFORMED
}
