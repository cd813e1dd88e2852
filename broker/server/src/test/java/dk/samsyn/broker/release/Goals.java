package dk.samsyn.broker.release;

import java.util.Locale;
import org.junit.jupiter.api.TestReporter;

/** Says in one line how a goal of the release rules (G1 to G9) stands: {@code mvn -Pgoals verify} prints them all. */
public final class Goals {
    private Goals() {}

    /**
     * A number that is to be at most a limit.
     *
     * @param goal its name, as {@code G2}
     * @param what what was measured
     */
    public static void atMost(TestReporter reporter, String goal, String what, double number, double limit) {
        tell(reporter, goal, what, number, "at most", limit, number <= limit);
    }

    /** A number that is to be at least a limit. */
    public static void atLeast(TestReporter reporter, String goal, String what, double number, double limit) {
        tell(reporter, goal, what, number, "at least", limit, number >= limit);
    }

    /** An attack: the upper 95 % bound of its confidence improvement, 0.10 at most. */
    static void attack(TestReporter reporter, String attack, Guesses guesses) {
        attack(reporter, attack, guesses, 0.10);
    }

    static void attack(TestReporter reporter, String attack, Guesses guesses, double limit) {
        atMost(reporter, "G2", attack + ": " + guesses, guesses.improvementAtMost(), limit);
    }

    private static void tell(
            TestReporter reporter, String goal, String what, double number, String than, double limit, boolean met) {
        String line = String.format(
                Locale.ROOT,
                "%s %s %.3f (goal: %s %.3f) %s",
                goal,
                met ? "met   " : "MISSED",
                number,
                than,
                limit,
                what);
        reporter.publishEntry("goal", line);
        System.out.println(line);
    }
}
