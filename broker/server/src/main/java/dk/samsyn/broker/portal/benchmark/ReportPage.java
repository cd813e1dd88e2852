package dk.samsyn.broker.portal.benchmark;

import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.indicator.Report;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Csv;
import dk.samsyn.broker.portal.NoticeWords;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Sheet;
import dk.samsyn.broker.portal.Visit;
import dk.samsyn.spi.ErrorCode;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reports: which there are, one to read or print, and each of its tables as a file. */
final class ReportPage {
    private static final Duration WHOLE = Duration.ofSeconds(60);

    private final Ask ask;
    private final KeptAnswers answers;
    private final List<Report> reports;
    private final Map<String, String> sourceNames;
    private final Supplier<LocalDate> today;

    ReportPage(
            Ask ask,
            KeptAnswers answers,
            List<Report> reports,
            Map<String, String> sourceNames,
            Supplier<LocalDate> today) {
        this.ask = ask;
        this.answers = answers;
        this.reports = reports;
        this.sourceNames = sourceNames;
        this.today = today;
    }

    /** How many answers are there of all. */
    record Progress(int known, int total) {
        public boolean whole() {
            return known == total;
        }
    }

    /**
     * A table of the page.
     *
     * @param number from 1
     * @param table none as long as the answer is not known, or if it failed
     * @param failure why it failed; empty if it did not
     */
    record Section(int number, Report.Part part, Optional<ReportTable> table, String failure) {}

    Reply list(Visit visit) {
        return Reply.page("benchmark/rapporter", Map.of("rapporter", offered(visit)));
    }

    Reply show(Visit visit) {
        Report report = report(visit);
        LocalDate end = end(visit);
        List<String> statements =
                report.parts().stream().map(part -> part.sql(end)).toList();
        Map<String, Answer> known = answers.of(visit, statements);
        Map<String, String> places = Places.names(ask, visit.session());
        List<Section> sections = new ArrayList<>();
        List<Provenance.Statement> asked = new ArrayList<>();
        for (int i = 0; i < statements.size(); i++) {
            Report.Part part = report.parts().get(i);
            asked.add(new Provenance.Statement(part.title(), statements.get(i)));
            sections.add(section(i + 1, part, Optional.ofNullable(known.get(statements.get(i))), places));
        }
        Map<String, Object> model = new HashMap<>(Provenance.of(asked, known.values(), sourceNames));
        model.put("rapport", report);
        model.put("dele", sections);
        model.put("fremskridt", new Progress(known.size(), (int)
                statements.stream().distinct().count()));
        model.put("her", visit.path() + "?slut=" + end);
        model.put("slut", end);
        model.put("slutninger", Periods.choices(today.get()));
        model.put("fra", Report.start(end));
        model.put("til", end.minusDays(1));
        return Reply.page(visit.fragment() ? "benchmark/rapportdele" : "benchmark/rapport", model);
    }

    private static Section section(int number, Report.Part part, Optional<Answer> answer, Map<String, String> places) {
        return new Section(
                number,
                part,
                answer.filter(Answer::ok).map(a -> ReportTable.of(part, a, places)),
                answer.flatMap(Answer::failure).map(QueryException::display).orElse(""));
    }

    /** One table as a list: a row for each group, with the reasons why a number may be missing below. */
    Reply file(Visit visit) {
        Report report = report(visit);
        LocalDate end = end(visit);
        int number = visit.value("tabel")
                .filter(t -> t.matches("[1-9]\\d?"))
                .map(Integer::parseInt)
                .filter(n -> n <= report.parts().size())
                .orElseThrow(() -> Visit.invalid("tabel"));
        Report.Part part = report.parts().get(number - 1);
        String sql = part.sql(end);
        Answer answer = Optional.ofNullable(
                        answers.of(visit.session(), List.of(sql), WHOLE).get(sql))
                .orElseThrow(() -> new QueryException(
                        ErrorCode.QUERY_TIMEOUT, "the numbers are not ready; look at the page first"));
        answer.orThrow();
        List<String> headings = ReportTable.headings(part).stream()
                .map(h -> h.unit().isEmpty() ? h.label() : h.label() + " (" + h.unit() + ")")
                .toList();
        List<@Nullable Object[]> rows =
                new ArrayList<>(ReportTable.values(part, answer, Places.names(ask, visit.session())));
        for (Notice notice : answer.notices()) {
            rows.add(new @Nullable Object[] {
                notice.code() + " " + NoticeWords.of(notice, sourceNames).text()
            });
        }
        String name = report.id() + "-" + number + "-" + end.minusDays(1);
        return switch (visit.needed("g")) {
            case "csv" -> new Reply.Download(name + ".csv", "text/csv; charset=utf-8", csv(headings, rows));
            case "xlsx" ->
                new Reply.Download(
                        name + ".xlsx",
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                        Buffer.buffer(Sheet.of(headings, rows)));
            default -> throw Visit.invalid("g");
        };
    }

    private static Buffer csv(List<String> headings, List<@Nullable Object[]> rows) {
        // The mark tells spreadsheets that the letters are UTF-8.
        StringBuilder csv = new StringBuilder("\uFEFF").append(Csv.line(headings.toArray(String[]::new)));
        rows.forEach(row ->
                csv.append(Csv.line(Arrays.stream(row).map(ReportPage::text).toArray(String[]::new))));
        return Buffer.buffer(csv.toString());
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).toPlainString().replace('.', ',');
        }
        return value == null ? "" : value.toString();
    }

    private List<Report> offered(Visit visit) {
        return reports.stream()
                .filter(r -> r.roles().contains(visit.session().principal().role()))
                .map(r -> r.in(visit.language()))
                .toList();
    }

    private Report report(Visit visit) {
        return offered(visit).stream()
                .filter(r -> r.id().equals(visit.part("navn")))
                .findFirst()
                .orElseThrow(() -> Visit.invalid("navn"));
    }

    private LocalDate end(Visit visit) {
        LocalDate end = visit.date("slut").orElse(Periods.end(today.get()));
        if (!Periods.choices(today.get()).contains(end)) {
            throw Visit.invalid("slut");
        }
        return end;
    }
}
