package dk.samsyn.broker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.config.DeclaredTables;
import dk.samsyn.broker.query.QuarterOfRegion;
import dk.samsyn.broker.release.BudgetLimits;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shipped questions need of a quarter's budgets, and that the defaults give it. */
@Tag("nightly")
class RegionBudgetTest {
    /**
     * A region, a municipality and a hospital ask the reference workload, every indicator by all that divides it and over its quarters,
     * and every report.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void threeOrganisationsAskAllThatIsShippedInAQuarter(boolean large, TestReporter reporter) throws IOException {
        QuarterOfRegion quarter = new QuarterOfRegion(BudgetLimits.DEFAULT, large);
        for (WorkloadFile.Question question :
                WorkloadFile.read(DeclaredTables.repository().resolve("conf/workload"))) {
            quarter.askAll(question.sql());
        }
        System.out.println("workload: " + quarter.told());
        quarter.askIndicators();
        quarter.askReports();
        System.out.println("all, large region " + large + ": " + quarter.told());
        BudgetLimits.Population most = quarter.most();
        BudgetLimits.Population limits = BudgetLimits.DEFAULT.population();
        String share = String.format(
                Locale.ROOT,
                "of the budgets: everybody %.2f, one value %.2f, two %.2f",
                (double) most.everybody() / limits.everybody(),
                (double) most.one() / limits.one(),
                (double) most.two() / limits.two());
        reporter.publishEntry("used", share);
        System.out.println(share);
        assertThat(quarter.refused()).isEmpty();
        assertThat(quarter.answered()).isGreaterThan(500);
    }
}
