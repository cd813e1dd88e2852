package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.SchemaConfig;
import dk.samsyn.broker.config.SourcesConfig;
import dk.samsyn.spi.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A source whose legal basis is gone is not asked, and whoever would need it is told. */
class SwitchedOffTest {
    private static final Session DOCTOR = Lille.doctor("099001");

    private final Lille lille = Lille.get();

    /** The same region while one more source is switched off. */
    private QueryService without(String source) {
        ConfigProblems problems = new ConfigProblems();
        SchemaConfig schema = SchemaConfig.read(Lille.root().resolve("conf/schema"), problems);
        List<SourcesConfig.Source> sources =
                SourcesConfig.read(Lille.root().resolve("conf/sources"), lille.settings(), problems).sources().stream()
                        .map(s -> s.config().id().value().equals(source)
                                ? new SourcesConfig.Source(
                                        s.config(), s.title(), "Intet grundlag.", s.owners(), s.provides())
                                : s)
                        .toList();
        Federation federation =
                Federation.open(schema, new SourcesConfig(sources), lille.services.concepts(), true, problems);
        problems.throwIfAny();
        return new QueryService(federation, lille.services, () -> lille.policies, lille.audit);
    }

    private static List<Notice> notices(QueryService queries, String sql) {
        try (QueryAnswer answer = queries.run(DOCTOR, QueryRequest.of(sql))) {
            while (answer.next()) {
                assertThat(answer.row()).isNotEmpty();
            }
            return answer.notices();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT COUNT(*) FROM livsstil",
                "SELECT vaerdi FROM seneste_livsstil WHERE emne = 'RYGNING'",
                "SELECT COUNT(*) FROM borger b WHERE NOT EXISTS (SELECT 1 FROM livsstil l WHERE l.pid = b.pid)"
            })
    void whoeverReadsWhatDamdHeldIsToldThatItIsNotAsked(String sql) {
        assertThat(notices(lille.queries, sql))
                .filteredOn(notice -> notice.code().equals("SAM-N04"))
                .singleElement()
                .satisfies(notice -> assertThat(notice.text()).contains("DAMD", "livsstil", "Retsgrundlaget"));
    }

    @Test
    void whoReadsSomethingElseIsNotTold() {
        assertThat(notices(lille.queries, "SELECT COUNT(*) FROM borger")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ddv          | SELECT COUNT(*) FROM vaccination
                    ddv          | SELECT COUNT(*) FROM borger b LEFT JOIN vaccination v ON v.pid = b.pid
                    ddv          | SELECT COUNT(*) FROM borger b WHERE NOT EXISTS (SELECT 1 FROM vaccination v WHERE v.pid = b.pid)
                    fmk          | SELECT atc FROM medicin_ordination WHERE cpr_er('0101010000')
                    minspaerring | SELECT COUNT(*) FROM diagnose
                    borgervalg   | SELECT COUNT(*) FROM diagnose
                    """)
    void aTableOfASourceThatIsOffIsRefusedWithItsCodeAndReason(String source, String sql) {
        assertThatThrownBy(() -> Lille.rows(without(source), DOCTOR, sql))
                .isInstanceOfSatisfying(QueryException.class, e -> {
                    assertThat(e.errorCode()).isEqualTo(ErrorCode.SOURCE_SWITCHED_OFF);
                    assertThat(e.getMessage()).contains("switched off", "Intet grundlag.");
                });
    }

    @Test
    void theOthersAnswerAsBefore() {
        String sql = "SELECT cpr FROM borger";
        assertThat(Lille.rows(without("ddv"), DOCTOR, sql)).hasSameSizeAs(lille.rows(DOCTOR, sql));
    }

    @Test
    void whoMayNotSeeTheTableLearnsNothingOfIt() {
        assertThatThrownBy(() -> Lille.rows(without("fmk"), Users.steward(), "SELECT * FROM medicin_ordination"))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.UNKNOWN_TABLE));
    }
}
