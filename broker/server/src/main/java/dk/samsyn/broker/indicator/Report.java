package dk.samsyn.broker.indicator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A report: a few tables about one matter, each of one statement that is asked as anybody's, in the name of whoever reads.
 *
 * @param id name of the file
 * @param version from 1; another one whenever the numbers change their meaning
 * @param title one line in Danish
 * @param why one or two sentences in Danish: whom it helps with what
 * @param roles roles that are offered it; to others its statements would be refused
 * @param parts its tables, in order
 * @param english its texts in English, if somebody has written them
 * @param author who wrote it
 * @param checkedBy who read it, somebody else
 * @param nextReview when it is to be read again
 */
public record Report(
        String id,
        int version,
        String title,
        String why,
        Set<String> roles,
        List<Part> parts,
        Optional<English> english,
        String author,
        String checkedBy,
        LocalDate nextReview) {
    /** A report is about the year before. */
    private static final int MONTHS = 12;

    public Report {
        roles = Set.copyOf(roles);
        parts = List.copyOf(parts);
        int tables = parts.size();
        if (english.filter(texts -> texts.parts().size() != tables).isPresent()) {
            throw new IllegalArgumentException(id + ": English for other tables than there are");
        }
    }

    /**
     * One table.
     *
     * @param title what is counted, in Danish
     * @param help one sentence on how to read it, in Danish
     * @param statement its SQL; {@code :start} and {@code :end} are the first day of the period and the first after it
     * @param groups columns that name a group, one or two, the outer first
     * @param numbers columns with numbers
     * @param largestFirst whether the rows begin with the largest first number; otherwise they stand in the order of their groups
     */
    public record Part(
            String title,
            String help,
            String statement,
            List<Group> groups,
            List<Measure> numbers,
            boolean largestFirst) {
        public Part {
            groups = List.copyOf(groups);
            numbers = List.copyOf(numbers);
        }

        /** Whether the numbers depend on a period; otherwise they are about today. */
        public boolean periodic() {
            return statement.contains(":start") || statement.contains(":end");
        }

        /**
         * The statement for a period.
         *
         * @param end the first day after it
         */
        public String sql(LocalDate end) {
            return statement.replace(":start", "DATE '" + start(end) + "'").replace(":end", "DATE '" + end + "'");
        }

        /** Whether its one number is laid out with the outer groups down and the inner across. */
        public boolean crossed() {
            return groups.size() == 2 && numbers.size() == 1;
        }
    }

    /**
     * A column of groups.
     *
     * @param column its name in the answer
     * @param label its heading in Danish
     * @param words what values are called, in the order in which they are shown; others follow and are called what they are
     * @param places whether values are codes of municipalities, which the published table names
     */
    public record Group(String column, String label, Map<String, String> words, boolean places) {}

    /**
     * A column of numbers.
     *
     * @param unit what it counts in, such as {@code kr.}
     */
    public record Measure(String column, String label, Optional<String> unit) {}

    /** Title and help of one table in English. */
    public record EnglishPart(String title, String help) {}

    /** A report's own texts in English, with those of its tables in their order. */
    public record English(String title, String why, List<EnglishPart> parts) {
        public English {
            parts = List.copyOf(parts);
        }
    }

    /** The report with its texts in a language; Danish if it has no others. The numbers are the same. */
    public Report in(String language) {
        return english.filter(texts -> language.equals("en")).map(this::with).orElse(this);
    }

    private Report with(English texts) {
        List<Part> translated = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            EnglishPart text = texts.parts().get(i);
            translated.add(new Part(
                    text.title(), text.help(), part.statement(), part.groups(), part.numbers(), part.largestFirst()));
        }
        return new Report(
                id, version, texts.title(), texts.why(), roles, translated, english, author, checkedBy, nextReview);
    }

    /** First day of the period before {@code end}. */
    public static LocalDate start(LocalDate end) {
        return end.minusMonths(MONTHS);
    }

    /** Whether any of its tables depends on the period. */
    public boolean periodic() {
        return parts.stream().anyMatch(Part::periodic);
    }
}
