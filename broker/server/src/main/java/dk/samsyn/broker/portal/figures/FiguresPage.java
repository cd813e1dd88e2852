package dk.samsyn.broker.portal.figures;

import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Completeness;
import dk.samsyn.broker.portal.Danish;
import dk.samsyn.broker.portal.OwnTables;
import dk.samsyn.broker.portal.Portal;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import dk.samsyn.broker.portal.practice.Condition;
import dk.samsyn.broker.portal.practice.Measure;
import dk.samsyn.broker.portal.published.Published;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The report that a practice or a department has of itself, one condition a page, made to be printed. A practice sees its own
 * numbers beside released ones that the region has published.
 */
public final class FiguresPage {
    private static final int YEARS = 5;

    private final Ask ask;
    private final Map<String, String> sourceNames;
    private final Supplier<LocalDate> today;
    private final Place place;
    private final Optional<Comparison> comparison;
    private final Optional<GoalAction> goals;

    /**
     * Whose figures.
     *
     * @param path where the page is
     * @param title its heading
     * @param lead what is counted
     * @param own whether the organisation codes diagnoses itself, so that its own share is told apart
     */
    public record Place(String path, String title, String lead, boolean own) {
        /** A practice's. */
        public static final Place PRACTICE = new Place(
                "/praksis/rapport",
                "Egne tal",
                "Tal for de patienter, der er tilmeldt praksis i dag. De vises kun for praksis selv.",
                true);

        /** A hospital department's. */
        public static final Place DEPARTMENT = new Place(
                "/hospital/afdeling",
                "Afdelingens tal",
                "Tal for de borgere, der har haft kontakt med afdelingen de seneste fem år, uden navne og personnumre.",
                false);
    }

    /** The page of a practice, which also compares. */
    public static FiguresPage ofPractice(
            Ask ask,
            Map<String, String> sourceNames,
            Supplier<LocalDate> today,
            List<Indicator> indicators,
            Published published) {
        return new FiguresPage(
                ask,
                sourceNames,
                today,
                Place.PRACTICE,
                Optional.of(new Comparison(ask, indicators, published)),
                Optional.empty());
    }

    /** The page of a department. */
    public static FiguresPage ofDepartment(
            Ask ask, Map<String, String> sourceNames, Supplier<LocalDate> today, OwnTables tables, Clock clock) {
        return new FiguresPage(
                ask,
                sourceNames,
                today,
                Place.DEPARTMENT,
                Optional.empty(),
                Optional.of(new GoalAction(new Goals(tables), clock)));
    }

    private FiguresPage(
            Ask ask,
            Map<String, String> sourceNames,
            Supplier<LocalDate> today,
            Place place,
            Optional<Comparison> comparison,
            Optional<GoalAction> goals) {
        this.comparison = comparison;
        this.goals = goals;
        this.ask = ask;
        this.sourceNames = sourceNames;
        this.today = today;
        this.place = place;
    }

    /** Adds the page. */
    public void mount(Portal.Routes routes) {
        routes.add("GET", place.path(), visit -> Reply.to(place.path() + "/dm"));
        routes.add("GET", place.path() + "/:sygdom", this::show);
        goals.ifPresent(
                action -> routes.add("POST", place.path() + "/:sygdom/maal", visit -> action.set(visit, place.path())));
    }

    /** How many had the condition at a day: from any source, and coded by the own organisation, each with its share of everybody. */
    record Year(LocalDate day, String known, String knownShare, String coded, String codedShare) {}

    /**
     * A measure: how many have a value in time, their mean, and how many are beyond the programme's limit; and the department's own
     * goals with whether they are met, null where that is not known.
     */
    record Line(
            String label,
            String unit,
            String limit,
            String measured,
            String share,
            String mean,
            String beyond,
            Goals.Goal goal,
            @Nullable Boolean reached,
            @Nullable Boolean within) {}

    private Reply show(Visit visit) {
        // A number with a gap in it is no number.
        Session session = visit.session().whole();
        Condition condition = Condition.of(visit.part("sygdom"));
        FiguresSql sql = new FiguresSql(condition);
        List<LocalDate> days = days();
        String organisation = session.principal().organisation();
        Object[] own = place.own()
                ? Collections.nCopies(days.size(), organisation.substring(organisation.indexOf(':') + 1))
                        .toArray()
                : new Object[0];
        // Two at a time, as other pages ask.
        Supplier<Answer> counting = ask.begin(session, FiguresSql.everybody());
        Answer known = ask.begin(session, sql.known(days, place.own()), own).get();
        Answer everybody = counting.get();
        List<Supplier<Answer>> measuring = Stream.of(Measure.Kind.values())
                .map(sql::measured)
                .filter(text -> !text.isEmpty())
                .map(text -> ask.begin(session, text))
                .toList();
        List<Answer> measured = measuring.stream().map(Supplier::get).toList();
        Optional<Answer> controlled = ask.sees(session, "senest_kontrol", "kontrol_dato")
                ? Optional.of(ask.begin(session, sql.controlled()).get())
                : Optional.empty();
        List<Answer> all = new ArrayList<>(List.of(everybody, known));
        controlled.ifPresent(all::add);
        all.addAll(measured);
        Optional<Comparison.Table> others = comparison.map(c -> c.of(session, condition, visit.language()));
        others.ifPresent(table -> all.addAll(table.answers()));
        all.stream().filter(answer -> answer.silentSource().isEmpty()).forEach(Answer::orThrow);
        int total = count(everybody, "antal");
        int ill = count(known, "kendt_0");
        Map<String, Object> model = new HashMap<>();
        model.put("sted", place);
        model.put("sygdom", condition);
        model.put("sygdomme", Condition.ALL);
        model.put("dag", today.get());
        model.put("i_alt", everybody.ok() ? Danish.number(total) : "");
        model.put("syge", known.ok() ? Danish.number(ill) : "");
        model.put(
                "kontrolleret",
                controlled
                        .filter(Answer::ok)
                        .map(a -> shown(count(a, "antal"), ill))
                        .orElse(""));
        model.put("har_kontrol", controlled.isPresent());
        model.put("andre", others);
        Map<String, Goals.Goal> goalsSet =
                goals.map(action -> action.of(session, condition)).orElse(Map.of());
        model.put("egne_maal", goalsSet);
        model.put("kan_saette_maal", goals.isPresent() && Goals.offered(session.principal()));
        model.put("maal_forkert", visit.value("forkert").isPresent());
        model.put("aar", known.ok() && everybody.ok() ? years(days, known, total) : List.of());
        model.put(
                "linjer",
                measured.stream().allMatch(Answer::ok) && known.ok()
                        ? lines(condition, measured, ill, goalsSet)
                        : List.of());
        model.put(
                "ukendt",
                all.stream()
                        .filter(a -> !a.ok())
                        .findFirst()
                        .map(a -> a.unknown(sourceNames))
                        .orElse(""));
        model.put("kilder", Completeness.of(all, Set.of(), sourceNames));
        model.put("noter", List.of());
        model.put("sql", String.join(";\n\n", statements(sql, days, controlled.isPresent())));
        return Reply.page("tal/rapport", model);
    }

    private List<String> statements(FiguresSql sql, List<LocalDate> days, boolean controlled) {
        List<String> statements = new ArrayList<>(List.of(FiguresSql.everybody(), sql.known(days, place.own())));
        if (controlled) {
            statements.add(sql.controlled());
        }
        Stream.of(Measure.Kind.values())
                .map(sql::measured)
                .filter(text -> !text.isEmpty())
                .forEach(statements::add);
        return statements;
    }

    /** Today, and the ends of the years before it, newest first. */
    private List<LocalDate> days() {
        List<LocalDate> days = new ArrayList<>(List.of(today.get()));
        for (int back = 1; back <= YEARS; back++) {
            days.add(LocalDate.of(today.get().getYear() - back, 12, 31));
        }
        return days;
    }

    private List<Year> years(List<LocalDate> days, Answer known, int total) {
        List<Year> years = new ArrayList<>();
        for (int i = 0; i < days.size(); i++) {
            int anywhere = count(known, "kendt_" + i);
            int coded = place.own() ? count(known, "egne_" + i) : 0;
            years.add(new Year(
                    days.get(i),
                    Danish.number(anywhere),
                    percent(anywhere, total),
                    Danish.number(coded),
                    percent(coded, total)));
        }
        return years;
    }

    private static List<Line> lines(
            Condition condition, List<Answer> measured, int ill, Map<String, Goals.Goal> goals) {
        Map<String, Answer.Row> rows = new HashMap<>();
        measured.forEach(answer -> answer.rows().forEach(row -> rows.put(row.text("begreb"), row)));
        List<Line> lines = new ArrayList<>();
        for (Measure measure : condition.measures()) {
            Answer.Row row = rows.get(measure.concept());
            int count = row == null ? 0 : row.count("maalt");
            int beyond = row == null ? 0 : row.count("udenfor");
            Goals.Goal goal = goals.getOrDefault(measure.concept(), Goals.Goal.NONE);
            lines.add(new Line(
                    measure.label(),
                    measure.unit(),
                    measure.limit().map(FiguresPage::words).orElse(""),
                    Danish.number(count),
                    percent(count, ill),
                    row == null ? "" : Danish.number(oneDecimal(row)),
                    row == null || measure.limit().isEmpty() ? "" : shown(beyond, count),
                    goal,
                    goal.measured(count, ill),
                    goal.within(beyond, count)));
        }
        return lines;
    }

    private static String words(Measure.Limit limit) {
        return (limit.side() == Measure.Side.FROM ? "fra " : "under ") + Danish.number(limit.value());
    }

    private static BigDecimal oneDecimal(Answer.Row row) {
        return new BigDecimal(row.text("middel")).setScale(1, RoundingMode.HALF_UP);
    }

    private static int count(Answer answer, String column) {
        return answer.rows().isEmpty() ? 0 : answer.rows().get(0).count(column);
    }

    private static String shown(int part, int whole) {
        return Danish.number(part) + (whole == 0 ? "" : " (" + percent(part, whole) + ")");
    }

    /** With one decimal; empty where nobody is counted. */
    private static String percent(int part, int whole) {
        return whole == 0
                ? ""
                : Danish.number(BigDecimal.valueOf(100L * part)
                                .divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP))
                        + " %";
    }
}
