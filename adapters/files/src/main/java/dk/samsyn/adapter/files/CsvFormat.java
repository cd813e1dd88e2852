package dk.samsyn.adapter.files;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * How a file is written.
 *
 * @param delimiter ASCII character between fields
 * @param charset a charset in which ASCII characters are one byte and stand for themselves, so that a file can be cut at its
 *     line ends without decoding it
 * @param decimal character before the decimals of a number
 */
record CsvFormat(char delimiter, Charset charset, char decimal) {
    private static final Map<String, Charset> CHARSETS = Map.of(
            "UTF-8", StandardCharsets.UTF_8,
            "ISO-8859-1", StandardCharsets.ISO_8859_1,
            "windows-1252", Charset.forName("windows-1252"));

    CsvFormat {
        if (delimiter >= 128 || delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
            throw new IllegalArgumentException("delimiter is one ASCII character other than a quote or line end");
        }
        if (decimal != ',' && decimal != '.') {
            throw new IllegalArgumentException("decimal is ',' or '.'");
        }
    }

    /** The format as configured; the message of a failure names the key. */
    static CsvFormat of(String delimiter, String charset, String decimal) {
        Charset known = CHARSETS.get(charset);
        if (known == null) {
            throw new IllegalArgumentException("charset is one of UTF-8, ISO-8859-1, windows-1252");
        }
        if (delimiter.length() != 1 || decimal.length() != 1) {
            throw new IllegalArgumentException("delimiter and decimal are one character each");
        }
        return new CsvFormat(delimiter.charAt(0), known, decimal.charAt(0));
    }

    /** Characters of a stream; bytes that are not of the charset are an error, never a replacement character. */
    Reader reader(InputStream bytes) {
        return new InputStreamReader(
                bytes,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }
}
