package dk.samsyn.broker.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PurposeTest {
    /** At a source these go before planners, researchers and the broker's own errands. */
    @Test
    void careIsTreatmentPreventionAndACitizensOwnLook() {
        assertThat(Arrays.stream(Purpose.values()).filter(Purpose::ofCare).map(Purpose::label))
                .containsExactly("behandling", "forebyggelse", "eget_indblik");
    }
}
