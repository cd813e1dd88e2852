package dk.samsyn.broker.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlDocumentTest {
    @TempDir
    private Path directory = Path.of("");

    private final Problems problems = new Problems();

    private List<YamlDocument> read(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("x.yaml"), text);
        return YamlDocument.readAll(file, "x.yaml", problems);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "12       | 12",
                "-3       | -3",
                "0        | 0",
                "0730     | \"0730\"",
                "099001   | \"099001\"",
                "0x10     | \"0x10\"",
                "1_000    | \"1_000\"",
                "12345678901 | 12345678901",
                "1.50     | 1.50",
                "1e3      | \"1e3\"",
                "true     | true",
                "yes      | \"yes\"",
                "no       | \"no\"",
                "NO       | \"NO\"",
                "~        | null",
                "null     | null",
                "2026-01-01 | \"2026-01-01\"",
                "\"12\"   | \"12\"",
                "'true'   | \"true\"",
                "12:30    | \"12:30\"",
            })
    void onlyJsonsOwnTypesAreMoreThanText(String yaml, String json) throws IOException {
        JsonNode value = read("x: " + yaml).get(0).root().get("x");

        assertThat(value).hasToString(json);
    }

    @Test
    void everyValueHasItsLine() throws IOException {
        YamlDocument document = read("a: 1\nb:\n  - x\n  - c/d: 2\n---\ne: 3\n").get(0);

        assertThat(document.line("")).isEqualTo(1);
        assertThat(document.line("/b")).isEqualTo(2);
        assertThat(document.line("/b/0")).isEqualTo(3);
        assertThat(document.line("/b/1/c~1d")).isEqualTo(4);
        assertThat(document.line("/b/1/missing/deeper")).isEqualTo(4);
    }

    @Test
    void aFileMayHoldSeveralDocuments() throws IOException {
        assertThat(read("a: 1\n---\nb: 2\n")).hasSize(2);
        assertThat(read("a: 1\n---\nb: 2\n").get(1).line("/b")).isEqualTo(3);
    }

    @Test
    void anEndlessFileEnds() throws IOException {
        String bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\nd: &d { e: *d }\n";

        read(bomb);

        assertThat(problems.count()).isPositive();
    }

    @Test
    void aTooLargeFileIsAProblem() throws IOException {
        read("a: " + "x".repeat(2_100_000));

        assertThat(problems.count()).isEqualTo(1);
    }

    @Test
    void aKeyIsAWord() throws IOException {
        read("[a, b]: 1");

        assertThat(problems.count()).isEqualTo(1);
    }
}
