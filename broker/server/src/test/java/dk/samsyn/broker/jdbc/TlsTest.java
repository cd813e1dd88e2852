package dk.samsyn.broker.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.config.BrokerConfig;
import dk.samsyn.broker.doors.DoorsFixture;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doors over TLS with a certificate of one's own. */
class TlsTest {
    private static final String PASSWORD = "not-a-secret";

    @TempDir
    Path folder;

    @Test
    void theDriverTrustsTheCertificateItIsGivenAndNoOther() throws Exception {
        BrokerConfig plain = DoorsFixture.config();
        Path truststore = folder.resolve("trust.p12");
        BrokerConfig config = new BrokerConfig(
                new BrokerConfig.Server("127.0.0.1", 0, Optional.of(certificate(truststore))),
                plain.auditFile(),
                plain.logCheck(),
                plain.store(),
                plain.users(),
                plain.persons(),
                plain.limits(),
                plain.secrets(),
                plain.portal(),
                plain.signOn());
        try (DoorsFixture doors = new DoorsFixture(config)) {
            assertThat(doors.url()).startsWith("https://");
            String url = "jdbc:samsyn:" + doors.url() + "/jdbc";
            Properties info = new Properties();
            info.setProperty("user", "analytiker");
            info.setProperty("password", "samsyn");
            assertThatThrownBy(() -> DriverManager.getConnection(url, info))
                    .isInstanceOf(SQLNonTransientConnectionException.class);
            info.setProperty("truststore", truststore.toString());
            info.setProperty("truststore_password", PASSWORD);
            try (Connection connection = DriverManager.getConnection(url, info);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("rows 1")) {
                assertThat(rows.next()).isTrue();
            }
        }
    }

    private BrokerConfig.Tls certificate(Path truststore) throws Exception {
        Path keystore = folder.resolve("key.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keystore.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(keystore.toFile(), PASSWORD.toCharArray());
        Certificate certificate = keys.getCertificate("broker");
        Key key = keys.getKey("broker", PASSWORD.toCharArray());
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("broker", certificate);
        try (OutputStream out = Files.newOutputStream(truststore)) {
            trust.store(out, PASSWORD.toCharArray());
        }
        return new BrokerConfig.Tls(
                pem("cert.pem", "CERTIFICATE", certificate.getEncoded()),
                pem("key.pem", "PRIVATE KEY", key.getEncoded()));
    }

    private Path pem(String name, String kind, byte[] bytes) throws Exception {
        String text = "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + kind + "-----\n";
        return Files.writeString(folder.resolve(name), text);
    }
}
