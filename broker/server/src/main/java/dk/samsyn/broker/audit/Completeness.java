package dk.samsyn.broker.audit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a day of the log says of every statement what was decided, whom it showed and how it ended.
 *
 * @param asked statements in the log
 * @param answered of these, with an answer
 * @param refused of these, refused or failed
 * @param shown persons shown in clear, once per statement
 * @param gaps what is not as it should be, one sentence each
 */
public record Completeness(long asked, long answered, long refused, long shown, List<String> gaps) {
    public Completeness {
        gaps = List.copyOf(gaps);
    }

    /**
     * Compares.
     *
     * @param executed statements that the broker counted apart from the log, if anybody did
     */
    public static Completeness of(DayOfLog day, Optional<Long> executed) {
        List<String> gaps = new ArrayList<>(day.strays());
        long answered = 0;
        long refused = 0;
        long shown = 0;
        for (DayOfLog.Statement statement : day.statements()) {
            shown += statement.shown().size();
            boolean said = statement.decided();
            switch (statement.end()) {
                case NONE -> gaps.add("statement " + statement.query() + " of " + statement.user() + " has no end");
                case ANSWERED -> {
                    answered++;
                    if (!said) {
                        gaps.add("statement " + statement.query() + " of " + statement.user()
                                + " was answered and has no decision");
                    }
                }
                case REFUSED -> refused++;
            }
            if (!said && !statement.shown().isEmpty()) {
                gaps.add("statement " + statement.query() + " showed persons before a decision");
            }
        }
        long asked = day.statements().size();
        executed.filter(count -> count != asked)
                .ifPresent(count -> gaps.add(count + " statements were executed, " + asked + " are in the log"));
        return new Completeness(asked, answered, refused, shown, gaps);
    }

    /** The same with more that is not as it should be. */
    Completeness with(List<String> more) {
        List<String> all = new ArrayList<>(gaps);
        all.addAll(more);
        return new Completeness(asked, answered, refused, shown, all);
    }

    /** Whether nothing is missing. */
    public boolean complete() {
        return gaps.isEmpty();
    }

    /** What there is to say, a line for the day and one for each gap. */
    public List<String> lines(LocalDate day) {
        List<String> lines = new ArrayList<>();
        lines.add(day + ": " + asked + " statements, " + answered + " answered, " + refused + " refused, " + shown
                + " persons shown in clear: " + (complete() ? "complete" : gaps.size() + " gaps"));
        lines.addAll(gaps);
        return lines;
    }
}
