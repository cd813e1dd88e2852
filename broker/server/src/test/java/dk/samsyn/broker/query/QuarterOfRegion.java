package dk.samsyn.broker.query;

import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.IndicatorFiles;
import dk.samsyn.broker.config.ReportFiles;
import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.indicator.IndicatorSql;
import dk.samsyn.broker.indicator.Report;
import dk.samsyn.broker.release.BudgetLimits;
import dk.samsyn.broker.release.ReleaseControl;
import dk.samsyn.broker.release.Rule;
import dk.samsyn.broker.release.RuleSet;
import dk.samsyn.spi.ErrorCode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A region, a municipality and a hospital that ask the small region through one ledger. */
public final class QuarterOfRegion {
    private static final LocalDate END = LocalDate.of(2026, 10, 1);
    /** Quarters that a chart of an indicator goes back. */
    private static final int QUARTERS = 4;

    private static final long MANY = 10_000_000;

    private final ReleaseControl control;
    private final QueryService queries;
    private final List<String> refused = new ArrayList<>();
    private int answered;

    /**
     * An empty ledger under the budgets of a quarter; how much in a day is another matter.
     *
     * @param large whether each group that there is counts as in a region of a thousand persons for each of this one
     */
    public QuarterOfRegion(BudgetLimits limits, boolean large) {
        BudgetLimits quarter = new BudgetLimits(
                MANY,
                Map.of(),
                limits.columnsPerQuarter(),
                limits.listsPerQuarter(),
                limits.population(),
                limits.organisation());
        RuleSet rules = large ? RuleSet.without(Rule.SIZE) : RuleSet.ALL;
        this.control = ReleaseControl.inMemory(Lille.get().services.release().schema(), Lille.noise(), rules)
                .under(quarter);
        this.queries = Lille.get().with(control);
    }

    private static List<Session> organisations() {
        return List.of(
                Users.analyst(1),
                Users.planner(),
                Users.session(
                        "planlaegger-6620",
                        "hospitalsplanlaegger",
                        "hospital:6620",
                        Purpose.PLANLAEGNING,
                        Map.of("shak", "6620")));
    }

    /** Each of the three asks; what policies or other rules refuse is no matter. */
    public void askAll(String sql) {
        organisations().forEach(session -> ask(session, sql));
    }

    private void ask(Session session, String sql) {
        try {
            Lille.rows(queries, session, sql);
            answered++;
        } catch (QueryException e) {
            if (e.errorCode() == ErrorCode.BUDGET_RULE) {
                System.out.println(e.getMessage() + sql);
                refused.add(session.principal().name() + ": " + sql + ": " + e.getMessage());
            }
        }
    }

    /** Every indicator by all that divides it, and its quarters. */
    public void askIndicators() throws IOException {
        ConfigProblems problems = new ConfigProblems();
        List<Indicator> all = IndicatorFiles.read(Lille.root().resolve("conf/indicators"), problems);
        problems.throwIfAny();
        for (Indicator indicator : all) {
            for (IndicatorSql.By by : IndicatorSql.By.values()) {
                if (IndicatorSql.divides(indicator, by)) {
                    askAll(new IndicatorSql(indicator, END).by(by));
                }
            }
            for (int i = 0; i < QUARTERS; i++) {
                askAll(new IndicatorSql(indicator.quarterly(), END.minusMonths(3L * i)).by(IndicatorSql.By.TOTAL));
            }
            System.out.println(indicator.id() + ": " + told());
        }
    }

    /** Every report, by whomever it is offered to. */
    public void askReports() throws IOException {
        ConfigProblems problems = new ConfigProblems();
        List<Report> all = ReportFiles.read(
                Lille.root().resolve("conf/reports"), Lille.get().services.concepts(), problems);
        problems.throwIfAny();
        for (Report report : all) {
            for (Report.Part part : report.parts()) {
                organisations().stream()
                        .filter(s -> report.roles().contains(s.principal().role()))
                        .forEach(s -> ask(s, part.sql(END)));
            }
        }
    }

    /** Statements that a budget refused, with why. */
    public List<String> refused() {
        return List.copyOf(refused);
    }

    public int answered() {
        return answered;
    }

    /** Most that was told of any population. */
    public BudgetLimits.Population most() {
        return control.most(Lille.TODAY);
    }

    /** How much that is, in words. */
    public String told() {
        return answered + " statements answered, at most " + most() + ", refused by a budget: " + refused.size();
    }
}
