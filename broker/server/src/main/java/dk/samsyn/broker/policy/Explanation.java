package dk.samsyn.broker.policy;

import dk.samsyn.broker.access.PolicyRef;
import java.util.List;

/**
 * Why somebody may or may not see a table or a column.
 *
 * @param outcome the answer in a word
 * @param sentences the reasons, the answer first
 * @param policies policies that had a say
 * @param version version of the set that was asked
 */
public record Explanation(Outcome outcome, List<Sentence> sentences, List<PolicyRef> policies, String version) {
    public Explanation {
        sentences = List.copyOf(sentences);
        policies = List.copyOf(policies);
    }

    /** The answer in a word. */
    public enum Outcome {
        /** Shown, at least for some rows. */
        SHOWN,
        /** Shown through a mask. */
        MASKED,
        /** Groups of persons only. */
        COUNTS_ONLY,
        /** Only while the query binds exactly one person. */
        ONE_PERSON,
        /** Listed and refused, with the sentence of a policy that announces what it withholds. */
        WITHHELD,
        /** Exists for nobody but those whom a policy opens it to, and this is not one of them. */
        ABSENT,
        /** There is no such table or column. */
        UNKNOWN
    }

    /** The same sentence in both languages. */
    public record Sentence(String danish, String english) {}
}
