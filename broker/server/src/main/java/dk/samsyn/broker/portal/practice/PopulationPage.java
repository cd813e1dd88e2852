package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Completeness;
import dk.samsyn.broker.portal.Danish;
import dk.samsyn.broker.portal.NoticeWords;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * <em>Min population</em>: one condition's patients, those without control first. The list is shown as soon as it is known; the page then
 * comes for the values of its rows, which sources that are asked one citizen at a time take longer for. A reader without scripts asks for
 * both with {@link #WAIT}.
 */
final class PopulationPage {
    private static final String WAIT = "vent";

    private final Ask ask;
    private final HandoverPage handovers;
    private final Appointments appointments;
    private final Map<String, String> sourceNames;
    private final Supplier<LocalDate> today;
    private final ListsShown shown;

    PopulationPage(
            Ask ask,
            HandoverPage handovers,
            Appointments appointments,
            Map<String, String> sourceNames,
            Supplier<LocalDate> today,
            Clock clock) {
        this.ask = ask;
        this.appointments = appointments;
        this.handovers = handovers;
        this.sourceNames = sourceNames;
        this.today = today;
        this.shown = new ListsShown(clock);
    }

    Reply show(Visit visit) {
        Condition condition = Condition.of(visit.part("sygdom"));
        Population.Wish wish = wish(visit);
        Ask asking = ask.during(visit);
        Population.Page page = (visit.fragment()
                        ? shown.take(visit.session(), condition, wish)
                        : Optional.<Population.Page>empty())
                .orElseGet(() -> new Population(asking).page(visit.session(), condition, wish));
        List<Answer.Row> rows = page.answer().rows();
        boolean later =
                !rows.isEmpty() && !visit.fragment() && visit.value(WAIT).isEmpty();
        Optional<PatientValues> values =
                later ? Optional.empty() : Optional.of(values(asking, visit.session(), condition, rows));
        if (later) {
            shown.keep(visit.session(), condition, wish, page);
        }
        List<Answer> answers = new ArrayList<>(values.map(PatientValues::all).orElse(List.of()));
        answers.addAll(page.all());
        Map<String, Object> model = new HashMap<>();
        model.put("senere", later);
        model.put("del", visit.fragment());
        model.put("ukendt", page.answer().unknown(sourceNames));
        model.put("overdraget", handovers.of(visit.session().principal()));
        model.put("sygdom", condition);
        model.put("sygdomme", Condition.ALL);
        model.put("side", page);
        model.put("oenske", wish);
        model.put("raekker", PatientRow.of(page, values, condition, around(visit)));
        model.put("fra", page.found() == 0 ? 0 : wish.page() * Population.PAGE + 1);
        model.put("til", wish.page() * Population.PAGE + rows.size());
        model.put("sider", (page.found() + Population.PAGE - 1) / Population.PAGE);
        model.put("kilder", Completeness.of(answers, page.missingSources(), sourceNames));
        model.put("noter", NoticeWords.of(answers, sourceNames));
        model.put("sql", Population.whole(condition, wish));
        model.put("mangler", wish.shown() == Population.Shown.MISSING);
        model.put("uden_tid", wish.shown() == Population.Shown.UNBOOKED);
        model.put(
                "tider",
                appointments.next(visit.session().principal()).entrySet().stream()
                        .collect(Collectors.toMap(one -> Danish.cpr(one.getKey()), Map.Entry::getValue)));
        model.put("adresse", address(condition, wish));
        return Reply.page(visit.fragment() ? "praksis/populationsliste" : "praksis/population", model);
    }

    private PatientValues values(Ask asking, Session session, Condition condition, List<Answer.Row> rows) {
        List<String> pids = rows.stream().map(row -> row.text("pid")).toList();
        boolean drugNames = ask.sees(session, "medicin_ordination", "laegemiddel_navn");
        return PatientValues.of(asking, session, condition, pids, drugNames);
    }

    /** The address of another page of the same list, without its number. */
    private static String address(Condition condition, Population.Wish wish) {
        return "/praksis/population/" + condition.path() + "?vis=" + lower(wish.shown()) + "&mdr=" + wish.months()
                + "&orden=" + lower(wish.order()) + "&navn=" + URLEncoder.encode(wish.name(), StandardCharsets.UTF_8)
                + "&side=";
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private PatientRow.Surroundings around(Visit visit) {
        return new PatientRow.Surroundings(
                today.get(), sourceNames, visit.session().principal().organisation());
    }

    private Population.Wish wish(Visit visit) {
        Population.Shown shown = one(Population.Shown.class, visit.value("vis").orElse("missing"), "vis");
        return new Population.Wish(
                shown,
                visit.number("mdr", 12, 1, 60),
                visit.value("navn")
                        .map(n -> n.substring(0, Math.min(60, n.length())))
                        .orElse(""),
                one(Population.Order.class, visit.value("orden").orElse("control"), "orden"),
                visit.number("side", 0, 0, 10_000),
                shown == Population.Shown.UNBOOKED
                        ? appointments.none(visit.session().principal())
                        : SqlText.of("TRUE"));
    }

    static <E extends Enum<E>> E one(Class<E> kind, String text, String name) {
        for (E constant : kind.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        throw Visit.invalid(name);
    }
}
