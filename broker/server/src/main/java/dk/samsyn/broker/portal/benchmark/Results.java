package dk.samsyn.broker.portal.benchmark;

import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.indicator.IndicatorAnswer;
import dk.samsyn.broker.indicator.IndicatorSql;
import dk.samsyn.broker.indicator.IndicatorValue;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Visit;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Indicators' values for whoever looks, as far as they are known. */
final class Results {
    private final KeptAnswers answers;

    Results(KeptAnswers answers) {
        this.answers = answers;
    }

    /** One statement of an indicator: for the period before {@code end}, divided by {@code by}. */
    record Wanted(Indicator indicator, LocalDate end, IndicatorSql.By by) {
        String sql() {
            return new IndicatorSql(indicator, end).by(by);
        }
    }

    /** Its answer, with the values worked out of it. */
    record Result(Wanted wanted, Answer answer, List<IndicatorValue> values) {
        /** The value of everybody, unless the statement failed. */
        Optional<IndicatorValue> only() {
            return values.stream().findFirst();
        }
    }

    /** What is known so far of what was wanted. */
    record Progress(Map<Wanted, Result> done, int total) {
        public boolean whole() {
            return done.size() == total;
        }

        public int known() {
            return done.size();
        }

        Optional<Result> of(Wanted wanted) {
            return Optional.ofNullable(done.get(wanted));
        }
    }

    /** What is known, after asking for some of the rest if the visitor waits for it. */
    Progress of(Visit visit, List<Wanted> wanted) {
        return progress(wanted, answers.of(visit, statements(wanted)));
    }

    /** What is known, after asking for as much of the rest as fits into that time. */
    Progress of(Session visitor, List<Wanted> wanted, Duration patience) {
        return progress(wanted, answers.of(visitor, statements(wanted), patience));
    }

    /** The answer to another statement, if it comes within that time. */
    Optional<Answer> of(Session visitor, String sql, Duration patience) {
        return Optional.ofNullable(answers.of(visitor, List.of(sql), patience).get(sql));
    }

    private static List<String> statements(List<Wanted> wanted) {
        return wanted.stream().map(Wanted::sql).toList();
    }

    private static Progress progress(List<Wanted> wanted, Map<String, Answer> known) {
        Map<Wanted, Result> done = new LinkedHashMap<>();
        for (Wanted one : wanted) {
            Answer answer = known.get(one.sql());
            if (answer != null) {
                done.put(one, new Result(one, answer, values(one.indicator(), answer)));
            }
        }
        return new Progress(done, (int) wanted.stream().distinct().count());
    }

    private static List<IndicatorValue> values(Indicator indicator, Answer answer) {
        boolean banded = answer.columns().contains("alder");
        List<IndicatorAnswer.Row> rows = new ArrayList<>();
        for (Answer.Row row : answer.rows()) {
            Double denominator = number(row.get("naevner"));
            if (denominator != null && denominator > 0) {
                Double age = banded ? number(row.get("alder")) : null;
                rows.add(new IndicatorAnswer.Row(
                        row.text("gruppe"),
                        age == null ? null : age.intValue(),
                        number(row.get("taeller")),
                        denominator));
            }
        }
        return IndicatorAnswer.values(indicator, rows);
    }

    private static @Nullable Double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : null;
    }

    /** What two parts of a page need together, each once. */
    static List<Wanted> all(List<Wanted> one, List<Wanted> other) {
        return Stream.concat(one.stream(), other.stream()).distinct().toList();
    }
}
