package dk.samsyn.broker.store;

import java.util.Map;

/**
 * Where the broker's own database is.
 *
 * @param url JDBC URL of an H2 file or a PostgreSQL database
 * @param user database user
 * @param password its password, from the environment
 */
public record StoreSettings(String url, String user, String password) {
    /** Values of the placeholders by which a source's file names this database. */
    public Map<String, String> asSource() {
        return Map.of(
                "SAMSYN_OWN_URL", url,
                "SAMSYN_OWN_USER", user,
                "SAMSYN_OWN_PASSWORD", password,
                "SAMSYN_OWN_DIALECT", url.startsWith("jdbc:h2:") ? "h2" : "postgresql");
    }

    @Override
    public String toString() {
        return "StoreSettings[" + url.replaceFirst("[?;].*", "") + "]";
    }
}
