package dk.samsyn.broker.portal.analyst;

import dk.samsyn.broker.portal.Listing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** An answer as a workbook of one sheet (ECMA-376): numbers and dates as such, texts never as formulas. */
final class Sheet {
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    /** Day 0 of spreadsheets, as they count since they took 1900 for a leap year. */
    private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);

    private static final double SECONDS_OF_DAY = 86_400;

    private Sheet() {}

    static byte[] of(Listing answer) {
        Map<String, String> parts = new TreeMap<>();
        parts.put(
                "[Content_Types].xml",
                HEAD + "<Types xmlns=\"" + PACKAGE + "content-types\">"
                        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + override("/xl/workbook.xml", "sheet.main")
                        + override("/xl/worksheets/sheet1.xml", "worksheet")
                        + override("/xl/styles.xml", "styles") + "</Types>");
        parts.put("_rels/.rels", relations(relation(1, "officeDocument", "xl/workbook.xml")));
        parts.put(
                "xl/workbook.xml",
                HEAD + "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + RELATIONS
                        + "\"><sheets><sheet name=\"Svar\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
        parts.put(
                "xl/_rels/workbook.xml.rels",
                relations(relation(1, "worksheet", "worksheets/sheet1.xml") + relation(2, "styles", "styles.xml")));
        parts.put("xl/styles.xml", styles());
        parts.put("xl/worksheets/sheet1.xml", sheet(answer));
        return zipped(parts);
    }

    private static String override(String part, String type) {
        return "<Override PartName=\"" + part
                + "\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml." + type + "+xml\"/>";
    }

    private static String relations(String inner) {
        return HEAD + "<Relationships xmlns=\"" + PACKAGE + "relationships\">" + inner + "</Relationships>";
    }

    private static String relation(int id, String type, String target) {
        return "<Relationship Id=\"rId" + id + "\" Type=\"" + RELATIONS + "/" + type + "\" Target=\"" + target + "\"/>";
    }

    /** Styles 0 plain, 1 date (built-in format 14), 2 date and time (22), 3 heading. */
    private static String styles() {
        return HEAD + "<styleSheet xmlns=\"" + MAIN + "\"><fonts count=\"2\"><font/><font><b/></font></fonts>"
                + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>"
                + "<borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"4\"><xf/>"
                + "<xf numFmtId=\"14\" applyNumberFormat=\"1\"/><xf numFmtId=\"22\" applyNumberFormat=\"1\"/><xf fontId=\"1\" applyFont=\"1\"/>"
                + "</cellXfs></styleSheet>";
    }

    private static String sheet(Listing answer) {
        StringBuilder xml = new StringBuilder(HEAD)
                .append("<worksheet xmlns=\"")
                .append(MAIN)
                .append("\"><sheetData><row>");
        answer.columns().forEach(column -> xml.append(text(column.name(), " s=\"3\"")));
        xml.append("</row>");
        for (@Nullable Object[] row : answer.rows()) {
            xml.append("<row>");
            for (@Nullable Object value : row) {
                xml.append(cell(value));
            }
            xml.append("</row>");
        }
        return xml.append("</sheetData></worksheet>").toString();
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "<c/>";
        }
        if (value instanceof Number) {
            return "<c><v>" + value + "</v></c>";
        }
        if (value instanceof LocalDate date) {
            return "<c s=\"1\"><v>" + days(date) + "</v></c>";
        }
        if (value instanceof LocalDateTime time) {
            double day = days(time.toLocalDate()) + time.toLocalTime().toSecondOfDay() / SECONDS_OF_DAY;
            return "<c s=\"2\"><v>" + day + "</v></c>";
        }
        return text(Cells.text(value), "");
    }

    private static long days(LocalDate date) {
        return ChronoUnit.DAYS.between(DAY_ZERO, date);
    }

    private static String text(String text, String style) {
        StringBuilder safe = new StringBuilder();
        text.codePoints()
                .filter(c -> c >= ' ' || c == '\n' || c == '\t')
                .forEach(c -> safe.append(
                        switch (c) {
                            case '<' -> "&lt;";
                            case '>' -> "&gt;";
                            case '&' -> "&amp;";
                            default -> Character.toString(c);
                        }));
        return "<c t=\"inlineStr\"" + style + "><is><t xml:space=\"preserve\">" + safe + "</t></is></c>";
    }

    private static byte[] zipped(Map<String, String> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
