package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Completeness;
import dk.samsyn.broker.portal.Danish;
import dk.samsyn.broker.portal.NoticeWords;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** <em>Min population</em>: one condition's patients, those without control first. */
final class PopulationPage {
    private final Ask ask;
    private final HandoverPage handovers;
    private final Appointments appointments;
    private final Map<String, String> sourceNames;
    private final Supplier<LocalDate> today;

    PopulationPage(
            Ask ask,
            HandoverPage handovers,
            Appointments appointments,
            Map<String, String> sourceNames,
            Supplier<LocalDate> today) {
        this.ask = ask;
        this.appointments = appointments;
        this.handovers = handovers;
        this.sourceNames = sourceNames;
        this.today = today;
    }

    Reply show(Visit visit) {
        Condition condition = Condition.of(visit.part("sygdom"));
        Population.Wish wish = wish(visit);
        Ask asking = ask.during(visit);
        Population.Page page = new Population(asking).page(visit.session(), condition, wish);
        List<String> pids =
                page.answer().rows().stream().map(r -> r.text("pid")).toList();
        boolean drugNames = ask.sees(visit.session(), "medicin_ordination", "laegemiddel_navn");
        PatientValues values = PatientValues.of(asking, visit.session(), condition, pids, drugNames);
        List<Answer> answers = new ArrayList<>(values.all());
        answers.add(page.answer());
        Map<String, Object> model = new HashMap<>();
        model.put("ukendt", page.answer().unknown(sourceNames));
        model.put("overdraget", handovers.of(visit.session().principal()));
        model.put("sygdom", condition);
        model.put("sygdomme", Condition.ALL);
        model.put("side", page);
        model.put("oenske", wish);
        model.put("raekker", PatientRow.of(page, values, condition, around(visit)));
        model.put("fra", page.found() == 0 ? 0 : wish.page() * Population.PAGE + 1);
        model.put("til", wish.page() * Population.PAGE + pids.size());
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
        return Reply.page("praksis/population", model);
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
