package dk.samsyn.broker.query;

import dk.samsyn.broker.query.ReleaseConstraint.Bound;
import dk.samsyn.broker.release.ColumnRule;
import dk.samsyn.broker.release.Grain;
import dk.samsyn.broker.release.Quantity;
import dk.samsyn.broker.release.Rule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * Reads ranges and moves their ends outward to declared cuts: edges of bands, limits of guidelines, first days of months. So
 * two ranges differ by whole cells or not at all.
 */
final class ReleaseRanges {
    private static final BigDecimal ONE = BigDecimal.ONE;

    private final ReleaseContext context;

    ReleaseRanges(ReleaseContext context) {
        this.context = context;
    }

    /** A comparison with {@code <}, {@code <=}, {@code >} or {@code >=}. */
    ReleaseConstraint range(ReleaseTerm term, SqlKind operator, Object constant, ReleaseRows rows) {
        boolean upper = operator == SqlKind.LESS_THAN || operator == SqlKind.LESS_THAN_OR_EQUAL;
        boolean inclusive = operator == SqlKind.LESS_THAN_OR_EQUAL || operator == SqlKind.GREATER_THAN_OR_EQUAL;
        return switch (term.rule().kind()) {
            case DATE -> date(term, upper, inclusive, constant);
            case BIRTH -> birth(term, upper, day(constant));
            case BAND -> band(term, upper, inclusive, number(constant));
            case MEASURE -> measure(term, upper, inclusive, number(constant), rows);
            case CATEGORY -> category(term, upper, inclusive, constant);
            case PERSON, CODE, PROVIDER, CLOSED -> throw notOrdered(term);
        };
    }

    /** Equality with a value that lies in a band or unit of time: the whole of it. */
    ReleaseConstraint equal(ReleaseTerm term, Object constant, ReleaseRows rows) {
        if (term.rule().kind() == ColumnRule.Kind.BIRTH) {
            LocalDate day = day(constant);
            return birth(term, true, day).and(birth(term, false, day));
        }
        return range(term, SqlKind.GREATER_THAN_OR_EQUAL, constant, rows)
                .and(range(term, SqlKind.LESS_THAN_OR_EQUAL, constant, rows));
    }

    private RuntimeException notOrdered(ReleaseTerm term) {
        return Rule.PREDICATE.refusal(
                "Kolonnen " + term.name() + " har ingen grænser. Brug = eller IN.",
                "Column " + term.name() + " has no bounds. Use = or IN.");
    }

    private static BigDecimal number(Object constant) {
        if (constant instanceof BigDecimal number) {
            return number;
        }
        throw Rule.PREDICATE.refusal("Her skal stå et tal.", "A number is wanted here.");
    }

    private static LocalDate day(Object constant) {
        if (constant instanceof LocalDateTime time) {
            return time.toLocalDate();
        }
        if (constant instanceof LocalDate day) {
            return day;
        }
        throw Rule.PREDICATE.refusal(
                "Her skal stå en dato: DATE '2025-01-01'.", "A date is wanted here: DATE '2025-01-01'.");
    }

    private ReleaseConstraint date(ReleaseTerm term, boolean upper, boolean inclusive, Object constant) {
        ReleaseTerm plain = new ReleaseTerm(term.part(), term.index(), null, term.type());
        // What lies beyond an end, or up to and with it, begins with the next unit.
        boolean next = upper == inclusive;
        if (term.grain() instanceof Grain.Part part) {
            if (part.unit() != Grain.Unit.YEAR) {
                throw notOrdered(term);
            }
            int year = number(constant).setScale(0, RoundingMode.DOWN).intValue();
            LocalDate first = LocalDate.of(Math.max(1, Math.min(9998, year)), 1, 1);
            return moved(plain, upper, next ? first.plusYears(1) : first);
        }
        LocalDate day = day(constant);
        if (term.grain() instanceof Grain.Start start) {
            LocalDate first = start.unit().start(day);
            return moved(plain, upper, next ? start.unit().next(first) : first);
        }
        if (valid(term, day)) {
            return ReleaseConstraint.range(
                    plain, upper ? null : new Bound(day, true), upper ? new Bound(day, true) : null);
        }
        boolean midnight =
                !(constant instanceof LocalDateTime time) || time.toLocalTime().toNanoOfDay() == 0;
        return moved(plain, upper, upper && (inclusive || !midnight) ? day.plusDays(1) : day);
    }

    /** The end, moved outward to the finest unit of time that the policies allow. */
    private ReleaseConstraint moved(ReleaseTerm term, boolean upper, LocalDate end) {
        if (!context.rules().on(Rule.PREDICATE)) {
            return edge(term, upper, end);
        }
        Grain.Unit unit = context.units().get(0);
        LocalDate first = unit.start(end);
        LocalDate moved = upper && !first.equals(end) ? unit.next(first) : first;
        if (!moved.equals(end)) {
            context.notices().coarser(term.name() + (upper ? " før " : " fra ") + end, moved.toString());
        }
        return edge(term, upper, moved);
    }

    private static ReleaseConstraint edge(ReleaseTerm term, boolean upper, LocalDate at) {
        return ReleaseConstraint.range(term, upper ? null : new Bound(at, true), upper ? new Bound(at, false) : null);
    }

    /** Today is compared exactly with times of validity: who belongs today is the commonest of questions. */
    private boolean valid(ReleaseTerm term, LocalDate day) {
        String column = term.part().field(term.index()).getName();
        return term.grain() == null
                && day.equals(context.constants().today())
                && term.part()
                        .rule
                        .period()
                        .map(p -> p.from().equals(column) || p.to().equals(column))
                        .orElse(false);
    }

    /** Born until a day means at least so old; the age is cut like the age's own column. */
    private ReleaseConstraint birth(ReleaseTerm term, boolean upper, LocalDate day) {
        LocalDate today = context.constants().today();
        int age = Math.max(0, Period.between(day, today).getYears());
        boolean exact = today.minusYears(age).equals(day);
        BigDecimal wanted = BigDecimal.valueOf(upper || exact ? age : age + 1L);
        BigDecimal cut = cut(term.rule().cuts(), wanted, !upper).orElse(null);
        if (cut == null) {
            return ReleaseConstraint.none(term);
        }
        LocalDate edge = today.minusYears(cut.longValueExact());
        if (!edge.equals(day)) {
            context.notices().coarser(term.name() + (upper ? " til " : " efter ") + day, edge.toString());
        }
        return ReleaseConstraint.range(
                term, upper ? null : new Bound(edge, false), upper ? new Bound(edge, true) : null);
    }

    private ReleaseConstraint band(ReleaseTerm term, boolean upper, boolean inclusive, BigDecimal constant) {
        BigDecimal step = term.grain() instanceof Grain.Band band ? BigDecimal.valueOf(band.step()) : ONE;
        // Whole numbers: up to 59 is below 60, above 39 is from 40.
        BigDecimal floor = constant.setScale(0, RoundingMode.FLOOR);
        boolean whole = floor.compareTo(constant) == 0;
        BigDecimal wanted = whole && upper != inclusive ? floor : floor.add(step);
        if (!whole && upper) {
            wanted = floor.add(step);
        }
        ReleaseTerm plain = new ReleaseTerm(term.part(), term.index(), null, term.type());
        return snapped(plain, upper, wanted, term.rule().cuts());
    }

    private ReleaseConstraint snapped(ReleaseTerm term, boolean upper, BigDecimal wanted, List<BigDecimal> cuts) {
        if (!context.rules().on(Rule.PREDICATE)) {
            return ReleaseConstraint.range(
                    term, upper ? null : new Bound(wanted, true), upper ? new Bound(wanted, false) : null);
        }
        Optional<BigDecimal> cut = cut(cuts, wanted, upper);
        if (cut.isEmpty()) {
            context.notices().coarser(term.name() + (upper ? " < " : " >= ") + wanted.toPlainString(), "alle");
            return ReleaseConstraint.range(term, null, null);
        }
        if (cut.get().compareTo(wanted) != 0) {
            context.notices()
                    .coarser(
                            term.name() + (upper ? " < " : " >= ") + wanted.toPlainString(),
                            cut.get().toPlainString());
        }
        return ReleaseConstraint.range(
                term, upper ? null : new Bound(cut.get(), true), upper ? new Bound(cut.get(), false) : null);
    }

    /** The nearest cut that leaves nothing out: above an upper end, below a lower. */
    private static Optional<BigDecimal> cut(List<BigDecimal> cuts, BigDecimal wanted, boolean upper) {
        return upper
                ? cuts.stream().filter(c -> c.compareTo(wanted) >= 0).findFirst()
                : cuts.stream().filter(c -> c.compareTo(wanted) <= 0).reduce((a, b) -> b);
    }

    private ReleaseConstraint measure(
            ReleaseTerm term, boolean upper, boolean inclusive, BigDecimal constant, ReleaseRows rows) {
        List<BigDecimal> cuts = cuts(term, rows);
        if (cuts.isEmpty()) {
            throw Rule.PREDICATE.refusal(
                    term.name() + " har ingen grænser her. Skriv først, hvad der måles, fx begreb = 'HBA1C'.",
                    term.name() + " has no cuts here. First say what is measured, such as begreb = 'HBA1C'.");
        }
        if (!context.rules().on(Rule.PREDICATE) || cuts.stream().anyMatch(c -> c.compareTo(constant) == 0)) {
            BigDecimal exact = constant.stripTrailingZeros();
            return ReleaseConstraint.range(
                    term, upper ? null : new Bound(exact, inclusive), upper ? new Bound(exact, inclusive) : null);
        }
        return snapped(term, upper, constant, cuts);
    }

    /** Cuts of what a column measures under the conditions so far. */
    List<BigDecimal> cuts(ReleaseTerm term, ReleaseRows rows) {
        return quantity(term, rows.conditions()).map(Quantity::cuts).orElse(List.of());
    }

    /** What a column measures: one thing, or the one that a condition names. */
    static Optional<Quantity> quantity(ReleaseTerm term, ReleaseConditions conditions) {
        ColumnRule rule = term.rule();
        return rule.quantity().or(() -> rule.by()
                .flatMap(by -> conditions.single(term.part(), by))
                .map(value -> rule.quantities().get(value)));
    }

    /** Of a list of numbers, those beyond the bound. */
    private ReleaseConstraint category(ReleaseTerm term, boolean upper, boolean inclusive, Object constant) {
        @Nullable BigDecimal bound = constant instanceof BigDecimal number ? number : null;
        Set<String> values = term.rule().values();
        if (bound == null || values.isEmpty() || !values.stream().allMatch(v -> v.matches("-?\\d{1,9}"))) {
            throw notOrdered(term);
        }
        Set<String> kept = values.stream()
                .filter(v -> {
                    int order = new BigDecimal(v).compareTo(bound);
                    return (upper ? order < 0 : order > 0) || (inclusive && order == 0);
                })
                .collect(Collectors.toSet());
        return ReleaseConstraint.in(term, kept, false);
    }
}
