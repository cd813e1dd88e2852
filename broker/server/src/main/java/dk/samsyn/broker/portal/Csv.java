package dk.samsyn.broker.portal;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Lines for Danish spreadsheets: semicolons, quotes where needed, and nothing that a spreadsheet would take for a formula. */
public final class Csv {
    private Csv() {}

    /** One line with its end. */
    public static String line(String... cells) {
        return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(";", "", "\r\n"));
    }

    private static String cell(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        String harmless = formula ? "'" + text : text;
        return harmless.matches("[^;\"\\r\\n]*") ? harmless : "\"" + harmless.replace("\"", "\"\"") + "\"";
    }
}
