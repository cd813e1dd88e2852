package dk.samsyn.broker.store;

/**
 * Where the broker's own database is.
 *
 * @param url JDBC URL of an H2 file or a PostgreSQL database
 * @param user database user
 * @param password its password, from the environment
 */
public record StoreSettings(String url, String user, String password) {
    @Override
    public String toString() {
        return "StoreSettings[" + url.replaceFirst("[?;].*", "") + "]";
    }
}
