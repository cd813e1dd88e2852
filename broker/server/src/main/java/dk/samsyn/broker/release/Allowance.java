package dk.samsyn.broker.release;

import dk.samsyn.broker.release.BasePopulations.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many numbers a statement may show of each population (rule 23), so that no budget is passed: groups come in an order that follows
 * from their values, and those that do not fit are left out. Which these are follows from the groups that are shown and from what
 * was answered before the statement, so leaving them out tells nothing: numbers that the ledger held count like new ones, and groups that are
 * not shown do not count.
 */
final class Allowance {
    private final long statement;
    private final Most most;
    private final Map<Long, Long> known = new HashMap<>();
    private final LongCounts shown = new LongCounts();
    private long all;
    private boolean full;

    /** How many numbers about a population. */
    interface Most {
        long of(List<Part> population);
    }

    /**
     * Nothing shown yet.
     *
     * @param statement how many numbers at all
     */
    Allowance(long statement, Most most) {
        this.statement = statement;
        this.most = most;
    }

    /** For a statement that cannot come near any budget's end, or was answered before. */
    static Allowance withoutEnd() {
        return new Allowance(Long.MAX_VALUE, population -> Long.MAX_VALUE);
    }

    private boolean ends() {
        return statement < Long.MAX_VALUE;
    }

    /** Whether a group's numbers fit. */
    boolean admits(Chosen group, int numbers) {
        return !ends() || fits(group.parts(), numbers);
    }

    /** Counts a group that is shown. */
    void show(Chosen group, int numbers) {
        if (!ends()) {
            return;
        }
        List<Part> parts = group.parts();
        all += numbers;
        BasePopulations.each(parts, population -> shown.add(BasePopulations.id(population), numbers));
        full |= !fits(parts, numbers);
    }

    /** What chooses a group, worked out only if it is needed. */
    interface Chosen {
        List<Part> parts();
    }

    private boolean fits(List<Part> parts, int numbers) {
        boolean[] fits = {all + numbers <= statement};
        BasePopulations.each(parts, population -> {
            long id = BasePopulations.id(population);
            fits[0] &= shown.get(id) + numbers <= known.computeIfAbsent(id, none -> most.of(population));
        });
        return fits[0];
    }

    /** Whether so much was shown that another group like one of those would not fit: then groups may be missing. */
    boolean isFull() {
        return full;
    }
}
