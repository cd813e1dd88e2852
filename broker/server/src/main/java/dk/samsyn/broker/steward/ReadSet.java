package dk.samsyn.broker.steward;

import dk.samsyn.broker.config.CaseFiles;
import dk.samsyn.broker.config.ConditionProof;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.PolicyCase;
import dk.samsyn.broker.config.PolicyFiles;
import dk.samsyn.broker.policy.GovernedTable;
import dk.samsyn.broker.policy.Mandate;
import dk.samsyn.broker.policy.Policy;
import dk.samsyn.broker.policy.PolicyEngine;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A set as the engine reads it.
 *
 * @param files its texts
 * @param policies its policies with the status they have in the files
 * @param cases its cases
 * @param problems everything wrong with any file, each with file, line and path; with any, the rest is not to be used
 */
public record ReadSet(SetFiles files, List<Policy> policies, List<PolicyCase> cases, List<String> problems) {
    /**
     * Reads texts.
     *
     * @param declared all declared tables, whether or not a source fills them
     * @param proof proves conditions
     */
    public static ReadSet of(SetFiles files, List<GovernedTable> declared, ConditionProof proof) {
        return files.inFolder(folder -> {
            ConfigProblems problems = new ConfigProblems();
            List<Policy> policies = PolicyFiles.read(folder, declared, proof, problems);
            List<PolicyCase> cases = CaseFiles.read(folder, problems);
            return new ReadSet(files, policies, cases, problems.all());
        });
    }

    public ReadSet {
        policies = List.copyOf(policies);
        cases = List.copyOf(cases);
        problems = List.copyOf(problems);
    }

    /** The set as it is in force, or would be without any approval: only active policies have effect. */
    public PolicyEngine asItStands() {
        return new PolicyEngine(policies);
    }

    /** The set as it would be once it is approved: policies in review have effect too. */
    public PolicyEngine asProposed() {
        return new PolicyEngine(policies.stream()
                .map(policy -> policy.mandate().status() == Mandate.Status.REVIEW ? policy.activated() : policy)
                .toList());
    }

    /** Hands over what is wrong. */
    public void reportTo(ConfigProblems all) {
        all.addAll(problems);
    }

    /** Policies by id. */
    Map<String, Policy> byId() {
        return policies.stream().collect(Collectors.toMap(Policy::id, Function.identity()));
    }
}
