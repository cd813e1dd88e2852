package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dk.samsyn.broker.doors.DoorsFixture;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a million rows of six columns cost over the JDBC door beyond reading them in the broker, in seconds of processor time:
 * client and server together, for both run here. It prints and asserts nothing about time; the bar is one second.
 */
@Tag("nightly")
class DoorCostTest {
    private static final String ROWS = "SELECT pid, kode_oprindelig, vaerdi_num, enhed, proevetagning_tid, status"
            + " FROM laboratoriesvar WHERE kilde = 'labka'";

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private interface Reading {
        long rows() throws Exception;
    }

    @Test
    void aMillionRows() throws Exception {
        try (DoorsFixture doors = DoorsFixture.over(Lille.get().queries);
                Connection connection =
                        DriverManager.getConnection("jdbc:samsyn:" + doors.url() + "/jdbc", "alt", "samsyn");
                Statement statement = connection.createStatement()) {
            double inProcess = 0;
            double overTheDoor = 0;
            for (int round = 0; round < 4; round++) {
                inProcess = perMillion(DoorCostTest::inProcess);
                overTheDoor = perMillion(() -> overTheDoor(statement));
                System.out.printf(
                        "processor seconds for a million rows: %.2f in process, %.2f over JDBC, %.2f more%n",
                        inProcess, overTheDoor, overTheDoor - inProcess);
            }
            assertThat(overTheDoor).isPositive();
        }
    }

    private static double perMillion(Reading reading) throws Exception {
        long start = SYSTEM.getProcessCpuTime();
        long rows = reading.rows();
        return (SYSTEM.getProcessCpuTime() - start) / 1e3 / rows;
    }

    private static long inProcess() {
        long rows = 0;
        try (QueryAnswer answer = Lille.get().queries.run(Lille.alt(), QueryRequest.of(ROWS))) {
            while (answer.next()) {
                rows += answer.row().length / 6;
            }
        }
        return rows;
    }

    private static long overTheDoor(Statement statement) throws Exception {
        long rows = 0;
        try (ResultSet answer = statement.executeQuery(ROWS)) {
            while (answer.next()) {
                for (int i = 1; i <= 6; i++) {
                    answer.getObject(i);
                }
                rows++;
            }
        }
        return rows;
    }
}
