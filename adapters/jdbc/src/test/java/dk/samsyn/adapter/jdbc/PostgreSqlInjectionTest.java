package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.SqlSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgreSqlInjectionTest extends InjectionContract {
    private static SqlSource source;

    @BeforeAll
    static void fill() throws Exception {
        String url = Postgres.database("injection");
        Names.fill(url, "CREATE TABLE ting (id INTEGER, navn VARCHAR(40))");
        source = Configs.open(Map.of("url", url, "dialect", "postgresql"), List.of(Names.TING));
    }

    @AfterAll
    static void close() {
        source.close();
    }

    @Override
    SqlSource source() {
        return source;
    }
}
