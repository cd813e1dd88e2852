package dk.samsyn.broker.release;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One cell's row: what it would answer, and the row that leaves once the ledger has settled it. */
final class CellJudge {
    private static final MathContext MEAN_DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);
    private static final MathContext SUM_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);
    private static final int PROVIDERS = 3;
    private static final double ONE_PROVIDER = 0.85;

    private final GateSpec spec;
    private final RuleSet rules;
    private final PersonRows.Group group;
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<List<Integer>> parts = new ArrayList<>();

    /**
     * Judges a cell.
     *
     * @param label canonical form of the cell
     * @param minimum fewest persons
     */
    CellJudge(
            GateSpec spec,
            PersonRows.Group group,
            Totals totals,
            Answers answers,
            String label,
            int minimum,
            RuleSet rules) {
        this.spec = spec;
        this.rules = rules;
        this.group = group;
        Contributions everybody = totals.everybody();
        boolean few =
                rules.on(Rule.SIZE) && spec.provider() && fewProviders(totals, answers.patientsOfProvider(everybody));
        Candidate present = answers.count(everybody, everybody.size(), minimum, label);
        candidates.add(present);
        if (spec.provider()) {
            // Settled by itself: a patient who makes the third provider changes nothing of what was answered before,
            // and the
            // number of persons stays one with that of statements without providers.
            candidates.add(new Candidate(
                    "several providers", everybody, few ? OptionalDouble.empty() : present.value(), minimum));
        }
        for (GateSpec.Output output : spec.outputs()) {
            List<Integer> used = new ArrayList<>();
            for (Candidate candidate : candidates(output, totals, answers, label, minimum)) {
                used.add(candidates.size());
                candidates.add(candidate);
            }
            parts.add(List.copyOf(used));
        }
    }

    /** A provider counts from a number of patients on: else one patient could be the whole of it and be seen by it. */
    private static boolean fewProviders(Totals totals, int patients) {
        int all = totals.providerPersons().stream().mapToInt(Integer::intValue).sum();
        return totals.providerPersons().stream()
                                .filter(persons -> persons >= patients)
                                .count()
                        < PROVIDERS
                || totals.providerPersons().stream().anyMatch(persons -> persons > ONE_PROVIDER * all);
    }

    private List<Candidate> candidates(
            GateSpec.Output output, Totals totals, Answers answers, String label, int minimum) {
        int m = output.measure();
        if (m < 0) {
            return output.statistic() == GateSpec.Statistic.ROWS
                    ? List.of(answers.count(totals.rows(), totals.size(), minimum, label))
                    : List.of();
        }
        Optional<Quantity> quantity = spec.quantity(m, spec.groupSets().get(group.set()), group.values());
        if (quantity.isEmpty()) {
            return List.of(Candidate.withheld("nothing", totals.values(m)));
        }
        Quantity of = quantity.get();
        Candidate values = answers.count(totals.values(m), totals.measured(m), minimum, label);
        return switch (output.statistic()) {
            case VALUES -> List.of(values);
            case SUM -> shared(m, of, totals, answers, label, minimum, sum(m, of, totals, answers, label, minimum));
            case MEAN ->
                shared(m, of, totals, answers, label, minimum, sum(m, of, totals, answers, label, minimum), values);
            case VARIANCE_POPULATION, VARIANCE_SAMPLE, DEVIATION_POPULATION, DEVIATION_SAMPLE ->
                List.of(answers.variance(totals.means(m, of), of, minimum, label));
            case QUANTILE -> List.of(answers.quantile(totals.means(m, of), output.fraction(), of, minimum));
            case PERSONS, ROWS, GROUPING -> List.of();
        };
    }

    private static Candidate sum(
            int measure, Quantity quantity, Totals totals, Answers answers, String label, int minimum) {
        return answers.sum(
                totals.sum(measure, quantity),
                totals.measured(measure),
                quantity,
                minimum,
                label + "|" + quantity.name());
    }

    /**
     * A sum of zeros and ones leaves only with a complement that may leave too: few without the flag would tell of everybody in
     * the cell. The complement is an answer of its own, so that the ledger settles it: decided for each cell alone, one person
     * who comes would make the row vanish.
     */
    private List<Candidate> shared(
            int measure,
            Quantity quantity,
            Totals totals,
            Answers answers,
            String label,
            int minimum,
            Candidate... used) {
        List<Candidate> all = new ArrayList<>(List.of(used));
        if (quantity.flag() && rules.on(Rule.SIZE)) {
            Contributions others = totals.without(measure);
            all.add(answers.count(others, others.size(), minimum, label + "|not " + quantity.name()));
        }
        return all;
    }

    List<Candidate> candidates() {
        return candidates;
    }

    /**
     * The row, or null if the cell is withheld: absent, as if nobody were in it (rule 16).
     *
     * @param values what the ledger settled, in the order of {@link #candidates()}
     */
    @Nullable
    Object @Nullable [] row(List<OptionalDouble> values) {
        boolean withheld = values.stream().anyMatch(OptionalDouble::isEmpty);
        if (withheld && rules.on(Rule.ABSENCE)) {
            return null;
        }
        @Nullable
        Object[] row =
                new @Nullable Object[spec.dimensions().size() + spec.outputs().size()];
        for (int i = 0; i < spec.dimensions().size(); i++) {
            row[i] = group.values().get(i);
        }
        for (int i = 0; !withheld && i < spec.outputs().size(); i++) {
            GateSpec.Output output = spec.outputs().get(i);
            double[] used = parts.get(i).stream()
                    .mapToDouble(p -> values.get(p).orElseThrow())
                    .toArray();
            row[spec.dimensions().size() + i] =
                    typed(value(output, used, values.get(0).orElseThrow()), output);
        }
        return row;
    }

    private double value(GateSpec.Output output, double[] used, double persons) {
        return switch (output.statistic()) {
            case PERSONS -> persons;
            case ROWS, VALUES -> used[0];
            case SUM -> flag(output) ? used[0] : rounded(used[0], SUM_DIGITS);
            case MEAN -> rounded(used[1] <= 0 ? 0 : used[0] / used[1], MEAN_DIGITS);
            case VARIANCE_POPULATION, VARIANCE_SAMPLE -> rounded(used[0], MEAN_DIGITS);
            case DEVIATION_POPULATION, DEVIATION_SAMPLE -> rounded(Math.sqrt(used[0]), MEAN_DIGITS);
            case QUANTILE -> used[0];
            case GROUPING -> grouping(output);
        };
    }

    private boolean flag(GateSpec.Output output) {
        return spec.measures().get(output.measure()).quantity().flag();
    }

    private long grouping(GateSpec.Output output) {
        long bits = 0;
        for (int dimension : output.dimensions()) {
            bits = 2 * bits + (spec.groupSets().get(group.set()).get(dimension) ? 0 : 1);
        }
        return bits;
    }

    private static double rounded(double value, MathContext digits) {
        return new BigDecimal(value).round(digits).doubleValue();
    }

    private static Object typed(double value, GateSpec.Output output) {
        return switch (output.form()) {
            case LONG -> Math.round(value);
            case DECIMAL -> BigDecimal.valueOf(value).setScale(output.scale(), RoundingMode.HALF_EVEN);
            case DOUBLE -> value;
        };
    }
}
