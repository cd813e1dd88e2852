package dk.samsyn.broker.portal.steward;

import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import dk.samsyn.broker.steward.Identity;
import dk.samsyn.broker.steward.StewardDesk;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** <em>Se som</em> and <em>forklar</em>: how much of a statement a role would see, and why a table or column is shown or not. */
final class QuestionPages {
    private final StewardDesk desk;

    QuestionPages(StewardDesk desk) {
        this.desk = desk;
    }

    /** Asks somebody's question. */
    private interface Question {
        void ask(Identity about, Map<String, Object> model);
    }

    Reply show(Visit visit) {
        return Reply.page("politik/spoerg", form(visit));
    }

    Reply seeAs(Visit visit) {
        return answered(
                visit,
                (about, model) ->
                        model.put("syn", Optional.of(desk.seeAs(visit.session(), about, visit.needed("sql")))));
    }

    Reply explain(Visit visit) {
        return answered(visit, (about, model) -> {
            String[] parts = visit.needed("hvad").split("\\.", -1);
            boolean column = parts.length == 3 || (parts.length == 2 && !parts[0].matches("sundhed|samsyn"));
            String table = String.join(".", column ? Arrays.copyOf(parts, parts.length - 1) : parts);
            model.put(
                    "forklaring",
                    Optional.of(desk.explain(
                            visit.session(),
                            about,
                            TableName.parse(table),
                            column ? Optional.of(parts[parts.length - 1]) : Optional.empty(),
                            Optional.empty())));
        });
    }

    private Reply answered(Visit visit, Question question) {
        Map<String, Object> model = form(visit);
        try {
            question.ask(
                    new Identity(
                            visit.needed("rolle"),
                            visit.needed("formaal"),
                            visit.value("organisation").orElse(""),
                            Map.of(),
                            Optional.empty()),
                    model);
        } catch (QueryException refused) {
            model.put("afvist", refused.display());
        }
        return Reply.page("politik/spoerg", model);
    }

    private Map<String, Object> form(Visit visit) {
        TreeSet<String> roles = new TreeSet<>();
        desk.overview(visit.session()).policies().forEach(policy -> roles.addAll(policy.roles()));
        roles.removeIf(role -> role.equals("*"));
        List<String> purposes =
                Arrays.stream(Purpose.values()).map(Purpose::label).sorted().toList();
        Map<String, Object> model = new HashMap<>();
        model.put("roller", roles);
        model.put("formaalene", purposes);
        model.put("rolle", visit.value("rolle").orElse("praktiserende_laege"));
        model.put("formaal", visit.value("formaal").orElse("behandling"));
        model.put("organisation", visit.value("organisation").orElse("praksis:099001"));
        model.put("sql", visit.value("sql").orElse("SELECT begreb, COUNT(*) AS antal FROM diagnose GROUP BY begreb"));
        model.put("hvad", visit.value("hvad").orElse("borger.cpr"));
        model.put("syn", Optional.empty());
        model.put("forklaring", Optional.empty());
        model.put("afvist", "");
        return model;
    }
}
