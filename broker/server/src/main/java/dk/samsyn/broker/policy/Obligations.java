package dk.samsyn.broker.policy;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What must happen if a permit is used. An obligation that cannot be met denies.
 *
 * @param maxRows rows an answer may have; row N + 1 is an error, never a silent cut
 * @param citizenLogTexts sentences in Danish for the citizen's own log; with any of them, each person shown is logged
 * @param receivers whom to tell of each use, such as {@code datasteward}
 */
public record Obligations(OptionalInt maxRows, List<String> citizenLogTexts, List<String> receivers) {
    /** No obligation. */
    public static final Obligations NONE = new Obligations(OptionalInt.empty(), List.of(), List.of());

    public Obligations {
        citizenLogTexts = citizenLogTexts.stream().distinct().toList();
        receivers = receivers.stream().distinct().toList();
        if (maxRows.isPresent() && maxRows.getAsInt() < 1) {
            throw new IllegalArgumentException("maxRows is at least 1");
        }
    }

    /** Whether persons shown must be written to the citizen's log. */
    public boolean logToCitizen() {
        return !citizenLogTexts.isEmpty();
    }

    /** Both: the smaller cap and all texts and receivers. */
    public Obligations and(Obligations other) {
        return new Obligations(
                smaller(maxRows, other.maxRows),
                Stream.concat(citizenLogTexts.stream(), other.citizenLogTexts.stream())
                        .toList(),
                Stream.concat(receivers.stream(), other.receivers.stream()).toList());
    }

    private static OptionalInt smaller(OptionalInt left, OptionalInt right) {
        if (left.isEmpty() || right.isEmpty()) {
            return left.isPresent() ? left : right;
        }
        return OptionalInt.of(Math.min(left.getAsInt(), right.getAsInt()));
    }
}
