package dk.samsyn.broker.portal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** English for the Danish texts that pages are written in; a text without a translation stays Danish. */
final class Texts {
    private final Map<String, String> english;

    Texts() {
        Properties file = new Properties();
        try (InputStream in = Texts.class.getResourceAsStream("english.properties")) {
            if (in != null) {
                file.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.english = file.stringPropertyNames().stream()
                .collect(Collectors.toUnmodifiableMap(Texts::key, file::getProperty));
    }

    /** The text in a language. */
    String of(String danish, String language) {
        return language.equals("en") ? english.getOrDefault(key(danish), danish) : danish;
    }

    /** Whether the text has a translation. */
    boolean knows(String danish) {
        return english.containsKey(key(danish));
    }

    /** Texts as keys of a properties file: these end at a blank, colon or equals sign. */
    private static String key(String danish) {
        return danish.strip().replaceAll("[\\s:=]+", "_");
    }
}
