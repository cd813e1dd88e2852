package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.SqlSource;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class H2InjectionTest extends InjectionContract {
    private static final String URL = "jdbc:h2:mem:injection;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1";
    private static SqlSource source;

    @BeforeAll
    static void fill() throws SQLException {
        Names.fill(URL, "CREATE TABLE ting (id INTEGER, navn VARCHAR(40))");
        source = Configs.open(Map.of("url", URL, "dialect", "h2"), List.of(Names.TING));
    }

    @AfterAll
    static void close() throws SQLException {
        source.close();
        Names.execute(URL, "SHUTDOWN");
    }

    @Override
    SqlSource source() {
        return source;
    }
}
