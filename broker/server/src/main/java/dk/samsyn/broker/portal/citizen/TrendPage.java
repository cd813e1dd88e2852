package dk.samsyn.broker.portal.citizen;

import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Completeness;
import dk.samsyn.broker.portal.Labels;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * <em>Min udvikling</em> (F6): the citizen's own values over time, each with date, place and the reference range that the laboratory
 * gave, from every source that has them and from what the citizen wrote down.
 */
final class TrendPage {
    private static final String LABORATORY = """
            SELECT begreb, vaerdi_num, operator, ref_nedre, ref_oevre, proevetagning_tid AS tid, rekvirent_org AS sted, kilde AS kilder
            FROM laboratoriesvar
            WHERE status IN ('endelig', 'rettet') AND vaerdi_num IS NOT NULL AND proevetagning_tid IS NOT NULL""";
    private static final String MEASURED = """
            SELECT begreb, vaerdi_num, sted, maalt_af, tidspunkt AS tid, kilder
            FROM maaling_samlet
            WHERE vaerdi_num IS NOT NULL AND tidspunkt IS NOT NULL""";

    private static final List<Trend.Kind> KINDS = List.of(
            pressure(),
            Trend.Kind.measured("VAEGT", "Vægt", "kg"),
            new Trend.Kind(
                    "BMI",
                    "kg/m²",
                    false,
                    Map.of("BMI", "BMI"),
                    Optional.of(
                            new Trend.Limit(BigDecimal.valueOf(25), "Fra 25 er BMI over normalområdet for voksne"))),
            Trend.Kind.measured("TALJE", "Taljemål", "cm"),
            Trend.Kind.measured("HOEJDE", "Højde", "cm"),
            Trend.Kind.measured("PULS", "Puls", "slag/min"),
            Trend.Kind.measured("SPO2", "Iltmætning", "%"),
            Trend.Kind.measured("FEV1_PCT", "Lungefunktion (FEV1 i procent af forventet)", "%"),
            Trend.Kind.measured("GLUKOSE", "Blodsukker målt uden for laboratoriet", "mmol/L"),
            Trend.Kind.laboratory("HBA1C", "Langtidsblodsukker (HbA1c)", "mmol/mol"),
            Trend.Kind.laboratory("GLUKOSE", "Blodsukker", "mmol/L"),
            Trend.Kind.laboratory("LDL", "LDL-kolesterol", "mmol/L"),
            Trend.Kind.laboratory("HDL", "HDL-kolesterol", "mmol/L"),
            Trend.Kind.laboratory("TOTKOL", "Kolesterol i alt", "mmol/L"),
            Trend.Kind.laboratory("TG", "Triglycerid", "mmol/L"),
            Trend.Kind.laboratory("EGFR", "Nyrefunktion (eGFR)", "mL/min"),
            Trend.Kind.laboratory("KREA", "Kreatinin", "µmol/L"),
            Trend.Kind.laboratory("UACR", "Protein i urinen (U-ACR)", "mg/g"),
            Trend.Kind.laboratory("HB", "Blodprocent (hæmoglobin)", "mmol/L"),
            Trend.Kind.laboratory("K", "Kalium", "mmol/L"),
            Trend.Kind.laboratory("NA", "Natrium", "mmol/L"),
            Trend.Kind.laboratory("CRP", "Betændelsestal (CRP)", "mg/L"));

    private final Ask ask;
    private final Registrations registrations;
    private final Map<String, String> sourceNames;

    TrendPage(Ask ask, Registrations registrations, Map<String, String> sourceNames) {
        this.ask = ask;
        this.registrations = registrations;
        this.sourceNames = sourceNames;
    }

    Reply show(Visit visit) {
        Supplier<Answer> laboratory = ask.begin(visit.session(), LABORATORY);
        Supplier<Answer> measured = ask.begin(visit.session(), MEASURED);
        Map<String, String> places =
                ask.begin(visit.session(), "SELECT org_id, navn FROM organisation").get().rows().stream()
                        .collect(Collectors.toMap(row -> row.text("org_id"), row -> row.text("navn"), (a, b) -> a));
        List<Answer> answers = List.of(laboratory.get(), measured.get());
        answers.stream().filter(answer -> answer.silentSource().isEmpty()).forEach(Answer::orThrow);
        List<Trend.Point> tests = once(answers.get(0).rows().stream()
                .map(row -> point(
                        row, range(row), places.getOrDefault(row.text("sted"), row.text("sted")), row.text("operator")))
                .toList());
        List<Trend.Point> values = Stream.concat(
                        answers.get(1).rows().stream()
                                .map(row -> point(row, Trend.Range.NONE, Labels.of("sted " + row.text("sted")), "=")),
                        registrations.of(visit.person()).stream()
                                .filter(one -> one.item().measured())
                                .map(TrendPage::own))
                .toList();
        List<Trend> trends = KINDS.stream()
                .map(kind -> new Trend(
                        kind,
                        (kind.laboratory() ? tests : values)
                                .stream()
                                        .filter(point -> kind.series().containsKey(point.concept()))
                                        .toList()))
                .filter(trend -> !trend.points().isEmpty())
                .toList();
        Map<String, Object> model = new HashMap<>();
        model.put("kurver", trends);
        model.put("kilder", Completeness.of(answers, Set.of(), sourceNames));
        model.put(
                "noter",
                answers.stream()
                        .flatMap(answer -> answer.notices().stream())
                        .map(notice -> notice.text())
                        .distinct()
                        .toList());
        return Reply.page("borger/udvikling", model);
    }

    /** Blood pressure; the limit is 5 mmHg lower at home. */
    private static Trend.Kind pressure() {
        Map<String, String> series = new LinkedHashMap<>();
        series.put("BT_SYS", "Højt tal");
        series.put("BT_DIA", "Lavt tal");
        return new Trend.Kind(
                "Blodtryk",
                "mmHg",
                false,
                Collections.unmodifiableMap(series),
                Optional.of(new Trend.Limit(
                        BigDecimal.valueOf(140), "Blodtrykket er forhøjet fra 140/90, målt derhjemme fra 135/85")));
    }

    private Trend.Point point(Answer.Row row, Trend.Range range, String place, String operator) {
        return new Trend.Point(
                row.text("begreb"),
                Objects.requireNonNull((LocalDateTime) row.get("tid")),
                new BigDecimal(row.text("vaerdi_num")),
                operator,
                range,
                place,
                row.text("sted"),
                sources(row.text("kilder")));
    }

    private static Trend.Point own(Registrations.Registration one) {
        return new Trend.Point(
                one.item().name(),
                one.day().atStartOfDay(),
                new BigDecimal(one.answer()),
                "=",
                Trend.Range.NONE,
                "skrevet af dig",
                "hjemme",
                List.of("Mine egne oplysninger"));
    }

    private static Trend.Range range(Answer.Row row) {
        return new Trend.Range(number(row, "ref_nedre"), number(row, "ref_oevre"));
    }

    private static Optional<BigDecimal> number(Answer.Row row, String column) {
        return Optional.of(row.text(column)).filter(text -> !text.isEmpty()).map(BigDecimal::new);
    }

    /** Names of the sources in a text such as {@code epj:17, nexus:4}. */
    private List<String> sources(String text) {
        return Stream.of(text.split(", ", -1))
                .map(one -> one.replaceAll(":.*", ""))
                .filter(id -> !id.isEmpty() && !id.equals("…"))
                .map(id -> sourceNames.getOrDefault(id, id))
                .distinct()
                .toList();
    }

    /** A laboratory's answer that stands in several sources is one value. */
    private static List<Trend.Point> once(List<Trend.Point> points) {
        Function<Trend.Point, List<Object>> same =
                point -> List.of(point.concept(), point.time(), point.value().stripTrailingZeros(), point.operator());
        Map<List<Object>, Trend.Point> once = new LinkedHashMap<>();
        points.forEach(point -> once.merge(same.apply(point), point, TrendPage::joined));
        return new ArrayList<>(once.values());
    }

    private static Trend.Point joined(Trend.Point a, Trend.Point b) {
        TreeSet<String> sources = new TreeSet<>(a.sources());
        sources.addAll(b.sources());
        return new Trend.Point(
                a.concept(),
                a.time(),
                a.value(),
                a.operator(),
                a.range().known() ? a.range() : b.range(),
                a.place().isEmpty() ? b.place() : a.place(),
                a.mark(),
                List.copyOf(sources));
    }
}
