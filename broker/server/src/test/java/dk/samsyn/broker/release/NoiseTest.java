package dk.samsyn.broker.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NoiseTest {
    private static final NoiseSecret SECRET = new NoiseSecret("a noise secret of some length", 1);

    @Test
    void aLayerHasMeanZeroVarianceTwoAndNoValueBeyondFive() {
        NoiseTable table = new NoiseTable();
        double sum = 0;
        double squares = 0;
        int n = 200_000;
        for (int i = 0; i < n; i++) {
            int noise = table.at((i + 0.5) / n);
            assertThat(noise).isBetween(-5, 5);
            sum += noise;
            squares += noise * noise;
        }
        assertThat(sum / n).isCloseTo(0, within(0.001));
        assertThat(squares / n).isCloseTo(2, within(0.01));
    }

    @Test
    void drawsAreEvenAndFollowFromTheirSeedAlone() {
        int[] tenths = new int[10];
        for (int i = 0; i < 10_000; i++) {
            double draw = SECRET.draw("test", i);
            assertThat(SECRET.draw("test", i)).isEqualTo(draw);
            tenths[(int) (10 * draw)]++;
        }
        for (int count : tenths) {
            assertThat(count).isBetween(850, 1150);
        }
        assertThat(SECRET.draw("test", 1)).isNotEqualTo(SECRET.draw("other", 1));
    }

    @Test
    void recordKeysAreBelowThePrimeAndDiffer() {
        Set<Long> keys = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            long key = SECRET.recordKey("person " + i);
            assertThat(key).isBetween(1L, NoiseSecret.PRIME - 1);
            keys.add(key);
        }
        assertThat(keys).hasSize(100_000);
    }

    @Test
    void anotherEpochHasOtherKeys() {
        NoiseSecret next = new NoiseSecret("a noise secret of some length", 2);

        assertThat(next.recordKey("1")).isNotEqualTo(SECRET.recordKey("1"));
        assertThat(next.draw("test", 1)).isNotEqualTo(SECRET.draw("test", 1));
    }

    @Test
    void theSecretDoesNotShow() {
        assertThat(SECRET.toString()).doesNotContain("noise secret of");
    }
}
