package dk.samsyn.broker.policy;

/** A condition that cannot be read. */
public final class ConditionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    public ConditionException(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** What is wrong, in one sentence for the author of the policy. */
    public String sentence() {
        return sentence;
    }
}
