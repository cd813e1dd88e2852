package dk.samsyn.broker.release;

import static dk.samsyn.broker.release.Cells.one;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Organisations that are protected too (rule 10): a patient is not seen by the practice that comes in with the patient. */
class ProvidersTest {
    private static final GateSpec SPEC = one(GateSpec.Statistic.SUM, Cells.MONEY, 0, "x", true);

    /** Two practices, and a third one of which only the victim is a patient: never shown, so nothing tells of the victim. */
    @Test
    void onePatientDoesNotMakeAThirdPractice() {
        for (int i = 0; i < 200; i++) {
            ReleaseControl control = Cells.control();
            PersonRows rows = control.collect(SPEC);
            for (int p = 0; p < 40; p++) {
                rows.add(row("p" + (1_000 * i + p), "practice " + p % 2));
            }
            rows.add(row("victim " + i, "practice 3"));
            assertThat(control.release(rows, SPEC, Cells.charge()).rows()).isEmpty();
        }
    }

    /** Asked with and without the victim, who is one patient too many of the largest practice. */
    @Test
    void theLargestPracticesShareIsNotSeenByAskingTwice() {
        for (int i = 0; i < 100; i++) {
            ReleaseControl control = Cells.control();
            boolean with = shown(control, i, 35);
            assertThat(shown(control, i, 34)).isEqualTo(with);
        }
    }

    /** Persons are counted by one number, with a protected provider or without: else the two could be differenced. */
    @Test
    void aNumberOfPersonsIsOneWithAndWithoutProviders() {
        GateSpec spec = one(GateSpec.Statistic.PERSONS, null, 0, "x", true);
        for (int i = 0; i < 200; i++) {
            ReleaseControl control = Cells.control();
            OptionalDouble with = Cells.ask(control, spec, Cells.persons(100 * i, 100 * i + 60, 1));
            OptionalDouble without = Cells.count(control, Cells.persons(100 * i + 1, 100 * i + 60, 1), "y");
            assertThat(with).isPresent();
            assertThat(without).isEqualTo(with);
        }
    }

    private static boolean shown(ReleaseControl control, int i, int ofTheLargest) {
        PersonRows rows = control.collect(SPEC);
        for (int p = 0; p < ofTheLargest; p++) {
            rows.add(row("p" + (1_000 * i + p), "practice"));
        }
        for (int p = 0; p < 6; p++) {
            rows.add(row("q" + (1_000 * i + p), "practice " + p % 2));
        }
        return !control.release(rows, SPEC, Cells.charge()).rows().isEmpty();
    }

    private static @Nullable Object[] row(String person, String provider) {
        return new @Nullable Object[] {person, provider, 1L, 1L, 100.0};
    }
}
