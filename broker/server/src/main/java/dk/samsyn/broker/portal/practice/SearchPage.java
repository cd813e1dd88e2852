package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Completeness;
import dk.samsyn.broker.portal.Csv;
import dk.samsyn.broker.portal.Danish;
import dk.samsyn.broker.portal.NoticeWords;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** <em>Søg</em>: build a search of criteria, see whom it finds and how many each criterion leaves, save and combine. */
final class SearchPage {
    private final Ask ask;
    private final Cohorts cohorts;
    private final Map<String, String> sourceNames;
    private final Clock clock;

    SearchPage(Ask ask, Cohorts cohorts, Map<String, String> sourceNames, Clock clock) {
        this.ask = ask;
        this.cohorts = cohorts;
        this.sourceNames = sourceNames;
        this.clock = clock;
    }

    /** One step of the funnel: what is asked for, and how many meet it and all before; or unknown. */
    record Step(String words, String count, int percent) {}

    /** The builder; with {@code g=soeg} also who is found. */
    Reply show(Visit visit) {
        String action = visit.value("g").orElse("");
        Principal user = visit.session().principal();
        Search search = visit.value("kohorte")
                .map(id -> Search.fromJson(cohorts.one(user, id).definition()))
                .or(() -> visit.value("klar").map(ReadySearch::of))
                .orElseGet(() -> Search.of(visit).after(action));
        boolean asked = (action.equals("soeg") || visit.value("kohorte").isPresent())
                && !search.groups().isEmpty();
        Map<String, Object> model = new HashMap<>();
        model.put("soegning", search);
        model.put("json", search.json());
        model.put("kriterier", Kind.ALL);
        model.put("klar", ReadySearch.ALL);
        model.put("kohorter", cohorts.of(user));
        model.put("hyppigheder", Repeat.values());
        model.put("spurgt", asked);
        model.put("kvittering", visit.value("gemt").orElse(""));
        model.put("adresse", address(search));
        model.put("tragtende", "");
        if (asked) {
            found(visit, search, model);
        }
        return Reply.page("praksis/soeg", model);
    }

    private void found(Visit visit, Search search, Map<String, Object> model) {
        SqlText sql = cohorts.writer(visit.session().principal()).list(search);
        Answer answer = ask.during(visit)
                .begin(visit.session(), sql.text(), sql.values().toArray())
                .get();
        Optional<String> silent = answer.silentSource();
        if (silent.isEmpty()) {
            answer.orThrow();
        }
        model.put("raekker", answer.rows());
        model.put("fundne", answer.rows().isEmpty() ? 0 : answer.rows().get(0).count("fundne"));
        model.put("ukendt", silent.map(id -> sourceNames.getOrDefault(id, id)).orElse(""));
        model.put("huller", answer.ok() ? answer.unknown(sourceNames) : "");
        model.put("kilder", Completeness.of(List.of(answer), Set.of(), sourceNames));
        model.put("noter", NoticeWords.of(List.of(answer), sourceNames));
        model.put("sql", sql.readable());
        if (answer.ok() && answer.gaps().isEmpty()) {
            model.put("tragtende", "&fundne=" + model.get("fundne"));
        }
    }

    /**
     * How many patients each criterion leaves, one after another; asked for by the page when the list is there. The last step is the
     * list itself: {@code fundne} says how many it found, so that sources are not asked again.
     */
    Reply funnel(Visit visit) {
        Search search = Search.of(visit);
        Ask asking = ask.during(visit);
        int found = visit.number("fundne", -1, 0, Integer.MAX_VALUE);
        SearchSql writer = cohorts.writer(visit.session().principal());
        List<Search.Group> groups = SearchSql.ordered(search);
        Map<String, String> names = cohorts.of(visit.session().principal()).stream()
                .collect(Collectors.toMap(Cohorts.Cohort::id, Cohorts.Cohort::name));
        List<Step> steps = new ArrayList<>();
        int all = 0;
        for (int i = 0; i <= groups.size(); i++) {
            boolean last = i == groups.size() && found >= 0;
            int count = last ? found : count(asking, visit, writer.count(search, i));
            all = i == 0 ? count : all;
            String words = i == 0
                    ? "Tilmeldte patienter"
                    : SearchWords.of(groups.get(i - 1), id -> names.getOrDefault(id, "?"));
            steps.add(new Step(
                    words,
                    count < 0 ? "ukendt" : Danish.number(count),
                    count <= 0 || all <= 0 ? 0 : Math.max(1, count * 100 / all)));
        }
        return Reply.page("praksis/tragt", Map.of("trin", steps));
    }

    private static int count(Ask asking, Visit visit, SqlText sql) {
        Answer answer = asking.begin(visit.session(), sql.text(), sql.values().toArray())
                .get();
        return answer.ok() ? answer.rows().get(0).count("antal") : -1;
    }

    Reply save(Visit visit) {
        String name = visit.needed("navn");
        Search search = Search.fromJson(visit.needed("soegning"));
        if (name.length() > 100 || search.groups().isEmpty()) {
            throw Visit.invalid("navn");
        }
        cohorts.save(
                visit.session().principal(), name, search, visit.value("del").isPresent(), clock.instant());
        return Reply.to(address(search) + "&gemt=" + encoded(name));
    }

    Reply change(Visit visit) {
        Principal user = visit.session().principal();
        String id = visit.needed("id");
        switch (visit.needed("g")) {
            case "del" -> cohorts.share(user, id, true);
            case "behold" -> cohorts.share(user, id, false);
            case "hver" -> cohorts.repeat(user, id, Repeat.of(visit.needed("hver")));
            case "slet" -> cohorts.delete(user, id);
            default -> throw Visit.invalid("g");
        }
        return Reply.to("/praksis/soeg");
    }

    /** The found patients as CSV for the practice's own use, semicolons as Danish spreadsheets read them. */
    Reply download(Visit visit) {
        SqlText sql = cohorts.writer(visit.session().principal()).list(Search.of(visit));
        List<Answer.Row> rows =
                ask.rows(visit.session(), sql.text(), sql.values().toArray());
        StringBuilder csv = new StringBuilder("\uFEFFPersonnummer;Navn;Køn;Alder\r\n");
        for (Answer.Row row : rows) {
            csv.append(Csv.line(Danish.cpr(row.get("cpr")), row.text("navn"), row.text("koen"), row.text("alder")));
        }
        return new Reply.Download("soegning.csv", "text/csv; charset=utf-8", Buffer.buffer(csv.toString()));
    }

    private static String address(Search search) {
        return search.fields().entrySet().stream()
                .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
                .collect(Collectors.joining("&", "/praksis/soeg?", "&g=soeg"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
