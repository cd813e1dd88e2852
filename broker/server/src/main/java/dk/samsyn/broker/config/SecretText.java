package dk.samsyn.broker.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A secret of the settings: the text itself, or {@code file:PATH} for a file that holds it. No message holds any of it. */
final class SecretText {
    private static final String FILE = "file:";
    private static final int SHORTEST = 16;

    private SecretText() {}

    /**
     * The secret.
     *
     * @param folder where relative paths start
     * @param name the setting, for messages
     * @param problems gets one if the file cannot be read or the secret is too short to be one
     */
    static String of(Path folder, String name, String setting, ConfigProblems problems) {
        String secret = setting;
        if (setting.startsWith(FILE)) {
            Path file = folder.resolve(setting.substring(FILE.length())).normalize();
            try {
                secret = Files.readString(file, StandardCharsets.UTF_8).strip();
            } catch (IOException e) {
                problems.add(
                        "broker.yaml",
                        name + ": " + setting.substring(FILE.length())
                                + " cannot be read. Make it once, of at least " + SHORTEST
                                + " random characters (openssl rand -hex 32), readable by the broker only, and keep a copy:"
                                + " what was made with a lost secret cannot be continued.");
                return "";
            }
        }
        if (secret.length() < SHORTEST) {
            problems.add(
                    "broker.yaml",
                    name + " has " + secret.length() + " characters; a secret has at least " + SHORTEST
                            + " (openssl rand -hex 32 makes one)");
        }
        return secret;
    }
}
