package dk.samsyn.broker.steward;

import dk.samsyn.broker.config.CaseRunner;
import dk.samsyn.broker.config.PolicyCase;
import dk.samsyn.broker.policy.PolicyEngine;
import java.util.List;

/** Tries a set on the real pipeline before anybody is answered under it. */
public interface Trial {
    /** Conditions that the pipeline cannot evaluate, one sentence each; none if it can load the whole set. */
    List<String> unloadable(PolicyEngine engine);

    /** Runs cases over the real sources. What they read leaves nobody's broker and is in no citizen's log. */
    List<CaseRunner.Result> run(PolicyEngine engine, List<PolicyCase> cases);
}
