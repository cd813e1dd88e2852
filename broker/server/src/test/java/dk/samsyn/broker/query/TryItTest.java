package dk.samsyn.broker.query;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TryItTest {
    @Test
    void tryIt() throws Exception {
        Lille lille = Lille.get();
        for (String sql : Files.readString(Path.of("/tmp/try.sql")).split(";", -1)) {
            if (sql.isBlank()) {
                continue;
            }
            boolean doctor = sql.strip().startsWith("--laege");
            System.out.println("=== " + sql.strip());
            try {
                long t = System.nanoTime();
                var session = doctor ? Lille.doctor("099001") : Lille.alt();
                if (sql.contains("--plan")) {
                    System.out.println(lille.queries.plan(session, sql));
                }
                List<@Nullable Object[]> rows = lille.rows(session, sql);
                System.out.println(rows.size() + " rows in " + (System.nanoTime() - t) / 1_000_000 + " ms");
                rows.stream().limit(5).forEach(r -> System.out.println(Arrays.toString(r)));
            } catch (Throwable e) {
                System.out.println("FAILED " + e);
                for (Throwable c = e.getCause(); c != null; c = c.getCause()) {
                    System.out.println("  caused by " + c);
                    Arrays.stream(c.getStackTrace()).limit(12).forEach(s -> System.out.println("      " + s));
                }
            }
        }
    }
}
