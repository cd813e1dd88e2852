package dk.samsyn.broker.portal.catchment;

import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Completeness;
import dk.samsyn.broker.portal.Danish;
import dk.samsyn.broker.portal.PageHandler;
import dk.samsyn.broker.portal.Portal;
import dk.samsyn.broker.portal.Released;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import dk.samsyn.broker.portal.catchment.CatchmentGroup.By;
import dk.samsyn.broker.portal.outreach.Traits;
import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * <em>Optælling</em>: somebody who plans for a hospital describes a group and sees how many they are in the catchment area or the
 * region, by municipality, sex and age. What release control withholds stands as withheld, never as zero.
 */
public final class CatchmentPage {
    private static final int BAND = 5;
    private static final int TOP = 95;

    private final Ask ask;
    private final Map<String, String> sourceNames;

    /** The page. */
    public CatchmentPage(Ask ask, Map<String, String> sourceNames) {
        this.ask = ask;
        this.sourceNames = sourceNames;
    }

    /** Adds the page. */
    public void mount(Portal.Routes routes) {
        routes.add("GET", "/hospital/optaelling", PageHandler.of(Purpose.PLANLAEGNING, this::show));
    }

    /** A group's name and its number; no number where it is empty or too small. */
    record Line(String name, String count) {}

    /** A division: its lines, and whether others than these are withheld. */
    record Part(String heading, List<Line> lines, boolean others) {}

    private record Place(String code, String name, String cluster) {}

    private Reply show(Visit visit) {
        Session session = visit.session().whole();
        List<Place> places = ask.rows(session, "SELECT kommunekode, navn, klynge FROM kommune_reference").stream()
                .map(row -> new Place(row.text("kommunekode"), row.text("navn"), row.text("klynge")))
                .toList();
        Optional<String> cluster = cluster(session);
        Optional<CatchmentGroup> group =
                visit.value(CatchmentGroup.AREA).map(area -> CatchmentGroup.of(visit, cluster));
        Map<String, Object> model = new HashMap<>();
        model.put("diagnoser", CatchmentGroup.DIAGNOSES);
        model.put("kriterier", CatchmentGroup.CRITERIA);
        model.put("raad", "");
        model.put("aldre", Traits.AGES);
        model.put("klynge", cluster.orElse(""));
        model.put(
                "omraadet",
                places.stream()
                        .filter(place -> cluster.filter(place.cluster()::equals).isPresent())
                        .map(Place::name)
                        .sorted(Collator.getInstance(Locale.forLanguageTag("da"))::compare)
                        .collect(Collectors.joining(", ")));
        model.put("gruppe", group.map(CatchmentGroup::fields).orElseGet(() -> {
            Map<String, String> empty = new HashMap<>(Traits.NONE.fields());
            empty.put(CatchmentGroup.SECOND, "");
            empty.put(CatchmentGroup.AREA, cluster.isPresent() ? "optageomraade" : "region");
            return empty;
        }));
        model.put("talt", group.isPresent());
        group.ifPresent(one -> counted(visit, session, one, places, model));
        return Reply.page("hospital/optaelling", model);
    }

    private void counted(
            Visit visit, Session session, CatchmentGroup group, List<Place> places, Map<String, Object> model) {
        Map<By, Answer> answers = answers(session, group);
        Map<By, Released> released = new EnumMap<>(By.class);
        answers.forEach((by, answer) -> released.put(by, Released.of(answer, visit.language())));
        model.put("ord", group.words());
        model.put("antal", of(released, By.NOTHING).count().orElse(-1));
        model.put(
                "afvist",
                released.values().stream()
                        .map(Released::refusal)
                        .filter(refusal -> !refusal.isEmpty())
                        .findFirst()
                        .orElse(""));
        Map<String, Long> municipalities = counts(of(released, By.MUNICIPALITY));
        Map<String, Long> sexes = counts(of(released, By.SEX));
        Map<String, Long> ages = counts(of(released, By.AGE));
        Collator danish = Collator.getInstance(Locale.forLanguageTag("da"));
        model.put(
                "dele",
                List.of(
                        new Part(
                                "Kommune",
                                places.stream()
                                        .filter(place -> group.cluster().isEmpty()
                                                || place.cluster().equals(group.cluster()))
                                        .sorted(Comparator.comparing(Place::name, danish::compare))
                                        .map(place -> line(place.name(), place.code(), municipalities))
                                        .toList(),
                                false),
                        new Part(
                                "Køn",
                                Stream.of("K:Kvinder", "M:Mænd")
                                        .map(one -> one.split(":", 2))
                                        .map(one -> line(one[1], one[0], sexes))
                                        .toList(),
                                false),
                        new Part("Alder", bands(ages), ages.size() < TOP / BAND + 1)));
        model.put("kilder", Completeness.of(List.copyOf(answers.values()), Set.of(), sourceNames));
        model.put("noter", List.of());
        model.put(
                "besked",
                answers.values().stream()
                        .flatMap(answer -> answer.notices().stream())
                        // The page's own bands are no coarser than it says.
                        .filter(notice -> !notice.code().equals("SDC-P03"))
                        .map(notice -> notice.text())
                        .distinct()
                        .toList());
        model.put("sql", Stream.of(By.values()).map(by -> group.count(by).sql()).collect(Collectors.joining(";\n\n")));
    }

    /** Two at a time, as other pages ask. */
    private Map<By, Answer> answers(Session session, CatchmentGroup group) {
        Map<By, Answer> answers = new EnumMap<>(By.class);
        List<By> all = List.of(By.values());
        for (int i = 0; i < all.size(); i += 2) {
            Map<By, Supplier<Answer>> running = new EnumMap<>(By.class);
            for (By by : all.subList(i, Math.min(i + 2, all.size()))) {
                Traits.Statement count = group.count(by);
                running.put(by, ask.begin(session, count.sql(), count.values().toArray()));
            }
            running.forEach((by, answer) -> answers.put(by, answer.get()));
        }
        return answers;
    }

    private static Released of(Map<By, Released> released, By by) {
        return Objects.requireNonNull(released.get(by), "each division is counted");
    }

    private static Map<String, Long> counts(Released released) {
        return released.rows().stream()
                .collect(Collectors.toMap(
                        row -> row.text("gruppe"),
                        row -> row.get("antal") instanceof Number number ? number.longValue() : 0L,
                        Long::sum));
    }

    private static Line line(String name, String code, Map<String, Long> counts) {
        return new Line(
                name, Optional.ofNullable(counts.get(code)).map(Danish::number).orElse(""));
    }

    /** The released bands of age, the youngest first; most of the others are empty as a rule, so they are not listed. */
    private static List<Line> bands(Map<String, Long> counts) {
        List<Line> lines = new ArrayList<>();
        for (int from = 0; from <= TOP; from += BAND) {
            String name = from == TOP ? "95 år og derover" : from + "–" + (from + BAND - 1) + " år";
            Line line = line(name, Integer.toString(from), counts);
            if (!line.count().isEmpty()) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** The cluster of the reader's hospital. */
    private Optional<String> cluster(Session session) {
        return Optional.ofNullable(session.principal().attributes().get("shak"))
                .map(Object::toString)
                .flatMap(shak -> ask.rows(session, "SELECT klynge FROM organisation WHERE org_id = ?", shak).stream()
                        .findFirst())
                .map(row -> row.text("klynge"))
                .filter(name -> !name.isEmpty());
    }
}
