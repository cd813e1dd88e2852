package dk.samsyn.broker.portal.citizen;

import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Completeness;
import dk.samsyn.broker.portal.Danish;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** <em>Mine egne oplysninger</em>: asks only for what nobody has, or what is old (F1, F2, F8). */
final class RegistrationPage {
    private final Ask ask;
    private final Registrations registrations;
    private final Map<String, String> sourceNames;
    private final Supplier<LocalDate> today;
    private final Clock clock;

    RegistrationPage(
            Ask ask,
            Registrations registrations,
            Map<String, String> sourceNames,
            Supplier<LocalDate> today,
            Clock clock) {
        this.ask = ask;
        this.registrations = registrations;
        this.sourceNames = sourceNames;
        this.today = today;
        this.clock = clock;
    }

    /** The latest that is known of an item; {@code own} if the citizen wrote it here. */
    record Known(Item item, String shown, LocalDate day, boolean own) {}

    Reply show(Visit visit) {
        return show(visit, Set.of());
    }

    private Reply show(Visit visit, Set<Item> wrong) {
        Supplier<Answer> measured =
                ask.begin(visit.session(), "SELECT begreb AS hvad, vaerdi_num, tidspunkt AS tid FROM seneste_maaling");
        Answer habits = ask.begin(
                        visit.session(),
                        "SELECT emne AS hvad, vaerdi, maengde_num, registreret_tid AS tid FROM seneste_livsstil")
                .get();
        List<Answer> answers = List.of(measured.get(), habits);
        answers.stream().filter(answer -> answer.silentSource().isEmpty()).forEach(Answer::orThrow);
        List<Registrations.Registration> own = registrations.of(visit.person());
        Map<Item, Known> known = known(answers, own);
        boolean all = visit.value("alle").isPresent() || !wrong.isEmpty();
        List<Item> asked = new ArrayList<>();
        List<Known> fresh = new ArrayList<>();
        for (Item item : Item.values()) {
            Optional<Known> latest = Optional.ofNullable(known.get(item))
                    .filter(k -> !k.day().isBefore(today.get().minusMonths(item.months())));
            latest.ifPresent(fresh::add);
            if (all || latest.isEmpty()) {
                asked.add(item);
            }
        }
        Map<String, Object> model = new HashMap<>();
        model.put("spoerg", asked);
        model.put("kendt", fresh);
        model.put("egne", own);
        model.put("forkert", wrong);
        model.put("alle", all);
        model.put("gemt", visit.value("gemt").isPresent());
        model.put("kilder", Completeness.of(answers, Set.of(), sourceNames));
        model.put("noter", List.of());
        return new Reply.Page(wrong.isEmpty() ? 200 : 400, "borger/registrering", model);
    }

    /** Keeps what was filled in; an empty field is no answer. */
    Reply save(Visit visit) {
        Map<Item, String> accepted = new EnumMap<>(Item.class);
        Set<Item> wrong = java.util.EnumSet.noneOf(Item.class);
        for (Item item : Item.values()) {
            visit.value(item.name()).ifPresent(text -> item.accept(text)
                    .ifPresentOrElse(answer -> accepted.put(item, answer), () -> wrong.add(item)));
        }
        if (!wrong.isEmpty()) {
            return show(visit, wrong);
        }
        boolean shared = visit.value("del").isPresent();
        accepted.forEach((item, answer) -> registrations.add(visit.person(), item, answer, shared, clock.instant()));
        return Reply.to("/borger/registrering?gemt=1");
    }

    Reply delete(Visit visit) {
        registrations.delete(visit.person(), visit.needed("id"));
        return Reply.to("/borger/registrering");
    }

    private static Map<Item, Known> known(List<Answer> answers, List<Registrations.Registration> own) {
        Map<Item, Known> known = new EnumMap<>(Item.class);
        for (Item item : Item.values()) {
            Answer answer = answers.get(item.measured() ? 0 : 1);
            answer.rows().stream()
                    .filter(row -> row.text("hvad").equals(item.name()))
                    .findFirst()
                    .flatMap(row -> row.date("tid").map(day -> new Known(item, text(item, row), day, false)))
                    .ifPresent(one -> known.put(item, one));
            own.stream()
                    .filter(one -> one.item() == item)
                    .findFirst()
                    .map(one -> new Known(item, one.shown(), one.day(), true))
                    .ifPresent(one -> known.merge(item, one, (a, b) -> b.day().isBefore(a.day()) ? a : b));
        }
        return known;
    }

    private static String text(Item item, Answer.Row row) {
        if (item.measured()) {
            return Danish.number(row.get("vaerdi_num")) + " " + item.unit();
        }
        return row.get("maengde_num") == null
                ? item.shown(row.text("vaerdi"))
                : Danish.number(row.get("maengde_num")) + " " + item.unit();
    }
}
