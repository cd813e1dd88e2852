package dk.samsyn.broker.steward;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A statement's text with every constant replaced, so that what was asked can be told without about whom. */
final class StatementShape {
    private static final Pattern PIECE = Pattern.compile("(?<name>\"(?:[^\"]++|\"\")*+\")"
            + "|(?<text>'(?:[^']++|'')*+')"
            + "|(?<comment>--[^\\n]*+|/\\*(?s:.*?)\\*/)"
            + "|(?<number>(?<![A-Za-z0-9_])[0-9]++(?:\\.[0-9]++)?+)");

    private StatementShape() {}

    /** The text on one line; texts and numbers are {@code ?}, comments are gone. */
    static String of(String sql) {
        Matcher piece = PIECE.matcher(sql);
        StringBuilder shape = new StringBuilder();
        while (piece.find()) {
            String instead = piece.group("name") != null ? piece.group() : piece.group("comment") != null ? " " : "?";
            piece.appendReplacement(shape, Matcher.quoteReplacement(instead));
        }
        return piece.appendTail(shape).toString().replaceAll("\\s+", " ").strip();
    }
}
