package dk.samsyn.broker.portal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.dhatim.fastexcel.BorderStyle;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** Rows as a workbook of one sheet: numbers and dates as such, everything else as text and never as a formula. */
public final class Sheet {
    private static final String DATE = "dd/mm/yyyy";
    private static final String TIME = "dd/mm/yyyy hh:mm";
    private static final int WIDTH = 18;

    private Sheet() {}

    /**
     * The file.
     *
     * @param columns headings
     * @param rows values: numbers, dates, times, texts or null
     */
    public static byte[] of(List<String> columns, List<@Nullable Object[]> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "Samsyn", "1.0")) {
            Worksheet sheet = book.newWorksheet("Svar");
            for (int c = 0; c < columns.size(); c++) {
                sheet.value(0, c, printable(columns.get(c)));
                sheet.style(0, c).bold().borderStyle(BorderStyle.THIN).set();
                sheet.width(c, WIDTH);
            }
            sheet.freezePane(0, 1);
            for (int r = 0; r < rows.size(); r++) {
                @Nullable Object[] row = rows.get(r);
                for (int c = 0; c < row.length; c++) {
                    write(sheet, r + 1, c, row[c]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Worksheet sheet, int row, int column, @Nullable Object value) {
        if (value == null) {
            return;
        }
        if (value instanceof BigDecimal decimal) {
            sheet.value(row, column, decimal);
        } else if (value instanceof Number number) {
            sheet.value(row, column, number);
        } else if (value instanceof LocalDate date) {
            sheet.value(row, column, date);
            sheet.style(row, column).format(DATE).set();
        } else if (value instanceof LocalDateTime time) {
            sheet.value(row, column, time);
            sheet.style(row, column).format(TIME).set();
        } else {
            sheet.value(row, column, printable(value.toString()));
        }
    }

    /** XML has no place for most control characters. */
    private static String printable(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().filter(c -> c >= ' ' || c == '\n' || c == '\t').forEach(safe::appendCodePoint);
        return safe.toString();
    }
}
