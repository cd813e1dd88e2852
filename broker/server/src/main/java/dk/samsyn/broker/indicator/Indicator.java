package dk.samsyn.broker.indicator;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One indicator: what is counted among whom.
 *
 * @param id name of the file
 * @param version from 1; another one whenever the numbers change their meaning
 * @param title one line in Danish
 * @param polarity {@code high_is_good}, {@code low_is_good} or {@code neutral}
 * @param statistic form
 * @param table table or view whose rows are about the denominator's persons (proportion) or are the events (rate, dsr)
 * @param where condition on its columns; {@code :start} and {@code :end} are the first day of the period and the first after it
 * @param numerator of a proportion: a column of 0 and 1, one row for each person; or a condition for one that counts rows
 * @param date column that tells when, for groups by year and quarter
 * @param organisation column of the organisation, for groups by hospital
 * @param population condition on {@code borger} for a rate's denominator
 * @param per a rate is per so many persons
 * @param months length of the period
 * @param standard target in the unit of the value: a share from 0 to 1, or a rate per {@code per}
 * @param author who wrote it
 * @param checkedBy who read it, somebody else
 * @param about what readers are told besides
 */
public record Indicator(
        String id,
        int version,
        String title,
        String polarity,
        Statistic statistic,
        String table,
        Optional<String> where,
        String numerator,
        Optional<String> date,
        Optional<String> organisation,
        Optional<String> population,
        int per,
        int months,
        Optional<Standard> standard,
        String author,
        String checkedBy,
        About about) {
    /**
     * What an indicator is for.
     *
     * @param why one sentence in Danish
     * @param source the register and its own number of the indicator, if it was taken from there
     * @param valueServed which of the health service's six values it serves
     * @param nextReview when it is to be read again
     * @param english its texts in English, if somebody has written them
     */
    public record About(
            Optional<String> why,
            Optional<String> source,
            Optional<String> valueServed,
            LocalDate nextReview,
            Optional<English> english) {
        private About with(English texts) {
            return new About(texts.why(), source, valueServed, nextReview, english);
        }
    }

    /** Title and reason in English. */
    public record English(String title, Optional<String> why) {}

    /** Forms of an indicator. */
    public enum Statistic {
        /** Share of persons whose flag is one. */
        PROPORTION,
        /** Share of rows that meet a condition. */
        PROPORTION_OF_ROWS,
        /** Rows per so many persons. */
        RATE,
        /** The same, directly standardised by age. */
        DSR
    }

    /**
     * A target.
     *
     * @param operator {@code >}, {@code >=}, {@code <} or {@code <=}
     */
    public record Standard(String operator, double value) {
        /** Whether a value meets it. */
        public boolean met(double actual) {
            return switch (operator) {
                case ">" -> actual > value;
                case ">=" -> actual >= value;
                case "<" -> actual < value;
                default -> actual <= value;
            };
        }
    }

    /** Whether a value is a share from 0 to 1; otherwise it is a rate per {@link #per()}. */
    public boolean share() {
        return statistic == Statistic.PROPORTION || statistic == Statistic.PROPORTION_OF_ROWS;
    }

    /** Whether there are different values for different periods; an indicator without a period is about today. */
    public boolean periodic() {
        return where.filter(w -> w.contains(":start")).isPresent();
    }

    /** The same about quarters: without the target, which is for the whole period. */
    public Indicator quarterly() {
        return with(title, 3, Optional.empty(), about);
    }

    /** The indicator with its texts in a language; Danish if it has no others. What is counted is the same. */
    public Indicator in(String language) {
        return about.english()
                .filter(texts -> language.equals("en"))
                .map(texts -> with(texts.title(), months, standard, about.with(texts)))
                .orElse(this);
    }

    private Indicator with(String words, int length, Optional<Standard> target, About told) {
        return new Indicator(
                id,
                version,
                words,
                polarity,
                statistic,
                table,
                where,
                numerator,
                date,
                organisation,
                population,
                per,
                length,
                target,
                author,
                checkedBy,
                told);
    }

    /** Whether the target is met, if there is one. */
    public @Nullable Boolean met(double actual) {
        return standard.map(s -> s.met(actual)).orElse(null);
    }
}
