package dk.samsyn.broker.release;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Small questions about made-up persons, put to a release control without any SQL. */
final class Cells {
    static final NoiseSecret SECRET = new NoiseSecret("a noise secret of some length", 1);
    static final Quantity MONEY = new Quantity("beloeb", 0, 20_000, 1, List.of(), false);
    static final Quantity VALUE = new Quantity("hba1c", 10, 200, 1, List.of(), false);
    static final Quantity FLAG = new Quantity("genindlagt", 0, 1, 1, List.of(), true);

    private static final BudgetLimits NONE = new BudgetLimits(
            Long.MAX_VALUE / 2,
            Map.of(),
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            new BudgetLimits.Population(Long.MAX_VALUE / 2, Long.MAX_VALUE / 2, Long.MAX_VALUE / 2));

    private Cells() {}

    static ReleaseControl control(RuleSet rules) {
        return ReleaseControl.inMemory(new ReleaseSchema(Map.of()), SECRET, rules);
    }

    /** A release control that answers any number of questions: attacks that a budget would stop are to fail by themselves. */
    static ReleaseControl withoutBudget(RuleSet rules) {
        return withoutBudget(SECRET, rules);
    }

    static ReleaseControl withoutBudget(NoiseSecret secret, RuleSet rules) {
        return new ReleaseControl(new ReleaseSchema(Map.of()), secret, new MemoryBatches(), NONE, rules);
    }

    /** Limits of an account's day, and of columns and as many lists, but at least sixteen, of a set. */
    static BudgetLimits limits(long answers, int columns) {
        return new BudgetLimits(answers, Map.of(), columns, Math.max(16, columns), BudgetLimits.DEFAULT.population());
    }

    /** Budgets that are never used up. */
    static Budgets withoutEnd() {
        return new Budgets(NONE, SECRET, (subject, period) -> 0);
    }

    private static GateSpec chosenByFive() {
        GateSpec plain = one(GateSpec.Statistic.PERSONS, null, "x");
        List<String> five = List.of("a=1", "b=2", "c=3", "d=4", "e=5");
        return new GateSpec(
                plain.dimensions(),
                plain.groupSets(),
                false,
                plain.measures(),
                plain.outputs(),
                new GateSpec.Base(List.of("t"), five, List.of("t"), Map.of(), false),
                5);
    }

    /** What so many answers tell of: all of the same, whom five conditions choose. */
    static BasePopulations populations(int answers) {
        BasePopulations populations = new BasePopulations(chosenByFive(), Charge.ALL);
        populations.add(new PersonRows.Group(0, List.of()), answers);
        return populations;
    }

    static ReleaseControl control() {
        return control(RuleSet.ALL);
    }

    static Charge charge() {
        return new Charge("query", "org|purpose", "version", LocalDate.of(2026, 11, 23), Set.of());
    }

    /** A question for one number of one cell, without groups. */
    static GateSpec one(GateSpec.Statistic statistic, @Nullable Quantity quantity, String condition) {
        return one(statistic, quantity, 0, condition, false);
    }

    static GateSpec one(
            GateSpec.Statistic statistic,
            @Nullable Quantity quantity,
            double fraction,
            String condition,
            boolean provider) {
        GateSpec.Form form = statistic == GateSpec.Statistic.PERSONS || statistic == GateSpec.Statistic.ROWS
                ? GateSpec.Form.LONG
                : GateSpec.Form.DOUBLE;
        return new GateSpec(
                List.of(),
                List.of(new BitSet()),
                provider,
                quantity == null ? List.of() : List.of(new GateSpec.Measure(quantity, -1, Map.of())),
                List.of(new GateSpec.Output(statistic, quantity == null ? -1 : 0, fraction, List.of(), form, 0)),
                new GateSpec.Base(List.of("t"), List.of(condition), List.of("t"), Map.of(), false),
                5);
    }

    /** The number of persons in a range of a column; budgets count the range. */
    static OptionalDouble ranged(ReleaseControl control, Map<String, Double> persons, String range) {
        GateSpec plain = one(GateSpec.Statistic.PERSONS, null, range);
        GateSpec spec = new GateSpec(
                plain.dimensions(),
                plain.groupSets(),
                false,
                plain.measures(),
                plain.outputs(),
                new GateSpec.Base(
                        List.of("t"),
                        List.of(range),
                        List.of("t"),
                        Map.of(range, Charge.Partition.LIST + range),
                        false),
                5);
        PersonRows rows = control.collect(spec);
        persons.keySet().forEach(person -> rows.add(new @Nullable Object[] {person, 1L}));
        Charge plainly = charge();
        return number(control.release(
                rows,
                spec,
                new Charge(
                        plainly.queryId(),
                        plainly.account(),
                        plainly.policyVersion(),
                        plainly.day(),
                        spec.partitions("all"))));
    }

    /** Persons with one row and one value each. */
    static Map<String, Double> persons(int from, int to, double value) {
        Map<String, Double> persons = new LinkedHashMap<>();
        for (int i = from; i < to; i++) {
            persons.put("p" + i, value);
        }
        return persons;
    }

    /** The released number, or empty if the cell is withheld. */
    static OptionalDouble ask(ReleaseControl control, GateSpec spec, Map<String, Double> persons) {
        PersonRows rows = control.collect(spec);
        persons.forEach((person, value) -> {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(person);
            if (spec.provider()) {
                row.add("practice " + Math.floorMod(person.hashCode(), 7));
            }
            row.add(1L);
            for (int i = 0; i < spec.measures().size(); i++) {
                row.add(1L);
                row.add(value);
            }
            rows.add(row.toArray());
        });
        return number(control.release(rows, spec, charge()));
    }

    static OptionalDouble number(ReleaseControl.Released released) {
        return released.rows().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(((Number) released.rows().get(0)[0]).doubleValue());
    }

    static OptionalDouble count(ReleaseControl control, Map<String, Double> persons, String condition) {
        return ask(control, one(GateSpec.Statistic.PERSONS, null, condition), persons);
    }
}
