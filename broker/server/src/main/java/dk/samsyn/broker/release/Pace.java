package dk.samsyn.broker.release;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * When an answer about groups may leave (rule 21): at 1.25 to whole powers seconds after it was begun, from 55 ms on. What a
 * person more or less costs in time is then seen once in many answers, and hardly ever in one. Refusals that follow from the
 * statement alone do not wait.
 */
public final class Pace {
    private static final double BASE = 1.25;
    private static final int FIRST = -13;
    private static final Duration SLICE = Duration.ofMillis(50);

    private final LongSupplier clock;
    private final Sleeper sleeper;
    private final boolean waits;

    /** Waits for some time. */
    public interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }

    /**
     * A pace.
     *
     * @param clock nanoseconds from some fixed point
     */
    public Pace(LongSupplier clock, Sleeper sleeper) {
        this(clock, sleeper, true);
    }

    private Pace(LongSupplier clock, Sleeper sleeper, boolean waits) {
        this.clock = clock;
        this.sleeper = sleeper;
        this.waits = waits;
    }

    /** The pace of a broker that people ask. */
    static Pace real() {
        return new Pace(System::nanoTime, time -> Thread.sleep(time.toMillis() + 1));
    }

    /** No waiting, for trials whose answers nobody gets. */
    static Pace none() {
        return new Pace(() -> 0, time -> {}, false);
    }

    /** Now, to be handed to {@link #hold} later. */
    public long begun() {
        return clock.getAsLong();
    }

    /**
     * Returns when the answer may leave.
     *
     * @param stop whether nobody waits any more
     */
    public void hold(long begun, BooleanSupplier stop) {
        if (!waits) {
            return;
        }
        long until = begun + next(Duration.ofNanos(clock.getAsLong() - begun)).toNanos();
        try {
            for (long left = until - clock.getAsLong();
                    left > 0 && !stop.getAsBoolean();
                    left = until - clock.getAsLong()) {
                sleeper.sleep(Duration.ofNanos(Math.min(left, SLICE.toNanos())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first of the times that is not before the one given. */
    static Duration next(Duration elapsed) {
        double seconds = elapsed.toNanos() / 1e9;
        int power = FIRST;
        if (seconds > Math.pow(BASE, FIRST)) {
            power = (int) Math.ceil(Math.log(seconds) / Math.log(BASE) - 1e-9);
        }
        return Duration.ofNanos(Math.max(elapsed.toNanos(), Math.round(Math.pow(BASE, power) * 1e9)));
    }
}
