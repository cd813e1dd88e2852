package dk.samsyn.broker.portal.analyst;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Csv;
import dk.samsyn.broker.portal.Listing;
import dk.samsyn.broker.portal.NoticeWords;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Sheet;
import dk.samsyn.broker.portal.Visit;
import dk.samsyn.broker.query.Catalogue;
import dk.samsyn.broker.query.ResultColumn;
import dk.samsyn.spi.ErrorCode;
import io.vertx.core.buffer.Buffer;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** {@code /sql}: a statement, its answer and what stands behind it. The same catalogue, policies and limits as over JDBC. */
final class SqlPage {
    private static final int SHOWN = 500;
    private static final int FILED = 100_000;
    private static final String FIRST =
            "SELECT koen, COUNT(DISTINCT pid) AS antal\nFROM borger\nGROUP BY koen\nORDER BY koen";

    private static final Set<Integer> NUMBERS = Set.of(
            Types.TINYINT,
            Types.SMALLINT,
            Types.INTEGER,
            Types.BIGINT,
            Types.DECIMAL,
            Types.NUMERIC,
            Types.DOUBLE,
            Types.FLOAT,
            Types.REAL);

    private final Ask ask;
    private final Statements statements;
    private final Map<String, String> sourceNames;
    private final Clock clock;

    SqlPage(Ask ask, Statements statements, Map<String, String> sourceNames, Clock clock) {
        this.ask = ask;
        this.statements = statements;
        this.sourceNames = sourceNames;
        this.clock = clock;
    }

    /** A source behind an answer, with the time of its data. */
    record Source(String name, boolean answered, String asOf) {}

    Reply show(Visit visit) {
        String text = visit.value("id")
                .map(id -> statements.text(visit.session().principal(), id))
                .orElse(FIRST);
        Map<String, Object> model = page(visit, text, visit.session());
        model.put("svar", Optional.empty());
        return Reply.page("analyse/sql", model);
    }

    /** Runs a statement or asks for its plan. */
    Reply run(Visit visit) {
        Session session = session(visit);
        String text = visit.needed("sql");
        boolean plan = visit.value("g").filter("plan"::equals).isPresent();
        long start = System.nanoTime();
        Listing answer = ask.list(session, name(visit), plan ? "EXPLAIN " + text : text, SHOWN);
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (!plan) {
            statements.ran(
                    session.principal(),
                    clock.instant(),
                    session.purpose().label(),
                    text,
                    answer.failure().map(e -> e.errorCode().code()).orElse("ok"),
                    answer.rows().size());
        }
        Map<String, Object> model = visit.fragment() ? new HashMap<>() : page(visit, text, session);
        model.putAll(answered(answer, plan, millis));
        return Reply.page(visit.fragment() ? "analyse/svar" : "analyse/sql", model);
    }

    /** The whole answer as a file. */
    Reply file(Visit visit) {
        Listing answer = ask.list(session(visit), name(visit), visit.needed("sql"), FILED);
        answer.failure().ifPresent(e -> {
            throw e;
        });
        if (answer.more()) {
            throw new QueryException(ErrorCode.ROW_CAP_EXCEEDED, "a file takes at most " + FILED + " rows");
        }
        if (visit.needed("g").equals("xlsx")) {
            return new Reply.Download(
                    "svar.xlsx",
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    Buffer.buffer(Sheet.of(
                            answer.columns().stream().map(ResultColumn::name).toList(),
                            answer.rows().stream().map(SqlPage::plain).toList())));
        }
        // The mark tells spreadsheets that the letters are UTF-8.
        StringBuilder csv = new StringBuilder("\uFEFF");
        csv.append(Csv.line(answer.columns().stream().map(ResultColumn::name).toArray(String[]::new)));
        answer.rows()
                .forEach(row ->
                        csv.append(Csv.line(Arrays.stream(row).map(Cells::text).toArray(String[]::new))));
        return new Reply.Download("svar.csv", "text/csv; charset=utf-8", Buffer.buffer(csv.toString()));
    }

    /** Numbers and dates as they are, everything else as a page writes it. */
    private static @Nullable Object[] plain(@Nullable Object[] row) {
        return Arrays.stream(row)
                .map(value -> value instanceof Number || value instanceof LocalDate || value instanceof LocalDateTime
                        ? value
                        : value == null ? null : Cells.text(value))
                .toArray();
    }

    Reply cancel(Visit visit) {
        ask.cancel(visit.session(), name(visit));
        return Reply.to("/sql");
    }

    Reply save(Visit visit) {
        String name = visit.needed("navn");
        String id = statements.save(
                visit.session().principal(),
                clock.instant(),
                name.substring(0, Math.min(100, name.length())),
                visit.needed("sql"),
                visit.value("del").isPresent());
        return Reply.to("/sql?id=" + id);
    }

    Reply delete(Visit visit) {
        statements.delete(visit.session().principal(), visit.needed("id"));
        return Reply.to("/sql");
    }

    private static String name(Visit visit) {
        return visit.value("koersel")
                .filter(id -> id.matches("[0-9a-f-]{8,40}"))
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    /** The purpose and the reason that the form names, for this statement only. */
    private static Session session(Visit visit) {
        Session signedIn = visit.session();
        Purpose purpose = visit.value("formaal")
                .map(label -> Purpose.of(label)
                        .filter(signedIn.principal().purposes()::contains)
                        .orElseThrow(() -> Visit.invalid("formaal")))
                .orElse(signedIn.purpose());
        return new Session(
                signedIn.principal(),
                purpose,
                visit.value("aarsag"),
                visit.value("hele").isEmpty(),
                "portal");
    }

    private Map<String, Object> page(Visit visit, String text, Session session) {
        Catalogue catalogue = ask.catalogue(session);
        Map<String, Object> model = new HashMap<>();
        model.put("sql", text);
        model.put("formaal", session.purpose().label());
        model.put(
                "formaalene",
                session.principal().purposes().stream()
                        .map(Purpose::label)
                        .sorted()
                        .toList());
        model.put("spring", session.principal().role().equals("hospitalslaege"));
        model.put(
                "tabeller",
                catalogue.tables().stream()
                        .sorted(Comparator.comparing(Catalogue.Table::schema)
                                .reversed()
                                .thenComparing(Catalogue.Table::name))
                        .toList());
        model.put("holdt", catalogue.withheld());
        model.put("navne", names(catalogue));
        model.put("koert", statements.lately(visit.session().principal()));
        model.put("gemt", statements.saved(visit.session().principal()));
        return model;
    }

    /** Names for completion: {@code {"sundhed": {"borger": ["pid", …]}}}. */
    private static String names(Catalogue catalogue) {
        Map<String, Map<String, List<String>>> names = new TreeMap<>();
        catalogue.tables().stream()
                .sorted(Comparator.comparing(Catalogue.Table::name))
                .forEach(table -> names.computeIfAbsent(table.schema(), schema -> new TreeMap<>())
                        .put(
                                table.name(),
                                table.columns().stream().map(ResultColumn::name).toList()));
        try {
            return new ObjectMapper().writeValueAsString(names);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> answered(Listing answer, boolean plan, long millis) {
        Map<String, Object> model = new HashMap<>();
        model.put("svar", Optional.of(answer));
        model.put("plan", plan);
        model.put("millisekunder", millis);
        model.put("fejl", answer.failure().map(QueryException::display).orElse(""));
        model.put("fejl_ord", answer.failure().map(StatementWords::of).orElse(""));
        model.put("kolonner", answer.columns());
        model.put(
                "raekker",
                answer.rows().stream()
                        .map(row -> Arrays.stream(row).map(Cells::of).toList())
                        .toList());
        model.put("talkolonner", numbers(answer.columns()));
        model.put("flere", answer.more());
        model.put(
                "noter",
                answer.telling().notices().stream()
                        .map(notice -> NoticeWords.of(notice, sourceNames))
                        .toList());
        model.put(
                "kilder",
                answer.telling().sources().stream()
                        .map(use -> new Source(
                                sourceNames.getOrDefault(use.id(), use.id()),
                                use.status().equals("ok"),
                                use.asOf().map(SqlPage::minute).orElse("")))
                        .toList());
        model.put("politikker", answer.telling().policies());
        return model;
    }

    /** Places of the columns of numbers, from 0. */
    private static List<Long> numbers(List<ResultColumn> columns) {
        return LongStream.range(0, columns.size())
                .filter(i -> NUMBERS.contains(columns.get((int) i).jdbcType()))
                .boxed()
                .toList();
    }

    /** {@code 2026-11-23T02:00:05.1} as {@code 23.11.2026 02:00}. */
    private static String minute(String iso) {
        return iso.matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}.*")
                ? iso.substring(8, 10) + "." + iso.substring(5, 7) + "." + iso.substring(0, 4) + " "
                        + iso.substring(11, 16)
                : iso;
    }
}
