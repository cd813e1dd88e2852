package dk.samsyn.broker.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bearer tokens of programs, {@code conf/tokens.yaml}. Only hashes are kept; a token is a long random text, so an unsalted hash
 * does.
 */
public record TokensFile(List<Token> tokens) {
    public TokensFile {
        tokens = List.copyOf(tokens);
    }

    /**
     * One token.
     *
     * @param sha256 hexadecimal SHA-256 of the token's UTF-8 bytes
     * @param user name of a user in the users file, whose rights the program has
     * @param expires last day on which the token is good
     */
    public record Token(String sha256, String user, LocalDate expires) {}

    /** Reads a tokens file; empty if there was any problem. */
    public static Optional<TokensFile> read(Path file, ConfigProblems problems) {
        return SettingsFile.read(file, "tokens", name -> null, problems)
                .flatMap(yaml -> of(yaml, String.valueOf(file.getFileName()), problems));
    }

    private static Optional<TokensFile> of(JsonNode yaml, String name, ConfigProblems problems) {
        List<Token> tokens = new ArrayList<>();
        for (JsonNode one : yaml.get("tokens")) {
            try {
                tokens.add(new Token(
                        one.get("sha256").asText(),
                        one.get("user").asText(),
                        LocalDate.parse(one.get("expires").asText())));
            } catch (DateTimeParseException e) {
                problems.add(name, "expires of " + one.get("user").asText() + " is no date");
                return Optional.empty();
            }
        }
        return Optional.of(new TokensFile(tokens));
    }
}
