package dk.samsyn.driver;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.calcite.avatica.Meta;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to the broker. Credentials go with every request, so no challenge is awaited; an interrupt ends a request that is waiting.
 */
final class BrokerClient {
    private static final Duration CONNECT = Duration.ofSeconds(20);
    /** The broker answers within seconds, with an empty frame if need be; starting a query may take its whole time. */
    private static final Duration ANSWER = Duration.ofMinutes(10);

    private static final String COLUMNS = "application/vnd.samsyn.columns";
    private static final HttpResponse.BodyHandler<String> TEXT =
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8);

    private final Address address;
    private final HttpClient http;
    private final @Nullable String authorization;
    private volatile String clientName;

    BrokerClient(Address address) throws SQLException {
        this.address = address;
        this.authorization = authorization(address.properties());
        this.clientName = address.properties().getProperty("ApplicationName", "samsyn-jdbc");
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
        trust(address.properties()).ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    /** The request was interrupted; the thread's interrupt flag is set again. */
    static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Interrupted(InterruptedException cause) {
            super(cause);
        }
    }

    /** The broker could not be reached. */
    static final class Unreachable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreachable(IOException cause) {
            super(cause);
        }
    }

    /** An answer of the HTTP door. */
    record Answer(int status, String body) {}

    /**
     * What the broker answered to a request of Avatica's.
     *
     * @param frame the answer's rows, if they stand beside it; its own frame is empty then
     */
    record Reply(String json, Optional<Meta.Frame> frame) {}

    /**
     * Sends a request of Avatica's.
     *
     * @param limits what the statement asks of the broker beside its text
     */
    Reply call(String json, Limits limits) {
        HttpRequest.Builder request = request(address.jdbc(), limits.patience().orElse(ANSWER))
                .header("Content-Type", "application/json")
                .header("Accept", COLUMNS)
                .POST(HttpRequest.BodyPublishers.ofString(json));
        limits.timeoutMillis().ifPresent(millis -> request.header("Samsyn-Timeout-Ms", String.valueOf(millis)));
        limits.maxRows().ifPresent(rows -> request.header("Samsyn-Max-Rows", String.valueOf(rows)));
        HttpResponse<byte[]> response = send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        byte[] body = response.body();
        if (response.headers()
                .firstValue("Content-Type")
                .filter(COLUMNS::equals)
                .isEmpty()) {
            return new Reply(new String(body, StandardCharsets.UTF_8), Optional.empty());
        }
        int length = ByteBuffer.wrap(body).getInt();
        String answer = new String(body, Integer.BYTES, length, StandardCharsets.UTF_8);
        return new Reply(answer, Optional.of(ColumnFrame.read(body, Integer.BYTES + length)));
    }

    /**
     * What a statement asks of the broker beside its text.
     *
     * @param timeoutMillis its time-out
     * @param maxRows rows after which the answer ends
     * @param patience how long the request itself may take
     */
    record Limits(Optional<Long> timeoutMillis, Optional<Long> maxRows, Optional<Duration> patience) {
        static final Limits NONE = new Limits(Optional.empty(), Optional.empty(), Optional.empty());
    }

    Answer get(String path) {
        HttpResponse<String> response =
                send(request(address.api().resolve(path), CONNECT).GET().build(), TEXT);
        return new Answer(response.statusCode(), response.body());
    }

    Answer delete(String path) {
        HttpResponse<String> response =
                send(request(address.api().resolve(path), CONNECT).DELETE().build(), TEXT);
        return new Answer(response.statusCode(), response.body());
    }

    /** What the broker is told that the client calls itself, from now on. */
    void clientName(String name) {
        StringBuilder ascii = new StringBuilder();
        name.chars().limit(200).forEach(c -> ascii.append(c >= ' ' && c < 127 ? (char) c : '?'));
        clientName = ascii.toString();
    }

    private HttpRequest.Builder request(URI uri, Duration patience) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(patience).header("Samsyn-Client", clientName);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request;
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted(e);
        } catch (IOException e) {
            throw new Unreachable(e);
        }
    }

    private static @Nullable String authorization(Properties properties) {
        String token = properties.getProperty("token");
        if (token != null) {
            return "Bearer " + token;
        }
        String user = properties.getProperty("user", properties.getProperty("avatica_user"));
        String password = properties.getProperty("password", properties.getProperty("avatica_password"));
        if (user == null || password == null) {
            return null;
        }
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private static Optional<SSLContext> trust(Properties properties) throws SQLException {
        String file = properties.getProperty("truststore");
        if (file == null) {
            return Optional.empty();
        }
        char[] password = properties.getProperty("truststore_password", "").toCharArray();
        try (InputStream in = new FileInputStream(file)) {
            KeyStore store = KeyStore.getInstance(properties.getProperty("truststore_type", KeyStore.getDefaultType()));
            store.load(in, password.length == 0 ? null : password);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return Optional.of(context);
        } catch (IOException | GeneralSecurityException e) {
            throw new SQLException("the truststore cannot be read", "08001", e);
        }
    }
}
