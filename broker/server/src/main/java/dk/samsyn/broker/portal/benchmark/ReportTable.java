package dk.samsyn.broker.portal.benchmark;

import dk.samsyn.broker.indicator.Report;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Danish;
import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An answer laid out as a report's table. A number that did not leave is withheld, never zero.
 *
 * @param headings of the columns with groups, then of those with numbers
 * @param groups how many columns have groups
 * @param rows its rows in order
 */
record ReportTable(List<Heading> headings, int groups, List<Row> rows) {
    private static final int WHOLE = 100;

    /** A column's heading; the unit may be empty. */
    record Heading(String label, String unit) {}

    /**
     * A number.
     *
     * @param text as it is read; empty if it is withheld
     * @param share percent of the largest of its column, for a bar; 0 draws none
     */
    record Cell(String text, int share) {
        public boolean known() {
            return !text.isEmpty();
        }
    }

    /** The names of a row's groups and its numbers. */
    record Row(List<String> names, List<Cell> cells) {}

    private record Line(List<@Nullable Object> groups, List<@Nullable Object> numbers) {}

    /**
     * Lays out an answer that came.
     *
     * @param places names of municipalities by code
     */
    static ReportTable of(Report.Part part, Answer answer, Map<String, String> places) {
        List<Line> lines = lines(part, answer, places);
        return part.crossed() ? crossed(part, lines, places) : listed(part, lines, places);
    }

    private static ReportTable listed(Report.Part part, List<Line> lines, Map<String, String> places) {
        double most =
                lines.stream().mapToDouble(l -> size(l.numbers().get(0))).max().orElse(0);
        List<Row> rows = new ArrayList<>();
        for (Line line : lines) {
            List<Cell> cells = new ArrayList<>();
            for (int i = 0; i < line.numbers().size(); i++) {
                Object number = line.numbers().get(i);
                cells.add(new Cell(
                        Danish.number(number), i == 0 && most > 0 ? (int) Math.round(WHOLE * size(number) / most) : 0));
            }
            rows.add(new Row(names(part, line.groups(), places), cells));
        }
        return new ReportTable(headings(part), part.groups().size(), rows);
    }

    /** The outer groups down, the inner across. */
    private static ReportTable crossed(Report.Part part, List<Line> lines, Map<String, String> places) {
        Report.Group across = part.groups().get(1);
        TreeSet<@Nullable Object> inner = new TreeSet<>(order(across, places));
        Map<@Nullable Object, Map<@Nullable Object, @Nullable Object>> outer = new LinkedHashMap<>();
        for (Line line : lines) {
            inner.add(line.groups().get(1));
            outer.computeIfAbsent(line.groups().get(0), none -> new HashMap<>())
                    .put(line.groups().get(1), line.numbers().get(0));
        }
        List<Heading> headings = new ArrayList<>();
        headings.add(new Heading(part.groups().get(0).label(), ""));
        inner.forEach(value -> headings.add(new Heading(
                name(across, value, places), part.numbers().get(0).unit().orElse(""))));
        List<Row> rows = new ArrayList<>();
        outer.forEach((value, cells) -> rows.add(new Row(
                List.of(name(part.groups().get(0), value, places)),
                inner.stream()
                        .map(v -> new Cell(Danish.number(cells.get(v)), 0))
                        .toList())));
        return new ReportTable(headings, 1, rows);
    }

    /** Headings of an answer as a list, which a file is even where the page lays it out crosswise. */
    static List<Heading> headings(Report.Part part) {
        List<Heading> headings = new ArrayList<>();
        part.groups().forEach(g -> headings.add(new Heading(g.label(), "")));
        part.numbers().forEach(n -> headings.add(new Heading(n.label(), n.unit().orElse(""))));
        return headings;
    }

    /** Rows of the same list: names of groups, and numbers or null. */
    static List<@Nullable Object[]> values(Report.Part part, Answer answer, Map<String, String> places) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Line line : lines(part, answer, places)) {
            List<@Nullable Object> row = new ArrayList<>(names(part, line.groups(), places));
            row.addAll(line.numbers());
            rows.add(row.toArray());
        }
        return rows;
    }

    private static List<Line> lines(Report.Part part, Answer answer, Map<String, String> places) {
        List<Line> lines = new ArrayList<>();
        for (Answer.Row row : answer.rows()) {
            List<@Nullable Object> groups = new ArrayList<>();
            part.groups().forEach(g -> groups.add(row.get(g.column())));
            List<@Nullable Object> numbers = new ArrayList<>();
            part.numbers().forEach(n -> numbers.add(row.get(n.column())));
            lines.add(new Line(groups, numbers));
        }
        Comparator<Line> order = byGroup(part, 0, places);
        if (part.groups().size() > 1) {
            order = order.thenComparing(byGroup(part, 1, places));
        }
        if (part.largestFirst()) {
            Comparator<Line> size =
                    Comparator.comparingDouble(line -> size(line.numbers().get(0)));
            order = size.reversed().thenComparing(order);
        }
        lines.sort(order);
        return lines;
    }

    private static Comparator<Line> byGroup(Report.Part part, int at, Map<String, String> places) {
        return Comparator.comparing(
                line -> line.groups().get(at), order(part.groups().get(at), places));
    }

    private static List<String> names(Report.Part part, List<@Nullable Object> values, Map<String, String> places) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            names.add(name(part.groups().get(i), values.get(i), places));
        }
        return names;
    }

    private static String name(Report.Group group, @Nullable Object value, Map<String, String> places) {
        if (value == null) {
            return "Ikke oplyst";
        }
        String code = value.toString();
        return (group.places() ? places : group.words()).getOrDefault(code, code);
    }

    /** Values that have words in the order of these, then numbers by size, then texts as Danish sorts them; none comes last. */
    private static Comparator<@Nullable Object> order(Report.Group group, Map<String, String> places) {
        Collator danish = Collator.getInstance(Locale.forLanguageTag("da"));
        List<String> words = List.copyOf(group.words().keySet());
        Comparator<Object> declared = Comparator.comparingInt(v -> {
            int at = words.indexOf(v.toString());
            return at < 0 ? words.size() : at;
        });
        Comparator<Object> shown = (one, other) -> !group.places() && one instanceof Number && other instanceof Number
                ? Double.compare(size(one), size(other))
                : danish.compare(name(group, one, places), name(group, other, places));
        return Comparator.nullsLast(declared.thenComparing(shown));
    }

    private static double size(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : 0;
    }
}
