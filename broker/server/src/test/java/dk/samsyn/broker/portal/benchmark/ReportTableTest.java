package dk.samsyn.broker.portal.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.indicator.Report;
import dk.samsyn.broker.portal.Answer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An answer becomes the table that a report declares: names for codes, its own order, and nothing withheld as zero. */
class ReportTableTest {
    private static final Report.Measure CITIZENS = new Report.Measure("borgere", "Borgere", Optional.empty());
    private static final Report.Measure MONEY = new Report.Measure("beloeb", "Beløb", Optional.of("kr."));
    private static final Report.Group PLACE = new Report.Group("kommunekode", "Kommune", Map.of(), true);
    private static final Report.Group LEVEL =
            new Report.Group("niveau", "Trin", ordered("2", "svær", "1", "let"), false);
    private static final Map<String, String> PLACES = Map.of("730", "Randers", "746", "Skanderborg", "751", "Aarhus");

    @Test
    void placesStandInDanishOrderUnderTheirNames() {
        ReportTable table = table(part(false, List.of(CITIZENS), PLACE), "kommunekode, borgere", new Object[][] {
            {751, 10L}, {730, 40L}, {999, 5L}
        });
        // Aa is Å, the last letter.
        assertThat(shown(table)).containsExactly("999 | 5", "Randers | 40", "Aarhus | 10");
        assertThat(table.rows().get(1).cells().get(0).share()).isEqualTo(100);
        assertThat(table.rows().get(2).cells().get(0).share()).isEqualTo(25);
    }

    @Test
    void declaredWordsGiveTheOrderAndWhatHasNoValueComesLast() {
        ReportTable table = table(part(false, List.of(CITIZENS), LEVEL), "niveau, borgere", new Object[][] {
            {null, 7L}, {3, 9L}, {1, 20L}, {2, 30L}
        });
        assertThat(shown(table)).containsExactly("svær | 30", "let | 20", "3 | 9", "Ikke oplyst | 7");
    }

    @Test
    void theLargestComesFirstWhereTheReportSaysSo() {
        ReportTable table =
                table(part(true, List.of(MONEY, CITIZENS), PLACE), "kommunekode, beloeb, borgere", new Object[][] {
                    {730, 1000.5, 9L}, {751, 2000000.0, null}
                });
        assertThat(shown(table)).containsExactly("Aarhus | 2.000.000 | ", "Randers | 1.000,5 | 9");
        assertThat(table.rows().get(0).cells().get(1).known()).isFalse();
        assertThat(table.headings().get(1)).isEqualTo(new ReportTable.Heading("Beløb", "kr."));
    }

    @Test
    void twoGroupsAndOneNumberAreCrossedAndAMissingGroupIsWithheld() {
        ReportTable table =
                table(part(false, List.of(CITIZENS), PLACE, LEVEL), "kommunekode, niveau, borgere", new Object[][] {
                    {730, 1, 40L}, {751, 2, 10L}, {730, 2, 8L}
                });
        assertThat(table.headings()).extracting(ReportTable.Heading::label).containsExactly("Kommune", "svær", "let");
        assertThat(shown(table)).containsExactly("Randers | 8 | 40", "Aarhus | 10 | ");
        assertThat(table.rows().get(1).cells().get(1).known()).isFalse();
    }

    @Test
    void aFileHasARowForEachGroupAndNumbersAsNumbers() {
        Report.Part part = part(false, List.of(CITIZENS), PLACE, LEVEL);
        Answer answer = answer("kommunekode, niveau, borgere", new Object[][] {{730, 1, 40L}, {751, 2, null}});
        assertThat(ReportTable.values(part, answer, PLACES))
                .containsExactly(new Object[] {"Randers", "let", 40L}, new Object[] {"Aarhus", "svær", null});
    }

    private static Report.Part part(boolean largestFirst, List<Report.Measure> numbers, Report.Group... groups) {
        return new Report.Part("T", "H", "SELECT 1", List.of(groups), numbers, largestFirst);
    }

    private static ReportTable table(Report.Part part, String columns, @Nullable Object[][] rows) {
        return ReportTable.of(part, answer(columns, rows), PLACES);
    }

    private static Answer answer(String columns, @Nullable Object[][] rows) {
        List<String> names = List.of(columns.split(", "));
        return new Answer(
                names,
                Arrays.stream(rows)
                        .map(row -> {
                            Map<String, @Nullable Object> values = new HashMap<>();
                            IntStream.range(0, row.length).forEach(i -> values.put(names.get(i), row[i]));
                            return new Answer.Row(values);
                        })
                        .toList(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private static List<String> shown(ReportTable table) {
        return table.rows().stream()
                .map(r -> String.join(" | ", r.names()) + " | "
                        + r.cells().stream().map(ReportTable.Cell::text).collect(Collectors.joining(" | ")))
                .toList();
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> words = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            words.put(pairs[i], pairs[i + 1]);
        }
        return words;
    }
}
