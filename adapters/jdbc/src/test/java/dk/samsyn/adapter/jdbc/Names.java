package dk.samsyn.adapter.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** The table of {@link InjectionContract}. */
final class Names {
    static final Map<String, Object> TING = Configs.table("ting", "ting", "id:integer", "navn:varchar(40):exact=true");

    private Names() {}

    static void fill(String url, String create) throws SQLException {
        execute(url, create);
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement insert = connection.prepareStatement("INSERT INTO ting VALUES (?, ?)")) {
            for (int i = 0; i < InjectionContract.NAMES.size(); i++) {
                insert.setInt(1, i);
                insert.setString(2, InjectionContract.NAMES.get(i));
                insert.executeUpdate();
            }
        }
    }

    static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
