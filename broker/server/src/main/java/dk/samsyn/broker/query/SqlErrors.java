package dk.samsyn.broker.query;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.SourceException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.parser.SqlParseException;

/**
 * From the engine's errors to codes. Only messages of the parser and the validator, which speak of the asker's own text, keep
 * words of their own; an error while rows are computed becomes one constant sentence, since it could hold a value.
 */
final class SqlErrors {
    private record Kind(Pattern pattern, ErrorCode code, String sentence) {}

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    Pattern.compile("(?:Object|Table) '([^']*)' not found.*"),
                    ErrorCode.UNKNOWN_TABLE,
                    "There is no table %s. See what there is with the schema browser or getTables."),
            new Kind(Pattern.compile("Table '([^']*)' not found.*"), ErrorCode.UNKNOWN_TABLE, "There is no table %s."),
            new Kind(
                    Pattern.compile("Column '([^']*)' not found.*"),
                    ErrorCode.UNKNOWN_COLUMN,
                    "There is no column %s in the tables that are asked."),
            new Kind(
                    Pattern.compile("Column '([^']*)' is ambiguous.*"),
                    ErrorCode.AMBIGUOUS_NAME,
                    "Column %s stands in several of the tables; write which one, as table.column."),
            new Kind(
                    Pattern.compile("No match found for function signature (\\S+\\(.*\\)|\\S+).*"),
                    ErrorCode.UNKNOWN_FUNCTION,
                    "There is no function %s for these arguments."),
            new Kind(
                    Pattern.compile("WITHIN GROUP not allowed with (\\S+) function.*"),
                    ErrorCode.UNKNOWN_FUNCTION,
                    "There is no function %s that takes WITHIN GROUP."),
            new Kind(
                    Pattern.compile("(Cannot apply .*|Values passed to .*|.*incompatible types.*|.*type mismatch.*|"
                            + "Parameters must be of the same type.*|Illegal use of dynamic parameter.*)"),
                    ErrorCode.TYPE_MISMATCH,
                    "The types do not fit: %s"));

    private SqlErrors() {}

    static QueryException parse(SqlParseException e) {
        int line = e.getPos() == null ? 1 : e.getPos().getLineNum();
        int column = e.getPos() == null ? 1 : e.getPos().getColumnNum();
        String text = String.valueOf(e.getMessage());
        Matcher near = Pattern.compile("(?s)Encountered \"([^\"]{1,40})\".*").matcher(text);
        String where = near.matches() ? " near \"" + near.group(1).trim() + "\"" : "";
        return new QueryException(
                ErrorCode.SYNTAX,
                "The statement cannot be read" + where + ".",
                Math.max(1, line),
                Math.max(1, column),
                e);
    }

    static QueryException validate(CalciteContextException e) {
        String message = e.getCause() == null ? "" : String.valueOf(e.getCause().getMessage());
        for (Kind kind : KINDS) {
            Matcher m = kind.pattern().matcher(message.lines().findFirst().orElse(""));
            if (m.matches()) {
                String sentence = String.format(java.util.Locale.ROOT, kind.sentence(), m.group(1));
                return new QueryException(kind.code(), sentence, e.getPosLine(), e.getPosColumn(), e);
            }
        }
        return new QueryException(
                ErrorCode.STATEMENT_INVALID,
                "The statement is not valid: " + message,
                e.getPosLine(),
                e.getPosColumn(),
                e);
    }

    /** The table or column that a statement names and that does not exist for its asker. */
    static Optional<String> unknownName(CalciteContextException e) {
        String message = e.getCause() == null ? "" : String.valueOf(e.getCause().getMessage());
        return KINDS.stream()
                .filter(kind -> kind.code() == ErrorCode.UNKNOWN_TABLE || kind.code() == ErrorCode.UNKNOWN_COLUMN)
                .map(kind -> kind.pattern().matcher(message.lines().findFirst().orElse("")))
                .filter(Matcher::matches)
                .map(matched -> matched.group(1))
                .findFirst();
    }

    /** What a run ended with: the broker's own error if there is one inside, else one constant sentence. */
    static QueryException running(Throwable e, boolean rows) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof QueryException known) {
                return known;
            }
            if (cause instanceof SourceException source) {
                return new QueryException(source.code(), "Source " + source.source() + " could not answer.", source);
            }
        }
        if (e instanceof StackOverflowError) {
            return new QueryException(ErrorCode.STATEMENT_TOO_LARGE, "The statement is nested too deeply.", e);
        }
        if (e instanceof OutOfMemoryError) {
            return new QueryException(ErrorCode.MEMORY_LIMIT, "The answer needs more memory than a query may use.", e);
        }
        return rows
                ? new QueryException(
                        ErrorCode.EXPRESSION_FAILED,
                        "An expression of the statement failed on the rows, for instance a division by zero or a text that is no"
                                + " number. Guard it with CASE.",
                        e)
                : new QueryException(
                        ErrorCode.NOT_PLANNABLE, "The broker cannot answer this statement. Write it simpler.", e);
    }
}
