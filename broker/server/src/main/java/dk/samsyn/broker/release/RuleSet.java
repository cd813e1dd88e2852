package dk.samsyn.broker.release;

import java.util.EnumSet;
import java.util.Set;

/**
 * The rules that are on. The broker has no setting that turns one off: {@link #without} is there so that the tests can prove
 * that each rule is needed, and an architecture test proves that nothing else calls it.
 */
public final class RuleSet {
    /** All rules. */
    public static final RuleSet ALL = new RuleSet(EnumSet.noneOf(Rule.class));

    private final Set<Rule> off;

    private RuleSet(Set<Rule> off) {
        this.off = off;
    }

    /** All rules but one, to see which test misses it. */
    public static RuleSet without(Rule rule) {
        return new RuleSet(EnumSet.of(rule));
    }

    /** Whether a rule is carried out. */
    public boolean on(Rule rule) {
        return !off.contains(rule);
    }
}
