package dk.samsyn.broker.portal.practice;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.portal.OwnTables;
import dk.samsyn.broker.store.OwnDatabase;
import dk.samsyn.broker.store.StoreSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Why a patient stands on the recall list is kept when the patient is put there once more. */
class RecallTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final String BERTA = "0101801234";
    private static final Principal DOCTOR = new Principal(
            "laege-099001",
            "praktiserende_laege",
            "praksis:099001",
            Purpose.BEHANDLING,
            Set.of(Purpose.BEHANDLING),
            Map.of());

    private final OwnDatabase own = OwnDatabase.open(
            new StoreSettings("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "samsyn", "samsyn"));
    private final Recall recall = new Recall(new OwnTables(own.dataSource(), (user, act, details) -> {}));

    @AfterEach
    void close() {
        own.close();
    }

    private String noteAfter(String... reasons) {
        for (String reason : reasons) {
            recall.place(DOCTOR, Recall.Origin.search("s"), List.of(BERTA), "", reason, Set.of(), NOW);
        }
        return recall.entries(DOCTOR, Optional.empty()).get(0).note();
    }

    @Test
    void anotherReasonIsAddedAndTheSameOneIsNot() {
        assertThat(noteAfter("fast liste: Kvinder", "henvendelse", "fast liste: Kvinder"))
                .isEqualTo("fast liste: Kvinder, henvendelse");
    }

    @Test
    void aFirstReasonStandsAlone() {
        assertThat(noteAfter("", "henvendelse")).isEqualTo("henvendelse");
    }

    @Test
    void whatDoesNotFitIsCutAndNotRefused() {
        assertThat(noteAfter("a".repeat(190), "fast liste: Kvinder"))
                .hasSize(200)
                .endsWith(", fast lis");
    }

    @Test
    void theStateThatPeopleHaveSetStays() {
        recall.place(DOCTOR, Recall.Origin.search("s"), List.of(BERTA), "", "henvendelse", Set.of(), NOW);
        String id = recall.entries(DOCTOR, Optional.empty()).get(0).id();
        recall.move(DOCTOR, List.of(id), Recall.State.BOOKED, NOW);
        noteAfter("fast liste: Kvinder");
        assertThat(recall.entries(DOCTOR, Optional.empty())).singleElement().satisfies(entry -> {
            assertThat(entry.state()).isEqualTo(Recall.State.BOOKED);
            assertThat(entry.note()).isEqualTo("henvendelse, fast liste: Kvinder");
        });
    }
}
