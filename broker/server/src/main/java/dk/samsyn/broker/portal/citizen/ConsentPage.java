package dk.samsyn.broker.portal.citizen;

import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Completeness;
import dk.samsyn.broker.portal.Labels;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** <em>Mine spærringer og samtykker</em> as MinSpærring has them; every query reads them anew. */
final class ConsentPage {
    private final Ask ask;
    private final Map<String, String> sourceNames;
    private final Supplier<LocalDate> today;

    ConsentPage(Ask ask, Map<String, String> sourceNames, Supplier<LocalDate> today) {
        this.ask = ask;
        this.sourceNames = sourceNames;
        this.today = today;
    }

    /** One block or consent; {@code inForce} today. */
    record Line(boolean block, String receiver, String kind, Answer.Row row, boolean inForce) {}

    Reply show(Visit visit) {
        Answer answer = ask.begin(
                        visit.session(),
                        "SELECT retning, modtager_type, modtager_vaerdi, datakategori, gyldig_fra, gyldig_til FROM samtykke\n"
                                + "ORDER BY gyldig_fra DESC, retning, modtager_vaerdi, datakategori")
                .get();
        if (answer.silentSource().isEmpty()) {
            answer.orThrow();
        }
        Map<String, String> places =
                ask.begin(visit.session(), "SELECT org_id, navn FROM organisation").get().rows().stream()
                        .collect(Collectors.toMap(r -> r.text("org_id"), r -> r.text("navn"), (a, b) -> a));
        List<Line> lines = answer.rows().stream().map(row -> line(row, places)).toList();
        Map<String, Object> model = new HashMap<>();
        model.put("gaelder", lines.stream().filter(Line::inForce).toList());
        model.put("foer", lines.stream().filter(line -> !line.inForce()).toList());
        model.put(
                "ukendt",
                answer.silentSource()
                        .map(id -> sourceNames.getOrDefault(id, id))
                        .orElse(""));
        model.put("kilder", Completeness.of(List.of(answer), Set.of(), sourceNames));
        model.put("noter", List.of());
        return Reply.page("borger/samtykker", model);
    }

    private Line line(Answer.Row row, Map<String, String> places) {
        LocalDate now = today.get();
        boolean begun = row.date("gyldig_fra").map(from -> !from.isAfter(now)).orElse(true);
        boolean ended = row.date("gyldig_til").map(to -> to.isBefore(now)).orElse(false);
        String type = row.text("modtager_type");
        String value = row.text("modtager_vaerdi");
        return new Line(
                row.text("retning").equals("spaer"),
                type.equals("sektor") ? Labels.of("sektor " + value) : places.getOrDefault(value, value),
                Labels.of("kategori " + row.text("datakategori")),
                row,
                begun && !ended);
    }
}
