package dk.samsyn.broker.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a case expects of its query. Failures name counts and columns, never values. */
public sealed interface Expectation {
    /**
     * What is wrong with an answer, or nothing.
     *
     * @param answer the answer of the case's user
     * @param truth answers of the user who sees everything
     */
    Optional<String> failure(CaseAnswer answer, Function<String, CaseAnswer> truth);

    private static Optional<String> failUnless(boolean met, String sentence) {
        return met ? Optional.empty() : Optional.of(sentence);
    }

    private static Optional<String> compare(CaseAnswer answer, List<List<@Nullable Object>> expected, String what) {
        CaseValues got = CaseValues.of(answer.rows());
        CaseValues wanted = CaseValues.of(expected);
        int missing = wanted.lackingIn(got);
        int tooMany = got.lackingIn(wanted);
        return failUnless(
                missing == 0 && tooMany == 0,
                "expected the " + wanted.size() + " rows " + what + ", got " + got.size() + ": " + missing
                        + " missing, " + tooMany + " too many");
    }

    /** Exactly these rows, in any order. */
    record Rows(List<List<@Nullable Object>> rows) implements Expectation {
        @Override
        public Optional<String> failure(CaseAnswer answer, Function<String, CaseAnswer> truth) {
            return compare(answer, rows, "of the file");
        }
    }

    /** Exactly the rows that the user who sees everything gets from another query, in any order. */
    record SameAs(String sql) implements Expectation {
        @Override
        public Optional<String> failure(CaseAnswer answer, Function<String, CaseAnswer> truth) {
            return compare(answer, truth.apply(sql).rows(), "of same_as");
        }
    }

    /** At least one row, and none of its values among those that the user who sees everything gets from another query. */
    record NoneOf(String sql) implements Expectation {
        @Override
        public Optional<String> failure(CaseAnswer answer, Function<String, CaseAnswer> truth) {
            Set<String> forbidden = values(truth.apply(sql));
            Set<String> shown = values(answer);
            long both = shown.stream().filter(forbidden::contains).count();
            return failUnless(!shown.isEmpty(), "expected values, got none")
                    .or(() -> failUnless(both == 0, both + " values are those of none_of"));
        }

        private static Set<String> values(CaseAnswer answer) {
            return answer.rows().stream()
                    .flatMap(List::stream)
                    .filter(Objects::nonNull)
                    .map(Object::toString)
                    .collect(Collectors.toSet());
        }
    }

    /** A number of rows within bounds, both included. */
    record RowCount(int least, int most) implements Expectation {
        @Override
        public Optional<String> failure(CaseAnswer answer, Function<String, CaseAnswer> truth) {
            int rows = answer.rows().size();
            return failUnless(rows >= least, "expected at least " + least + " rows, got " + rows)
                    .or(() -> failUnless(rows <= most, "expected at most " + most + " rows, got " + rows));
        }
    }

    /** These columns in this order. */
    record ColumnNames(List<String> names) implements Expectation {
        public ColumnNames {
            names = List.copyOf(names);
        }

        @Override
        public Optional<String> failure(CaseAnswer answer, Function<String, CaseAnswer> truth) {
            return failUnless(
                    answer.columns().equals(names), "expected columns " + names + ", got " + answer.columns());
        }
    }

    /** One row with one number within bounds, both included. */
    record CountBetween(BigDecimal least, BigDecimal most) implements Expectation {
        @Override
        public Optional<String> failure(CaseAnswer answer, Function<String, CaseAnswer> truth) {
            boolean one = answer.rows().size() == 1 && answer.rows().get(0).size() == 1;
            if (!one || !(answer.rows().get(0).get(0) instanceof Number number)) {
                return Optional.of("expected one row with one number");
            }
            BigDecimal value = new BigDecimal(number.toString());
            return failUnless(
                    value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
                    "expected a number between " + least + " and " + most);
        }
    }

    /** No answer but one of these error codes. */
    record Refused(List<String> codes) implements Expectation {
        public Refused {
            codes = List.copyOf(codes);
        }

        @Override
        public Optional<String> failure(CaseAnswer answer, Function<String, CaseAnswer> truth) {
            return Optional.of(
                    "expected error " + codes + ", got " + answer.rows().size() + " rows");
        }
    }
}
