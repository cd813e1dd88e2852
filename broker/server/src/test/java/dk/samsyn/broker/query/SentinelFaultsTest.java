package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dk.samsyn.broker.access.QueryException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The twelfth of Sentinel's faults (the region had nothing by person): the region counts with persons linked between practices,
 * hospitals and the laboratory, and still sees nobody. The others have their tests beside the pages.
 */
class SentinelFaultsTest {
    private static final String LINKED = """
            SELECT count(DISTINCT d.pid) FROM diagnose d JOIN kontakt k ON k.pid = d.pid
            WHERE d.kodesystem = 'ICPC2' AND d.begreb = 'DM2' AND k.kontaktform = 'indlaeggelse'""";
    private static final String PRACTICE = """
            SELECT count(DISTINCT d.pid) FROM diagnose d WHERE d.kodesystem = 'ICPC2' AND d.begreb = 'DM2'""";

    private static double alone(String sql, boolean released) {
        Lille lille = Lille.get();
        List<@Nullable Object[]> rows = lille.rows(released ? Users.analyst(1) : Lille.alt(), sql);
        assertThat(rows).hasSize(1);
        return ((Number) Objects.requireNonNull(rows.get(0)[0])).doubleValue();
    }

    @Test
    void theRegionCountsPersonsThatPracticesAndHospitalsHaveInCommon() {
        double both = alone(LINKED, false);
        assertThat(both).as("the two sectors have patients of their own").isLessThan(alone(PRACTICE, false));
        assertThat(alone(LINKED, true)).isCloseTo(both, within(10 + 5 * 0.12 * Math.sqrt(both)));
    }

    @Test
    void andSeesNobody() {
        assertThatThrownBy(
                        () -> Lille.get().rows(Users.analyst(1), "SELECT d.pid FROM diagnose d WHERE d.begreb = 'DM2'"))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        e -> assertThat(e.errorCode().code()).startsWith("SAM-6"));
    }
}
