package dk.samsyn.driver;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Where the broker is and with what properties: {@code jdbc:samsyn:http://HOST:PORT/jdbc}, then {@code ;name=value} or {@code
 * ?name=value&name=value}. Properties given beside the URL win over those in it.
 *
 * @param jdbc the JDBC door
 * @param api the HTTP door
 * @param properties everything given
 */
record Address(URI jdbc, URI api, Properties properties) {
    static final String PREFIX = "jdbc:samsyn:";

    /** Parses a URL that begins with {@link #PREFIX}. */
    static Address parse(String url, Properties given) throws SQLException {
        String rest = url.substring(PREFIX.length());
        int end = rest.length();
        for (char mark : new char[] {';', '?'}) {
            int at = rest.indexOf(mark);
            end = at < 0 ? end : Math.min(end, at);
        }
        Properties all = new Properties();
        for (String pair : rest.substring(end).split("[;?&]", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                all.setProperty(
                        pair.substring(0, equals).trim(),
                        URLDecoder.decode(pair.substring(equals + 1).replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        given.stringPropertyNames().forEach(name -> all.setProperty(name, given.getProperty(name)));
        try {
            URI uri = new URI(rest.substring(0, end));
            String scheme = String.valueOf(uri.getScheme());
            if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
                throw malformed(null);
            }
            String path = uri.getPath() == null || uri.getPath().length() < 2 ? "/jdbc" : uri.getPath();
            String base = path.endsWith("/jdbc") ? path.substring(0, path.length() - "/jdbc".length()) : "";
            return new Address(uri.resolve(path), uri.resolve(base + "/api/"), all);
        } catch (URISyntaxException e) {
            throw malformed(e);
        }
    }

    private static SQLException malformed(@org.jspecify.annotations.Nullable Exception cause) {
        return new SQLException("the URL must be like " + PREFIX + "http://HOST:PORT/jdbc", "08001", cause);
    }
}
