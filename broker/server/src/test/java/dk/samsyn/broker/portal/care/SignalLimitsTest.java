package dk.samsyn.broker.portal.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.portal.OwnTables;
import dk.samsyn.broker.store.OwnDatabase;
import dk.samsyn.broker.store.StoreSettings;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose limit decides what a signal is, and what is no limit (B3). */
class SignalLimitsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final String WARD = "6620100";
    private static final Principal DOCTOR = doctor("hospitalslaege-6620", "hospital:6620");

    private final OwnDatabase own = OwnDatabase.open(
            new StoreSettings("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "samsyn", "samsyn"));
    private final SignalLimits limits = new SignalLimits(new OwnTables(own.dataSource(), (user, act, details) -> {}));

    private static Principal doctor(String name, String hospital) {
        return new Principal(
                name, "hospitalslaege", hospital, Purpose.BEHANDLING, Set.of(Purpose.BEHANDLING), Map.of());
    }

    @AfterEach
    void close() {
        own.close();
    }

    private static SignalLimits.Limit limit(int systolic, int diastolic) {
        return new SignalLimits.Limit(systolic, diastolic, true);
    }

    @Test
    void theDepartmentsLimitGoesBeforeTheHospitalsAndThatBeforeTheGuidelines() {
        assertThat(limits.of(DOCTOR, WARD)).isEqualTo(SignalLimits.GUIDELINE);
        limits.set(DOCTOR, "", limit(150, 92), NOW);
        assertThat(limits.of(DOCTOR, WARD)).isEqualTo(new SignalLimits.Limit(150, 92, false));
        limits.set(DOCTOR, WARD, limit(140, 88), NOW);
        assertThat(limits.of(DOCTOR, WARD)).isEqualTo(limit(140, 88));
        assertThat(limits.of(DOCTOR, "")).isEqualTo(limit(150, 92));
        assertThat(limits.of(doctor("hospitalslaege-6630", "hospital:6630"), WARD))
                .isEqualTo(SignalLimits.GUIDELINE);
        limits.clear(DOCTOR, WARD);
        assertThat(limits.of(DOCTOR, WARD)).isEqualTo(new SignalLimits.Limit(150, 92, false));
    }

    @Test
    void whatCannotBeWrittenDownLeavesTheOneBefore() {
        limits.set(DOCTOR, WARD, limit(140, 88), NOW);
        assertThatThrownBy(() -> limits.set(doctor("x".repeat(200), "hospital:6620"), WARD, limit(135, 85), NOW))
                .isInstanceOf(QueryException.class);
        assertThat(limits.of(DOCTOR, WARD)).isEqualTo(limit(140, 88));
    }

    @ParameterizedTest
    @CsvSource({"140, 90, true", "250, 50, true", "251, 90, false", "140, 49, false", "90, 140, false", "90, 90, false"
    })
    void aLimitIsTwoPressuresTheUpperOneFirst(int systolic, int diastolic, boolean plausible) {
        assertThat(limit(systolic, diastolic).plausible()).isEqualTo(plausible);
    }
}
