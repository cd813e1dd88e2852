package dk.samsyn.broker.portal.citizen;

import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Completeness;
import dk.samsyn.broker.portal.Labels;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * <em>Mine spærringer og samtykker</em>: those of MinSpærring, which are changed there, and those set here, which are changed here.
 * Every query reads both anew.
 */
final class ConsentPage {
    private static final String HERE = "borgervalg";
    private static final List<String> CATEGORIES = List.of(
            "alle",
            "diagnose",
            "laboratorie",
            "medicin",
            "maaling",
            "livsstil",
            "kontakt",
            "procedure",
            "vaccination",
            "kommunal",
            "ydelse");
    /** Whom one can name together, and what they are called; the order is that of the form. */
    private static final Map<String, String> SECTORS = Collections.unmodifiableMap(new TreeMap<>(Map.of(
            "almen_praksis", "Alle praksisser",
            "hospital", "Alle hospitaler",
            "kommune", "Alle kommuner")));

    private final Ask ask;
    private final Choices choices;
    private final Map<String, String> sourceNames;
    private final Supplier<LocalDate> today;
    private final Clock clock;

    ConsentPage(Ask ask, Choices choices, Map<String, String> sourceNames, Supplier<LocalDate> today, Clock clock) {
        this.ask = ask;
        this.choices = choices;
        this.sourceNames = sourceNames;
        this.today = today;
        this.clock = clock;
    }

    /** One block or consent; {@code id} if it was set here and can be taken back, else empty; {@code inForce} today. */
    record Line(
            String id,
            boolean block,
            String receiver,
            String kind,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            boolean here,
            boolean inForce) {}

    Reply show(Visit visit) {
        return show(visit, "");
    }

    private Reply show(Visit visit, String problem) {
        Answer answer = ask.begin(
                        visit.session(),
                        "SELECT retning, modtager_type, modtager_vaerdi, datakategori, gyldig_fra, gyldig_til, kilde FROM samtykke\n"
                                + "ORDER BY gyldig_fra DESC, retning, modtager_vaerdi, datakategori")
                .get();
        if (answer.silentSource().isEmpty()) {
            answer.orThrow();
        }
        Map<String, String> places = places(visit);
        List<Line> lines = new ArrayList<>();
        choices.of(visit.person()).forEach(kept -> lines.add(own(kept, places)));
        answer.rows().stream()
                .filter(row -> !row.text("kilde").equals(HERE))
                .forEach(row -> lines.add(national(row, places)));
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
        model.put("modtagere", receivers(visit, places));
        model.put("kategorier", CATEGORIES);
        model.put("problem", problem);
        model.put("gemt", visit.value("gemt").orElse(""));
        return new Reply.Page(problem.isEmpty() ? 200 : 400, "borger/samtykker", model);
    }

    /** Sets a block or a consent from today on. */
    Reply set(Visit visit) {
        String direction = visit.needed("retning");
        String receiver = visit.needed("modtager");
        String category = visit.needed("kategori");
        boolean allow = direction.equals("tillad");
        if ((!allow && !direction.equals("spaer"))
                || !CATEGORIES.contains(category)
                || !receivers(visit, places(visit)).containsKey(receiver)) {
            throw Visit.invalid("retning, modtager, kategori");
        }
        int colon = receiver.indexOf(':');
        String type = receiver.substring(0, colon);
        Optional<LocalDate> last = visit.date("til");
        if (allow && (category.equals("alle") || type.equals("sektor"))) {
            return show(
                    visit, "Et samtykke gælder ét sted og én slags oplysninger. Vælg stedet og hvilke oplysninger.");
        }
        if (last.filter(day -> day.isBefore(today.get())).isPresent()) {
            return show(visit, "Den sidste dag ligger før i dag.");
        }
        choices.add(
                visit.session().principal().name(),
                visit.person(),
                new Choices.Choice(direction, type, receiver.substring(colon + 1), category, today.get(), last),
                clock.instant());
        return Reply.to("/borger/samtykker?gemt=sat");
    }

    /** Takes back what was set here. */
    Reply lift(Visit visit) {
        choices.lift(
                visit.session().principal().name(), visit.person(), visit.needed("id"), today.get(), clock.instant());
        return Reply.to("/borger/samtykker?gemt=ophaevet");
    }

    /** For whom one can decide: whole sectors, and the places that have the citizen in their books. */
    private Map<String, String> receivers(Visit visit, Map<String, String> places) {
        Map<String, String> receivers = new LinkedHashMap<>();
        SECTORS.forEach((sector, name) -> receivers.put("sektor:" + sector, name));
        Supplier<Answer> practice = ask.begin(visit.session(), "SELECT DISTINCT ydernr AS sted FROM gp_tilknytning");
        Supplier<Answer> contacts = ask.begin(visit.session(), "SELECT DISTINCT org_id AS sted FROM kontakt");
        Supplier<Answer> home = ask.begin(visit.session(), "SELECT kommunekode FROM borger");
        practice.get().rows().forEach(row -> place(receivers, row.text("sted"), places));
        home.get().rows().forEach(row -> place(receivers, "K" + row.text("kommunekode"), places));
        contacts.get().rows().forEach(row -> place(receivers, row.text("sted"), places));
        return receivers;
    }

    private static void place(Map<String, String> receivers, String id, Map<String, String> places) {
        if (!id.isEmpty() && id.length() <= 40) {
            receivers.putIfAbsent("organisation:" + id, places.getOrDefault(id, id));
        }
    }

    private Map<String, String> places(Visit visit) {
        return ask.begin(visit.session(), "SELECT org_id, navn FROM organisation").get().rows().stream()
                .collect(Collectors.toMap(r -> r.text("org_id"), r -> r.text("navn"), (a, b) -> a));
    }

    private Line own(Choices.Kept kept, Map<String, String> places) {
        Choices.Choice choice = kept.choice();
        return new Line(
                kept.ended().isPresent() ? "" : kept.id(),
                kept.block(),
                receiver(choice.receiverType(), choice.receiver(), places),
                Labels.of("kategori " + choice.category()),
                choice.from(),
                choice.to().orElse(null),
                true,
                kept.inForce(today.get()));
    }

    private Line national(Answer.Row row, Map<String, String> places) {
        LocalDate now = today.get();
        Optional<LocalDate> from = row.date("gyldig_fra");
        Optional<LocalDate> to = row.date("gyldig_til");
        return new Line(
                "",
                row.text("retning").equals("spaer"),
                receiver(row.text("modtager_type"), row.text("modtager_vaerdi"), places),
                Labels.of("kategori " + row.text("datakategori")),
                from.orElse(null),
                to.orElse(null),
                false,
                from.filter(first -> first.isAfter(now)).isEmpty()
                        && to.filter(last -> last.isBefore(now)).isEmpty());
    }

    private static String receiver(String type, String value, Map<String, String> places) {
        return type.equals("sektor")
                ? SECTORS.getOrDefault(value, Labels.of("sektor " + value))
                : places.getOrDefault(value, value);
    }
}
