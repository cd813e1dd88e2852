package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.QueryException;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Made questions have the same answer over the sources as over the truth in one PostgreSQL. */
@Tag("nightly")
class MadeQuestionsTest {
    private static final int QUESTIONS = Integer.getInteger("samsyn.questions", 2_000);
    private static final long SEED = Long.getLong("samsyn.questions.seed", 1);
    /** What PostgreSQL says of a statement that took too long there: it is compared with nothing. */
    private static final String CANCELLED = "57014";

    private static final Set<String> LOOKUP_ONLY = Set.of("medicin_ordination", "recept_udlevering");

    @Test
    void haveOneAnswer(TestReporter reporter) throws IOException, SQLException {
        Lille lille = Lille.get();
        List<String> wrong = new ArrayList<>();
        try (TruthStatements truth = TruthStatements.load()) {
            QuestionMaker maker = new QuestionMaker(SEED, tables(lille, truth));
            for (int i = 0; i < QUESTIONS; i++) {
                String sql = maker.next();
                String problem = compared(lille, truth, sql);
                if (problem != null) {
                    wrong.add(i + ": " + sql + "\n    " + problem);
                    reporter.publishEntry("wrong", wrong.get(wrong.size() - 1));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static @Nullable String compared(Lille lille, TruthStatements truth, String sql) {
        List<String> central;
        try {
            central = truth.rows(sql);
        } catch (SQLException e) {
            return CANCELLED.equals(e.getSQLState()) ? null : "the truth: " + e.getMessage();
        }
        try {
            List<String> federated = TruthStatements.texts(lille.rows(Lille.alt(), sql));
            Map<String, Integer> difference = TruthStatements.difference(federated, central);
            return difference.isEmpty()
                    ? null
                    : federated.size() + " rows over the sources, " + central.size() + " in the truth: "
                            + difference.entrySet().stream().limit(4).toList();
        } catch (QueryException e) {
            return e.errorCode() + " " + e.getMessage();
        } catch (RuntimeException | AssertionError e) {
            return "CRASH " + e;
        }
    }

    /** The tables of the truth that may be asked whole, with some of each column's values. */
    private static List<QuestionMaker.Table> tables(Lille lille, TruthStatements truth) throws SQLException {
        List<QuestionMaker.Table> tables = new ArrayList<>();
        for (Catalogue.Table table : lille.queries.catalogue(Lille.alt()).tables()) {
            if (!table.schema().equals("sundhed")
                    || LOOKUP_ONLY.contains(table.name())
                    || !Files.exists(truth.folder.resolve(table.name() + ".csv"))) {
                continue;
            }
            List<ResultColumn> columns = table.columns().stream()
                    .filter(c -> !c.name().equals("hentet_tid"))
                    .toList();
            Map<String, List<String>> values = new LinkedHashMap<>();
            for (ResultColumn column : columns) {
                String name = "\"" + column.name() + "\"";
                List<String> some = new ArrayList<>();
                truth.rows("SELECT " + name + " FROM " + table.name() + " WHERE " + name + " IS NOT NULL GROUP BY "
                                + name + " ORDER BY count(*) DESC, 1 LIMIT 8")
                        .forEach(value -> some.add(literal(column.typeName(), value)));
                values.put(column.name(), some);
            }
            tables.add(new QuestionMaker.Table(table.name(), columns, values));
        }
        return tables;
    }

    private static String literal(String type, String value) {
        return switch (type) {
            case "CHAR", "VARCHAR" -> "'" + value.replace("'", "''") + "'";
            case "DATE" -> "DATE '" + value + "'";
            case "TIMESTAMP" -> "TIMESTAMP '" + value.replace('T', ' ') + (value.length() == 16 ? ":00" : "") + "'";
            case "BOOLEAN" -> value.toUpperCase(Locale.ROOT);
            default -> value;
        };
    }
}
