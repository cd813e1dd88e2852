package dk.samsyn.broker.portal.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.portal.OwnTables;
import dk.samsyn.broker.store.OwnDatabase;
import dk.samsyn.broker.store.StoreSettings;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who has an appointment, and who only seems to have one (A5). */
class AppointmentsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final String BERTA = "0101801234";
    private static final Principal DOCTOR = doctor("laege-099001");

    private final OwnDatabase own = OwnDatabase.open(
            new StoreSettings("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "samsyn", "samsyn"));
    private final OwnTables tables = new OwnTables(own.dataSource(), (user, act, details) -> {});
    private final Appointments appointments = new Appointments(tables, () -> TODAY);
    private final Recall recall = new Recall(tables);

    private static Principal doctor(String name) {
        return new Principal(
                name,
                "praktiserende_laege",
                "praksis:099001",
                Purpose.BEHANDLING,
                Set.of(Purpose.BEHANDLING),
                Map.of());
    }

    @AfterEach
    void close() {
        own.close();
    }

    /** Whether the list of those without an appointment has Berta, if that was her last control. */
    private boolean listed(LocalDate control) {
        SqlText none = appointments.none(DOCTOR);
        return !tables.list(
                        "SELECT x.cpr FROM (VALUES (CAST('" + BERTA + "' AS VARCHAR), DATE '" + control
                                + "')) AS x (cpr, kontrol_dato) WHERE " + none.text(),
                        row -> row.getString(1),
                        none.values().toArray())
                .isEmpty();
    }

    private void onRecallList(Recall.State state) {
        recall.place(DOCTOR, Recall.Origin.search("s"), List.of(BERTA), "DM", "", Set.of(), NOW);
        recall.move(
                DOCTOR, List.of(recall.entries(DOCTOR, Optional.empty()).get(0).id()), state, NOW);
    }

    @Test
    void anAppointmentCountsUntilItsDayHasPassed() {
        assertThat(listed(TODAY.minusDays(9))).isTrue();
        appointments.set(DOCTOR, BERTA, Optional.of(TODAY), NOW);
        assertThat(listed(TODAY.minusDays(9))).isFalse();
        appointments.set(DOCTOR, BERTA, Optional.of(TODAY.minusDays(1)), NOW);
        assertThat(listed(TODAY.minusDays(9))).isTrue();
        assertThat(appointments.of(DOCTOR, BERTA))
                .satisfies(one -> assertThat(one.over()).isTrue())
                .satisfies(one -> assertThat(one.value()).isEmpty())
                .satisfies(one -> assertThat(one.shown()).isEqualTo("22.11.2026"));
    }

    @Test
    void bookedOnTheRecallListCountsUntilThePatientHasBeenControlled() {
        onRecallList(Recall.State.BOOKED);
        assertThat(listed(TODAY.minusDays(9))).isFalse();
        assertThat(listed(TODAY)).isFalse();
        assertThat(listed(TODAY.plusDays(1))).isTrue();
    }

    @Test
    void invitedIsNoAppointment() {
        onRecallList(Recall.State.INVITED);
        assertThat(listed(TODAY.minusDays(9))).isTrue();
    }

    /** The one before is not lost when the new one cannot be written. */
    @Test
    void whatCannotBeWrittenDownLeavesTheOneBefore() {
        LocalDate before = TODAY.plusDays(30);
        appointments.set(DOCTOR, BERTA, Optional.of(before), NOW);
        Principal tooLong = doctor("x".repeat(200));
        assertThatThrownBy(() -> appointments.set(tooLong, BERTA, Optional.of(TODAY.plusDays(60)), NOW))
                .isInstanceOf(QueryException.class);
        assertThat(appointments.of(DOCTOR, BERTA).day()).contains(before);
        appointments.set(DOCTOR, BERTA, Optional.of(TODAY.plusDays(60)), NOW);
        assertThat(appointments.next(DOCTOR)).containsExactly(Map.entry(BERTA, TODAY.plusDays(60)));
    }
}
