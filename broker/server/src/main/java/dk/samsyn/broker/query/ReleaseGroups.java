package dk.samsyn.broker.query;

import dk.samsyn.broker.release.ColumnRule;
import dk.samsyn.broker.release.GateSpec;
import dk.samsyn.broker.release.Grain;
import dk.samsyn.broker.release.Rule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Columns of groups (rule 5): declared ones, at their finest grain or coarser, and only such as the policies name. */
final class ReleaseGroups {
    private final ReleaseContext context;

    ReleaseGroups(ReleaseContext context) {
        this.context = context;
    }

    /**
     * The dimension that a term makes, coarsened where the statement asked for more.
     *
     * @throws dk.samsyn.broker.access.QueryException GROUP_RULE if it can make none
     */
    GateSpec.Dimension dimension(ReleaseTerm term) {
        ColumnRule rule = term.rule();
        if (!context.rules().on(Rule.GROUP)) {
            Grain as = term.grain() == null ? new Grain.Listed(java.util.Set.of()) : term.grain();
            return new GateSpec.Dimension(rule, as, label(term, as));
        }
        if (!rule.groups() || !context.opens(rule)) {
            throw context.closed(Rule.GROUP, term);
        }
        Grain grain =
                switch (rule.kind()) {
                    case CATEGORY, PROVIDER -> new Grain.Listed(rule.values());
                    case BAND -> band(term, rule);
                    case BIRTH ->
                        coarser(
                                term,
                                new Grain.BirthBand(
                                        rule.step(),
                                        rule.top(),
                                        context.constants().today()));
                    case DATE -> date(term);
                    case CODE -> code(term, rule);
                    case PERSON, MEASURE, CLOSED -> throw context.closed(Rule.GROUP, term);
                };
        return new GateSpec.Dimension(rule, grain, label(term, grain));
    }

    private Grain band(ReleaseTerm term, ColumnRule rule) {
        if (rule.step() == 0) {
            return coarser(term, new Grain.Edges(rule.cuts()));
        }
        return term.grain() != null ? term.grain() : coarser(term, new Grain.Band(rule.step(), rule.top()));
    }

    private Grain date(ReleaseTerm term) {
        List<Grain.Unit> units = context.units();
        if (term.grain() instanceof Grain.Part part) {
            if (!units.contains(part.unit()) && part.unit() != Grain.Unit.YEAR) {
                throw context.closed(Rule.GROUP, term);
            }
            return part;
        }
        Grain.Unit asked = term.grain() instanceof Grain.Start start ? start.unit() : null;
        if (term.grain() instanceof Grain.Start start && units.contains(start.unit())) {
            return start;
        }
        Optional<Grain.Unit> finest = units.stream()
                .filter(unit -> asked == null || unit.compareTo(asked) >= 0)
                .findFirst();
        return coarser(term, new Grain.Start(finest.orElseThrow(() -> new IllegalStateException("no unit"))));
    }

    private Grain code(ReleaseTerm term, ColumnRule rule) {
        int asked = term.grain() instanceof Grain.Prefix prefix ? prefix.length() : Integer.MAX_VALUE;
        Optional<Integer> finest =
                rule.prefixes().stream().filter(length -> length <= asked).max(Integer::compare);
        if (finest.isEmpty()) {
            throw context.closed(Rule.GROUP, term);
        }
        Grain grain = new Grain.Prefix(finest.get());
        return finest.get() == asked ? grain : coarser(term, grain);
    }

    private Grain coarser(ReleaseTerm term, Grain grain) {
        context.notices().coarser(term.name(), words(grain));
        return grain;
    }

    private static String words(Grain grain) {
        if (grain instanceof Grain.Band band) {
            return "grupper på " + band.step();
        }
        if (grain instanceof Grain.Edges edges) {
            return "grupper fra " + edges.edges();
        }
        if (grain instanceof Grain.BirthBand band) {
            return "aldersgrupper på " + band.step() + " år";
        }
        if (grain instanceof Grain.Start start) {
            return start.unit().dimension();
        }
        return grain instanceof Grain.Prefix prefix ? "de første " + prefix.length() + " tegn" : "værdien";
    }

    /** The canonical name of a column at a grain: the dimension, and the column where dimensions have none in common. */
    static String label(ReleaseTerm term, @Nullable Grain grain) {
        ColumnRule rule = term.rule();
        String name = rule.dimension().equals(rule.name()) ? term.name() : rule.dimension();
        if (grain instanceof Grain.Start start) {
            return name + " by " + start.unit().dimension();
        }
        if (grain instanceof Grain.Part part) {
            return name + " " + part.unit().dimension();
        }
        if (grain instanceof Grain.Band band && band.step() != rule.step()) {
            return name + " by " + band.step();
        }
        return grain instanceof Grain.Prefix prefix ? name + " first " + prefix.length() : name;
    }
}
