package dk.samsyn.driver;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Properties;
import java.util.logging.Logger;
import org.apache.calcite.avatica.AvaticaConnection;
import org.apache.calcite.avatica.AvaticaFactory;
import org.apache.calcite.avatica.DriverVersion;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.UnregisteredDriver;
import org.apache.calcite.avatica.remote.Service;
import org.jspecify.annotations.Nullable;

/**
 * The driver for {@code jdbc:samsyn:http://HOST:PORT/jdbc}, and {@code https}. Properties: {@code user}, {@code password} or {@code
 * token}; {@code purpose}, {@code organisation}, {@code reason}, {@code partial}; {@code ApplicationName}; {@code truststore},
 * {@code truststore_password}, {@code truststore_type}.
 */
public final class SamsynDriver extends UnregisteredDriver {
    static final int MAJOR = 0;
    static final int MINOR = 1;
    static final String VERSION = MAJOR + "." + MINOR + ".0";
    private static final String[][] PROPERTIES = {
        {"user", "login name"},
        {"password", "password"},
        {"token", "bearer token, instead of user and password"},
        {"purpose", "purpose of the session, if not the user's own"},
        {"organisation", "whom the user acts for"},
        {"reason", "reason for break-glass"},
        {"partial", "true accepts answers with a named gap"},
        {"ApplicationName", "what the client calls itself, for the audit log"},
        {"truststore", "file with the certificates to trust"},
        {"truststore_password", "its password"},
        {"truststore_type", "its type, such as PKCS12"}
    };

    static {
        // Avatica's own driver registers itself when its class is loaded; a copy inside this one should not answer its
        // URLs.
        Driver avatica = new org.apache.calcite.avatica.remote.Driver();
        Collections.list(DriverManager.getDrivers()).stream()
                .filter(driver -> driver.getClass() == avatica.getClass()
                        && !avatica.getClass().getName().startsWith("org.apache."))
                .forEach(SamsynDriver::deregister);
        new SamsynDriver().register();
    }

    /** A driver; the class registers one of its own. */
    public SamsynDriver() {}

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        Address address = Address.parse(url, info == null ? new Properties() : info);
        BrokerCalls calls = new BrokerCalls(new BrokerClient(address));
        Properties properties = BrokerCalls.sent(address.properties());
        properties.setProperty("url", address.jdbc().toString());
        properties.setProperty("transparent_reconnection", "true");
        properties.setProperty("factory", Calls.class.getName());
        Calls.NEXT.set(calls);
        try {
            SamsynConnection connection = (SamsynConnection) factory.newConnection(this, factory, url, properties);
            connection.settings(address.properties());
            calls.failing(() -> calls.apply(new Service.OpenConnectionRequest(
                    connection.id, Service.OpenConnectionRequest.serializeProperties(properties))));
            handler.onConnectionInit(connection);
            return connection;
        } finally {
            Calls.NEXT.remove();
        }
    }

    /** Gives the connection that is being made its calls: Avatica makes its client by the name of this class. */
    public static final class Calls implements Service.Factory {
        private static final ThreadLocal<BrokerCalls> NEXT = new ThreadLocal<>();

        /** Made by Avatica. */
        public Calls() {}

        @Override
        public Service create(AvaticaConnection connection) {
            return NEXT.get();
        }
    }

    @Override
    protected AvaticaFactory createFactory() {
        return new SamsynFactory();
    }

    @Override
    protected String getConnectStringPrefix() {
        return Address.PREFIX;
    }

    @Override
    protected DriverVersion createDriverVersion() {
        return new DriverVersion("Samsyn JDBC driver", VERSION, "Samsyn", VERSION, false, MAJOR, MINOR, MAJOR, MINOR);
    }

    @Override
    public Meta createMeta(AvaticaConnection connection) {
        return new org.apache.calcite.avatica.remote.Driver().createMeta(connection);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        DriverPropertyInfo[] all = new DriverPropertyInfo[PROPERTIES.length];
        for (int i = 0; i < all.length; i++) {
            String name = PROPERTIES[i][0];
            all[i] = new DriverPropertyInfo(name, info == null ? null : info.getProperty(name));
            all[i].description = PROPERTIES[i][1];
        }
        return all;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("dk.samsyn.driver");
    }

    private static void deregister(Driver driver) {
        try {
            DriverManager.deregisterDriver(driver);
        } catch (SQLException e) {
            throw new IllegalStateException("the driver manager keeps a driver of this jar", e);
        }
    }
}
