package dk.samsyn.broker.query;

import dk.samsyn.broker.policy.Release;
import dk.samsyn.broker.release.ColumnRule;
import dk.samsyn.broker.release.Grain;
import dk.samsyn.broker.release.ReleaseSchema;
import dk.samsyn.broker.release.Rule;
import dk.samsyn.broker.release.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the release rules look at besides the statement: declarations, the policies' settings and the day.
 *
 * @param schema what may be asked of each column
 * @param policy the strictest settings of all policies behind the tables
 * @param persons whether a table or view of that name is about persons
 * @param population the rows that the policies open, as a name: budgets count by it
 * @param constants constants of the statement
 * @param rules the rules that are on
 * @param notices what the asker will be told
 */
record ReleaseContext(
        ReleaseSchema schema,
        Release policy,
        Predicate<String> persons,
        String population,
        ReleaseConstants constants,
        RuleSet rules,
        ReleaseNotices notices) {
    private static final int MINIMUM = 5;

    /** Fewest persons of a group: the policies' number, never below five. */
    int minimum() {
        return Math.max(MINIMUM, policy.minimum());
    }

    private boolean named(String dimension) {
        return policy.groupBy().map(names -> names.contains(dimension)).orElse(true);
    }

    /** Whether the policies let groups be made of a column, in any grain. */
    boolean opens(ColumnRule rule) {
        return switch (rule.kind()) {
            // A number of rows per person is no column of a table, so no policy can name it.
            case BAND -> rule.step() == 0 || named(rule.dimension());
            case CATEGORY, BIRTH, CODE -> named(rule.dimension());
            case PROVIDER ->
                policy.groupBy()
                        .filter(names -> names.contains(rule.dimension()))
                        .isPresent();
            case DATE -> !units().isEmpty();
            case MEASURE -> true;
            case PERSON, CLOSED -> false;
        };
    }

    /** Whether the values of a column may be counted: that one is missing tells of it, too. */
    boolean counts(ColumnRule rule) {
        return opens(rule) && rule.kind() != ColumnRule.Kind.PROVIDER;
    }

    /** Units of time that the policies let groups be made of, from fine to coarse. */
    List<Grain.Unit> units() {
        List<Grain.Unit> units = new ArrayList<>();
        for (Grain.Unit unit : Grain.Unit.values()) {
            if (named(unit.dimension())) {
                units.add(unit);
            }
        }
        return units;
    }

    /** Why a column cannot be used. */
    RuntimeException closed(Rule rule, ReleaseTerm term) {
        if (term.isPerson()) {
            return Rule.PERSON_KEY.refusal(
                    "pid kan kun tælles (COUNT(DISTINCT pid)) og bruges til at forbinde tabeller.",
                    "pid can only be counted (COUNT(DISTINCT pid)) and join tables.");
        }
        String names = String.join(", ", policy.groupBy().orElse(List.of()));
        String danish = names.isEmpty() ? "" : " Politikken tillader " + names + ".";
        String english = names.isEmpty() ? "" : " The policy allows " + names + ".";
        return rule.refusal(
                "Kolonnen " + term.name() + " kan ikke bruges her." + danish,
                "Column " + term.name() + " cannot be used here." + english);
    }
}
