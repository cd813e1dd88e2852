package dk.samsyn.broker.policy;

/** A condition that cannot be read. The message is one sentence for the author of the policy. */
public final class ConditionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConditionException(String message) {
        super(message);
    }
}
