package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.Capability;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.testkit.Expected;
import dk.samsyn.testkit.Fault;
import dk.samsyn.testkit.SourceAdapterContract;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The contract over a table of all types, read through a view that a test can make slow or wrong. */
abstract class JdbcContract extends SourceAdapterContract {
    static final int LARGE = 25_000;

    /** Address for the test itself, past the wire. */
    abstract String direct();

    abstract Map<String, Object> settings();

    abstract Forwarder wire();

    /** The key column {@code CPR_NR} in the product's quotes. */
    String quotedKey() {
        return "\"CPR_NR\"";
    }

    /** Statements that make the view {@code proeve} so that it takes ten seconds. */
    abstract List<String> slowView();

    @Override
    protected SourceAdapter open() {
        return Configs.open(
                settings(),
                List.of(
                        Configs.table(
                                "proeve",
                                "proeve",
                                "cpr:varchar(10):person=plain:column=CPR_NR",
                                "navn:varchar(20):exact=true",
                                "aktiv:boolean",
                                "antal:integer",
                                "stort:bigint",
                                "beloeb:decimal(10,2)",
                                "maaling:double",
                                "dato:date",
                                "tid:timestamp",
                                "tid_zone:timestamp"),
                        Configs.table("stor", "stor", "cpr:varchar(10):person=plain", "nr:integer")));
    }

    @Override
    protected Expected expected() {
        return Expected.of(
                "proeve",
                Expected.row(
                        "2512489996",
                        "Åse Ørsted",
                        true,
                        41,
                        5_000_000_000L,
                        new BigDecimal("160.72"),
                        1.25,
                        LocalDate.of(2026, 2, 28),
                        LocalDateTime.of(2026, 3, 29, 2, 30),
                        LocalDateTime.of(2026, 7, 1, 14, 0)),
                Expected.row(
                        "0101501234",
                        "ase o'hara \\ \" ; --",
                        false,
                        -1,
                        -5L,
                        new BigDecimal("-0.05"),
                        -0.5,
                        LocalDate.of(1900, 1, 1),
                        LocalDateTime.of(2026, 10, 25, 2, 30),
                        LocalDateTime.of(2026, 1, 1, 13, 0)),
                Expected.row("0101501234", null, null, null, null, null, null, null, null, null));
    }

    @Override
    protected String unknownKey() {
        return "9999999999";
    }

    @Override
    protected Optional<ScanRequest> large() {
        return Optional.of(
                new ScanRequest("stor", List.of("nr"), List.of(), Optional.empty(), java.util.OptionalLong.empty()));
    }

    @Override
    protected long largeRows() {
        return LARGE;
    }

    @Override
    protected void cause(Fault fault) {
        switch (fault) {
            case SLOW -> execute(slowView());
            case DOWN -> wire().cut();
            case MALFORMED -> execute(List.of("DROP VIEW proeve", view("navn AS antal", "1 = 1")));
        }
    }

    @Override
    protected void repair() {
        wire().mend();
        execute(List.of("DROP VIEW proeve", healthyView()));
    }

    final String healthyView() {
        return view("antal", "1 = 1");
    }

    final String view(String antal, String condition) {
        return "CREATE VIEW proeve AS SELECT " + quotedKey() + ", navn, aktiv, " + antal
                + ", stort, beloeb, maaling, dato, tid, tid_zone FROM data WHERE " + condition;
    }

    void execute(List<String> statements) {
        try (Connection connection = DriverManager.getConnection(direct());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void declaresWhatItCanDo() {
        try (SourceAdapter source = open()) {
            Assertions.assertThat(source.tables().get(0).capabilities()).isEqualTo(Set.of(Capability.values()));
        }
    }
}
