package dk.samsyn.broker.portal;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.pebbletemplates.pebble.error.LoaderException;
import io.pebbletemplates.pebble.error.ParserException;
import io.pebbletemplates.pebble.error.PebbleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class TemplatesTest {
    private static final Path FOLDER =
            Path.of("src", "main", "resources", "dk", "samsyn", "broker", "portal", "templates");

    @TestFactory
    Stream<DynamicTest> everyTemplateCanBeReadAndRefusesNamesItsModelDoesNotHave() throws IOException {
        Templates templates = new Templates(new Assets());
        List<String> names;
        try (Stream<Path> files = Files.walk(FOLDER)) {
            names = files.filter(Files::isRegularFile)
                    .map(file -> FOLDER.relativize(file).toString().replace(".html", ""))
                    .toList();
        }
        return names.stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> assertThatCode(() -> templates.render(name, Map.of()))
                        .isInstanceOf(PebbleException.class)
                        .isNotInstanceOfAny(ParserException.class, LoaderException.class)));
    }
}
