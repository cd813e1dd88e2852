package dk.samsyn.broker.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextsTest {
    private static final Pattern TEXT = Pattern.compile("\"([^\"]+)\" \\| t\\b");
    private static final Path TEMPLATES =
            Path.of("src", "main", "resources", "dk", "samsyn", "broker", "portal", "templates");

    @Test
    void everyTextOfATemplateHasEnglish() throws IOException {
        Texts texts = new Texts();
        TreeSet<String> missing = new TreeSet<>();
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher text = TEXT.matcher(Files.readString(file));
                while (text.find()) {
                    if (!texts.knows(text.group(1))) {
                        missing.add(text.group(1));
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void whatIsNotTranslatedStaysDanish() {
        assertThat(new Texts().of("Noget, ingen har oversat", "en")).isEqualTo("Noget, ingen har oversat");
    }
}
