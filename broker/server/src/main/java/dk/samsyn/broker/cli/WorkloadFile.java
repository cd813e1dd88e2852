package dk.samsyn.broker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Named statements in files: {@code -- A01 Title} and then the statement up to a semicolon. */
final class WorkloadFile {
    private WorkloadFile() {}

    /** A statement with its name and title. */
    record Question(String name, String title, String sql) {}

    /** All statements of all {@code .sql} files of a folder, files by name. */
    static List<Question> read(Path folder) throws IOException {
        List<Question> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".sql")).sorted().toList()) {
                all.addAll(questions(Files.readAllLines(file)));
            }
        }
        return all;
    }

    static List<Question> questions(List<String> lines) {
        List<Question> all = new ArrayList<>();
        String name = "";
        String title = "";
        StringBuilder sql = new StringBuilder();
        for (String line : lines) {
            if (line.matches("-- [A-Z]\\d+ .*")) {
                name = line.substring(3, line.indexOf(' ', 3));
                title = line.substring(line.indexOf(' ', 3) + 1);
            } else if (!line.startsWith("--")) {
                sql.append(line).append('\n');
                if (line.endsWith(";")) {
                    String text = sql.toString().strip();
                    all.add(new Question(name, title, text.substring(0, text.length() - 1)));
                    sql.setLength(0);
                }
            }
        }
        return all;
    }
}
