package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Completeness;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * <em>Faste lister</em>: saved searches made anew at an interval. No right outlives a session, so a list that is due is made when a
 * member of the practice next opens the front page, as that member and through the same query as the search itself: what is found
 * is in the log, and to the citizen, as any other look.
 */
final class StandingPage {
    private static final int MOST_SHOWN = SearchSql.MOST_ROWS;

    private final Ask ask;
    private final Cohorts cohorts;
    private final Standing standing;
    private final Recall recall;
    private final RecallMaker maker;
    private final Map<String, String> sourceNames;
    private final Clock clock;

    StandingPage(
            Ask ask,
            Cohorts cohorts,
            Standing standing,
            Recall recall,
            RecallMaker maker,
            Map<String, String> sourceNames,
            Clock clock) {
        this.ask = ask;
        this.cohorts = cohorts;
        this.standing = standing;
        this.recall = recall;
        this.maker = maker;
        this.sourceNames = sourceNames;
        this.clock = clock;
    }

    /**
     * One list in numbers.
     *
     * @param made when it was last made; empty if it never could be
     * @param change what that changed
     * @param failure why it could not be made now, or empty
     */
    record Line(Cohorts.Cohort cohort, Optional<Standing.Made> made, Optional<Standing.Change> change, String failure) {
        /** The day on which it is due next. */
        public Optional<LocalDate> next() {
            return cohort.repeats().flatMap(repeat -> made.map(one -> repeat.after(one.day())));
        }
    }

    /**
     * The practice's recall list in numbers.
     *
     * @param plan how and when it is made
     * @param waiting who is to be invited
     * @param fresh of these, who came with the last making
     * @param failure why it could not be made now, or empty
     */
    record RecallLine(RecallPlan plan, long waiting, long fresh, String failure) {}

    /** Every standing list of the member, and the recall list, in numbers; those that are due are made first. A part of the front page. */
    Reply all(Visit visit) {
        List<Line> lines = new ArrayList<>();
        for (Cohorts.Cohort cohort : cohorts.of(visit.session().principal())) {
            if (cohort.repeats().isPresent()) {
                lines.add(line(visit.session(), cohort, false));
            }
        }
        return Reply.page("praksis/lister", Map.of("linjer", lines, "indkaldelse", recallLine(visit.session())));
    }

    /** Empty for a practice that has no list made by itself. */
    private Optional<RecallLine> recallLine(Session member) {
        String failure = maker.whenDue(member);
        RecallPlan plan = recall.plan(member.principal());
        if (plan.again().isEmpty()) {
            return Optional.empty();
        }
        List<Recall.Entry> waiting = recall.entries(member.principal(), Optional.of(Recall.State.TO_INVITE));
        long fresh = waiting.stream()
                .filter(entry -> plan.lastMade().filter(entry.changed()::equals).isPresent())
                .count();
        return Optional.of(new RecallLine(plan, waiting.size(), fresh, failure));
    }

    /** One list: who is new and still found, and who is gone. */
    Reply one(Visit visit) {
        Session session = visit.session().whole();
        Cohorts.Cohort cohort = cohort(visit);
        Line line = line(session, cohort, false);
        List<String> found = line.change().map(Standing.Change::found).orElse(List.of());
        List<String> gone = line.change().map(Standing.Change::gone).orElse(List.of());
        // A list remembers persons only; what is shown of them, and that they are still found, the sources say now.
        Answer fresh = asked(session, found, some -> cohorts.writer(session.principal())
                .among(Search.fromJson(cohort.definition()), some));
        Answer left = asked(session, gone, SearchSql::visible);
        Map<String, Object> model = new HashMap<>();
        model.put("linje", line);
        model.put("nye", fresh.rows());
        model.put("nye_ialt", found.size());
        model.put("sat", visit.number("sat", -1, -1, 1_000_000));
        model.put("vaek", left.rows());
        model.put("vaek_ialt", gone.size());
        model.put("flest", MOST_SHOWN);
        model.put(
                "ukendt",
                List.of(fresh, left).stream()
                        .filter(answer -> !answer.ok())
                        .map(this::words)
                        .findFirst()
                        .orElse(""));
        model.put("kilder", Completeness.of(List.of(fresh, left), Set.of(), sourceNames));
        model.put("noter", List.of());
        return Reply.page("praksis/liste", model);
    }

    /** Makes it now, whether it is due or not. */
    Reply make(Visit visit) {
        Line line = line(visit.session(), cohort(visit), true);
        return line.failure().isEmpty()
                ? Reply.to("/praksis/lister/" + line.cohort().id())
                : one(visit);
    }

    /** Puts those who are new on the list, and still found by the search, on the recall list. */
    Reply recall(Visit visit) {
        Session session = visit.session().whole();
        Cohorts.Cohort cohort = cohort(visit);
        List<String> found = standing.made(session, cohort.id())
                .map(made -> standing.change(session, cohort.id(), made).found())
                .orElse(List.of());
        List<String> persons = asked(session, found, some -> cohorts.writer(session.principal())
                        .among(Search.fromJson(cohort.definition()), some))
                .orThrow()
                .stream()
                .map(row -> row.text("cpr"))
                .toList();
        if (!persons.isEmpty()) {
            recall.place(
                    session.principal(),
                    Recall.Origin.search(cohort.id()),
                    persons,
                    "",
                    "fast liste: " + cohort.name(),
                    maker.vulnerable(session),
                    clock.instant());
        }
        return Reply.to("/praksis/lister/" + cohort.id() + "?sat=" + persons.size());
    }

    private Cohorts.Cohort cohort(Visit visit) {
        Cohorts.Cohort cohort = cohorts.one(visit.session().principal(), visit.part("id"));
        if (cohort.repeats().isEmpty()) {
            throw Visit.invalid("id");
        }
        return cohort;
    }

    private Line line(Session member, Cohorts.Cohort cohort, boolean now) {
        Optional<Standing.Made> made = standing.made(member, cohort.id());
        String failure = now || due(cohort, made) ? failureOfMaking(member.whole(), cohort, made) : "";
        Optional<Standing.Made> last = failure.isEmpty() ? standing.made(member, cohort.id()) : made;
        return new Line(cohort, last, last.map(one -> standing.change(member, cohort.id(), one)), failure);
    }

    private boolean due(Cohorts.Cohort cohort, Optional<Standing.Made> made) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), DanishTime.ZONE);
        return made.isEmpty()
                || cohort.repeats()
                        .filter(repeat -> !repeat.after(made.get().day()).isAfter(today))
                        .isPresent();
    }

    /** Makes the list; a list is whole or not made, so that a silent source never looks like somebody who is gone. */
    private String failureOfMaking(Session member, Cohorts.Cohort cohort, Optional<Standing.Made> seen) {
        Instant now = clock.instant();
        SqlText sql;
        try {
            sql = cohorts.writer(member.principal()).persons(Search.fromJson(cohort.definition()));
        } catch (QueryException e) {
            return "den bygger på en gemt søgning, som ikke findes mere";
        }
        Answer answer = ask.begin(member, sql.text(), sql.values().toArray()).get();
        if (!answer.ok()) {
            return words(answer);
        }
        standing.take(
                member,
                cohort.id(),
                seen,
                answer.rows().stream().map(row -> row.text("cpr")).toList(),
                now);
        return "";
    }

    private Answer asked(Session session, List<String> persons, Function<List<String>, SqlText> writer) {
        if (persons.isEmpty()) {
            return new Answer(List.of(), List.of(), List.of(), List.of(), List.of(), Optional.empty());
        }
        SqlText sql = writer.apply(persons.subList(0, Math.min(MOST_SHOWN, persons.size())));
        return ask.begin(session, sql.text(), sql.values().toArray()).get();
    }

    private String words(Answer failed) {
        return failed.silentSource()
                .map(id -> sourceNames.getOrDefault(id, id) + " svarede ikke")
                .orElse("spørgsmålet kan ikke besvares nu");
    }
}
