package dk.samsyn.broker.query.planted;

import dk.samsyn.broker.release.Rule;
import dk.samsyn.broker.release.RuleSet;

/** What the architecture test must find. */
public final class TurnsARuleOff {
    private TurnsARuleOff() {}

    static RuleSet rules() {
        return RuleSet.without(Rule.SIZE);
    }
}
