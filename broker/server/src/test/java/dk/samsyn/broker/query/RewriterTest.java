package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What policies make of statements, in rows, over six citizens. */
class RewriterTest {
    private static final SmallRegion REGION = SmallRegion.get();
    private static final String DAY = "valid: { from: 2026-01-01, to: 2026-12-31 }";

    /** A permit for doctors in treatment; {@code more} are further lines of the file. */
    private static String permit(String id, String data, String... more) {
        return policy(id, "permit", data, "release: identified\n" + String.join("\n", more));
    }

    private static String forbid(String id, String data) {
        return policy(id, "forbid", data, "");
    }

    private static String policy(String id, String effect, String data, String more) {
        return """
                policy: %s
                version: 1
                status: active
                %s
                owner: a@region.example
                approved_by: [b@region.example]
                legal_basis: Test
                explanation: Test.
                who: { roles: [praktiserende_laege, hospitalslaege] }
                purpose: [behandling]
                effect: %s
                data:
                  - %s
                %s
                """.formatted(id, DAY, effect, data, more);
    }

    private static Session doctor() {
        return doctor(Map.of("ydernr", "099001", "shak", "6620"));
    }

    private static Session doctor(Map<String, Object> attributes) {
        return Users.session("laege-1", "praktiserende_laege", "praksis:099001", Purpose.BEHANDLING, attributes);
    }

    private static List<String> rows(List<String> policies, Session session, String sql) {
        return SmallRegion.outcome(REGION.under(policies.toArray(String[]::new)), session, sql);
    }

    static Stream<Arguments> sets() {
        String own = permit("own", "{ table: sundhed.borger, rows: \"own_patient(pid)\", columns: { allow: \"*\" } }");
        String women =
                permit("women", "{ table: sundhed.borger, rows: \"koen = 'K'\", columns: { allow: [koen, navn] } }");
        String young = permit(
                "young",
                "{ table: sundhed.borger, rows: \"foedselsdato >= DATE '1980-01-01'\", columns: { allow:"
                        + " [postnr, navn] } }");
        String names = "SELECT navn FROM borger";
        String diagnoses = permit("d", "{ table: sundhed.diagnose }");
        return Stream.of(
                of("rows by enrolment today", List.of(own), names, "Anna", "Bo", "Eva"),
                of("a table that no policy opens", List.of(own), "SELECT begreb FROM diagnose", "SAM-203"),
                of("a column that no policy opens", List.of(women), "SELECT cpr FROM borger", "SAM-204"),
                of("any of two permits", List.of(women, young), names, "Anna", "Dora", "Eva", "Finn"),
                of(
                        "a cell needs a permit of its row and its column",
                        List.of(women, young),
                        "SELECT navn, koen, postnr FROM borger",
                        "Anna K null",
                        "Dora K 8305",
                        "Eva K 8000",
                        "Finn null 8000"),
                of(
                        "a condition sees cells and not what stands below them",
                        List.of(women, young),
                        "SELECT navn FROM borger WHERE postnr = 8305",
                        "Dora"),
                of(
                        "a permit of all rows beside one of some",
                        List.of(women, permit("all", "{ table: sundhed.borger, columns: { allow: [navn] } }")),
                        "SELECT navn, koen FROM borger",
                        "Anna K",
                        "Bo null",
                        "Carl null",
                        "Dora K",
                        "Eva K",
                        "Finn null"),
                of(
                        "the lighter mask of two",
                        List.of(
                                permit(
                                        "y",
                                        "{ table: sundhed.diagnose, columns: { allow: [stillet_dato], mask: {"
                                                + " stillet_dato: year } } }"),
                                permit(
                                        "q",
                                        "{ table: sundhed.diagnose, rows: \"begreb = 'DM2'\", columns: { allow:"
                                                + " [stillet_dato], mask: { stillet_dato: quarter } } }")),
                        "SELECT stillet_dato FROM diagnose",
                        "2021-01-01",
                        "2022-01-01",
                        "2023-01-01",
                        "2024-04-01",
                        "2025-01-01",
                        "2025-10-01"),
                of(
                        "a forbid takes rows away from every permit",
                        List.of(own, women, forbid("f", "{ table: sundhed.borger, rows: \"kommunekode = 741\" }")),
                        names,
                        "Bo",
                        "Eva"),
                of(
                        "two forbids take away both",
                        List.of(
                                own,
                                forbid("f", "{ table: sundhed.borger, rows: \"kommunekode = 741\" }"),
                                forbid("g", "{ table: sundhed.borger, rows: \"koen = 'M'\" }")),
                        names,
                        "Eva"),
                of(
                        "a forbid that cannot tell takes the row",
                        List.of(own, forbid("f", "{ table: sundhed.borger, rows: \"doed_dato = CURRENT_DATE\" }")),
                        names),
                of("a forbid of the table", List.of(own, forbid("f", "{ table: sundhed.borger }")), names, "SAM-203"),
                of(
                        "a condition that cannot tell opens no row",
                        List.of(permit("p", "{ table: sundhed.borger, rows: \"doed_dato > CURRENT_DATE\" }")),
                        "SELECT koen FROM borger"),
                of(
                        "what the citizen blocked, within its dates",
                        List.of(permit(
                                "p",
                                "{ table: sundhed.diagnose, rows: \"own_patient(pid) AND NOT blocked(pid,"
                                        + " :table.category)\" }")),
                        "SELECT kode_oprindelig, begreb FROM diagnose",
                        "DE11 DM2",
                        "R95 KOL",
                        "T90 DM2"),
                of(
                        "a column named like an attribute within a text",
                        List.of(permit(
                                "p",
                                "{ table: sundhed.borger, rows: \"navn <> ':user.ydernr' AND koen = 'M'\", columns: {"
                                        + " allow: \"*\" } }")),
                        names,
                        "Bo",
                        "Carl",
                        "Finn"),
                condition(
                        "a condition of all but some",
                        "pid IN (SELECT t.pid FROM gp_tilknytning t WHERE t.ydernr = '099001' EXCEPT SELECT s.pid FROM"
                                + " samtykke s)",
                        "Anna",
                        "Finn"),
                condition(
                        "a condition of both",
                        "pid IN (SELECT t.pid FROM gp_tilknytning t WHERE t.ydernr = '099001' INTERSECT SELECT s.pid"
                                + " FROM samtykke s)",
                        "Bo",
                        "Carl",
                        "Eva"),
                condition(
                        "a condition of either",
                        "pid IN (SELECT t.pid FROM gp_tilknytning t WHERE t.ydernr = '099002' UNION SELECT s.pid FROM"
                                + " samtykke s)",
                        "Bo",
                        "Carl",
                        "Dora",
                        "Eva"),
                condition(
                        "a condition of the first",
                        "foedselsdato IN (SELECT b.foedselsdato FROM borger b ORDER BY b.foedselsdato DESC FETCH FIRST"
                                + " 2 ROWS ONLY)",
                        "Eva",
                        "Finn"),
                condition(
                        "a condition on each row's own",
                        "EXISTS (SELECT 1 FROM diagnose d WHERE d.pid = borger.pid AND d.begreb = 'DM2')",
                        "Anna",
                        "Dora",
                        "Eva"),
                condition(
                        "a condition that counts",
                        "(SELECT COUNT(*) FROM diagnose d WHERE d.pid = borger.pid) > 1",
                        "Anna"),
                of(
                        "every way to a table",
                        List.of(own, diagnoses),
                        "SELECT b.navn, (SELECT COUNT(*) FROM borger) AS n FROM borger b JOIN borger c ON c.pid = b.pid"
                                + " WHERE EXISTS (SELECT 1 FROM diagnose d WHERE d.pid = b.pid)",
                        "Anna 3",
                        "Bo 3",
                        "Eva 3"),
                of(
                        "derived views have the asker's rights",
                        List.of(own, permit("d", "{ table: sundhed.diagnose, rows: \"kodesystem = 'SKS'\" }")),
                        "SELECT COUNT(*) FROM diagnose_effektiv",
                        "3"),
                of("a derived view over what is not open", List.of(own), "SELECT * FROM diagnose_effektiv", "SAM-203"),
                of(
                        "medicine in treatment",
                        List.of(permit("m", "{ table: sundhed.medicin_ordination }")),
                        "SELECT" + " COUNT(*) FROM medicin_ordination",
                        "2"),
                of(
                        "a source that is switched off",
                        List.of(permit("l", "{ table: sundhed.livsstil }")),
                        "SELECT COUNT(*) FROM livsstil",
                        "SAM-408"),
                of(
                        "a condition over a source that is switched off",
                        List.of(permit(
                                "l", "{ table: sundhed.borger, rows: \"pid IN (SELECT l.pid FROM livsstil l)\" }")),
                        "SELECT koen FROM borger",
                        "SAM-408"));
    }

    private static Arguments of(String what, List<String> policies, String sql, String... rows) {
        return Arguments.of(what, policies, sql, List.of(rows));
    }

    private static Arguments condition(String what, String rows, String... names) {
        String set = permit("p", "{ table: sundhed.borger, rows: \"" + rows + "\", columns: { allow: [navn] } }");
        return of(what, List.of(set), "SELECT navn FROM borger", names);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sets")
    void whatASetShows(String what, List<String> policies, String sql, List<String> rows) {
        assertThat(rows(policies, doctor(), sql)).as(what).isEqualTo(rows);
    }

    /** Refused before anything is asked, with the reason of whoever switched it off. */
    @Test
    void aSourceThatIsOffIsRefusedWithItsReason() {
        assertThatThrownBy(() -> notices(
                        REGION.under(permit("l", "{ table: sundhed.livsstil }")), doctor(), "SELECT * FROM livsstil"))
                .hasMessage(
                        "Table sundhed.livsstil cannot be read: Dansk AlmenMedicinsk Database (DAMD) is switched off."
                                + " Retsgrundlaget er bortfaldet, og databasens oplysninger er slettet. Leave the table out, or ask"
                                + " the data steward.");
    }

    /** Each grade opens its own citizens and no others; a relation counts within its dates. */
    @ParameterizedTest
    @CsvSource({"A+, Anna", "A, Bo", "B+, Carl", "B, Dora", "C, ''", "D, Eva", "E, Finn"})
    void aTreatmentRelationHasItsGrade(String grade, String name) {
        List<String> set = List.of(permit(
                "p",
                "{ table: sundhed.borger, rows: \"treatment_relation(pid, '" + grade
                        + "')\", columns: { allow: \"*\" } }"));

        assertThat(String.join(" ", rows(set, doctor(), "SELECT navn FROM borger")))
                .isEqualTo(name);
        assertThat(rows(set, doctor(Map.of("shak", "8001")), "SELECT navn FROM borger"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "borger   | postnr       | postal_to_municipality  | 741 741 751 751 751 751",
                "borger   | alder        | age_band                | 15 35 45 55 65 75",
                "borger   | foedselsdato | year                    | 1950-01-01 1960-01-01 1970-01-01 1980-01-01 1990-01-01 2010-01-01",
                "borger   | foedselsdato | quarter                 | 1950-01-01 1960-01-01 1970-01-01 1980-04-01 1990-04-01 2010-04-01",
                "borger   | navn         | blank                   | null null null null null null",
                "diagnose | begreb       | hierarchy:sygdomsgruppe | DM DM DM HJERTE KOL KOL",
            })
    void aMaskIsMadeOfTheRawValue(String table, String column, String mask, String shown) {
        List<String> set = List.of(permit(
                "p",
                "{ table: sundhed." + table + ", columns: { allow: [" + column + "], mask: { " + column + ": \"" + mask
                        + "\" } } }"));

        assertThat(String.join(" ", rows(set, doctor(), "SELECT " + column + " FROM " + table)))
                .isEqualTo(shown);
        assertThat(rows(
                        set,
                        doctor(),
                        "SELECT COUNT(*) FROM " + table + " WHERE " + column + " = (" + "SELECT MAX(" + column
                                + ") FROM " + table + ")"))
                .as("a filter sees the mask")
                .containsExactly(String.valueOf(Arrays.stream(shown.split(" "))
                        .filter(value ->
                                value.equals(shown.substring(shown.lastIndexOf(' ') + 1)) && !value.equals("null"))
                        .count()));
    }

    @Test
    void aMaskThatDoesNotExistShowsNothing() {
        List<String> set = List.of(permit(
                "p",
                "{ table: sundhed.diagnose, columns: { allow: [begreb], mask: { begreb: \"hierarchy:ukendt\" } } }"));

        assertThat(rows(set, doctor(), "SELECT begreb FROM diagnose")).containsExactly("SAM-503");
        assertThat(REGION.under(set.toArray(String[]::new)).unloadable())
                .singleElement()
                .asString()
                .contains("policy p on sundhed.diagnose", "there is no hierarchy ukendt");
    }

    /** A keyed pseudonym is the same within a purpose and an organisation, and another outside. */
    @Test
    void aPseudonymIsKeyedByPurposeAndOrganisation() {
        String data =
                "{ table: sundhed.diagnose, columns: { allow: [kontakt_id, org_id], mask: { kontakt_id: pseudonym,"
                        + " org_id: practice_pseudonym } } }";
        String sql = "SELECT kontakt_id, org_id FROM diagnose";
        String file = permit("p", data);
        Session other = Users.session(
                "laege-2", "praktiserende_laege", "praksis:099002", Purpose.BEHANDLING, Map.of("ydernr", "099002"));
        String test = file.replace("roles: [praktiserende_laege, hospitalslaege]", "roles: [test]")
                .replace("purpose: [behandling]", "purpose: [test]");
        Session tester = Users.session("t", "test", "praksis:099001", Purpose.TEST, Map.of());

        List<String> mine = rows(List.of(file), doctor(), sql);

        assertThat(mine).hasSize(6).doesNotHaveDuplicates().isEqualTo(rows(List.of(file), doctor(), sql));
        assertThat(mine).allMatch(row -> row.matches("[A-Za-z0-9_-]{12} .+"));
        assertThat(mine).filteredOn(row -> row.endsWith(" 6620")).hasSize(3);
        assertThat(mine).noneMatch(row -> row.endsWith(" 099001"));
        assertThat(rows(List.of(file), other, sql)).doesNotContainAnyElementsOf(mine);
        assertThat(rows(List.of(test), tester, sql)).doesNotContainAnyElementsOf(mine);
        assertThat(rows(List.of(file), doctor(), "SELECT pid FROM diagnose"))
                .doesNotContainAnyElementsOf(rows(List.of(file), other, "SELECT pid FROM diagnose"))
                .allMatch(pid -> pid.length() == 24);
    }

    /** A value of the session is a value: whatever it holds, it is compared and never read as SQL. */
    @ParameterizedTest
    @ValueSource(strings = {"x' OR '1' = '1", "099001' --", "", "%"})
    void anAttributeIsNeverText(String value) {
        List<String> set = List.of(permit("p", "{ table: sundhed.gp_tilknytning, rows: \"ydernr = :user.ydernr\" }"));

        assertThat(rows(set, doctor(Map.of("ydernr", value)), "SELECT ydernr FROM gp_tilknytning"))
                .isEmpty();
        assertThat(rows(set, doctor(Map.of()), "SELECT ydernr FROM gp_tilknytning"))
                .as("a missing attribute is NULL")
                .isEmpty();
        assertThat(rows(set, doctor(), "SELECT ydernr FROM gp_tilknytning")).hasSize(5);
    }

    @Test
    void aNumberIsComparedAsOne() {
        List<String> set = List.of(permit(
                "p",
                "{ table: sundhed.borger, rows: \"kommunekode = :user.kommunekode\", columns: { allow: [navn] } }"));

        assertThat(rows(set, doctor(Map.of("kommunekode", 741)), "SELECT navn FROM borger"))
                .containsExactly("Anna", "Dora");
        assertThat(rows(set, doctor(), "SELECT navn FROM borger")).isEmpty();
    }

    /** An expression that can fail runs on open rows alone, so that an error never tells of a hidden one. */
    @Test
    void whatCanFailRunsAboveTheSeal() {
        List<String> set = List.of(permit(
                "p",
                "{ table: sundhed.borger, rows: \"koen = 'K'\", columns: { allow: [koen, kommunekode, postnr] } }"));

        assertThat(rows(set, doctor(), "SELECT postnr FROM borger WHERE kommunekode = 741 AND 1 / (postnr - 8000) = 0"))
                .containsExactly("8305", "8305");
        assertThat(rows(
                        List.of(permit("p", "{ table: sundhed.borger, rows: \"kommunekode = 741\" }")),
                        doctor(),
                        "SELECT postnr FROM borger WHERE 1 / (postnr - 8000) = 0"))
                .as("the hidden rows would divide by zero")
                .containsExactly("8305", "8305");
    }

    @Test
    void aRowCapIsAnErrorAtTheNextRow() {
        String data = "{ table: sundhed.borger, columns: { allow: [navn] } }";

        assertThat(rows(
                        List.of(permit("p", data, "obligations: [{ max_rows: 6 }]")),
                        doctor(),
                        "SELECT navn FROM borger"))
                .hasSize(6);
        assertThat(rows(
                        List.of(permit("p", data, "obligations: [{ max_rows: 5 }]")),
                        doctor(),
                        "SELECT navn FROM borger"))
                .containsExactly("SAM-305");
    }

    @Test
    void oneDecisionOfACitizenActsAtTheNextQuery() {
        QueryService queries =
                REGION.under(permit("p", "{ table: sundhed.diagnose, rows: \"NOT blocked(pid, :table.category)\" }"));
        String sql = "SELECT kode_oprindelig FROM diagnose WHERE begreb = 'HT'";

        assertThat(SmallRegion.outcome(queries, doctor(), sql)).containsExactly("K86");
        REGION.execute("INSERT INTO valg VALUES ('0303700003', 'spaer', 'person', 'laege-1', 'diagnose', NULL, NULL)");
        try {
            assertThat(SmallRegion.outcome(queries, doctor(), sql)).isEmpty();
        } finally {
            REGION.execute("DELETE FROM valg WHERE hvem = 'laege-1'");
        }
        assertThat(SmallRegion.outcome(queries, doctor(), sql)).containsExactly("K86");
    }

    private static final String GLASS = permit(
            "p",
            "{ table: sundhed.diagnose, rows: \"own_patient(pid)\" }",
            "break_glass: { allowed: true, minutes: 60, rows: \"NOT blocked(pid, :table.category)\" }");

    private static List<String> notices(QueryService queries, Session session, String sql) {
        try (QueryAnswer answer = queries.run(session, QueryRequest.of(sql))) {
            while (answer.next()) {
                assertThat(answer.row()).isNotEmpty();
            }
            return answer.notices().stream().map(Notice::code).toList();
        }
    }

    /** A citizen of another practice, with a reason; no reason opens two, or what the citizen blocked. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT begreb FROM diagnose WHERE cpr_er('0404800004') | DM2",
                "SELECT d.begreb FROM diagnose d JOIN diagnose e ON e.pid = d.pid WHERE cpr_er(d.pid, '0404800004') | DM2",
                "SELECT begreb FROM diagnose WHERE cpr_er('0404800004') AND begreb = 'KOL' | ''",
                "SELECT begreb FROM diagnose | DM2 DM2 KOL KOL",
                "SELECT begreb FROM diagnose WHERE cpr_er('0404800004') OR begreb = 'HT' | ''",
                "SELECT d.begreb FROM diagnose d, diagnose e WHERE cpr_er(d.pid, '0404800004') AND e.begreb = 'HT' | ''",
                "SELECT begreb FROM diagnose WHERE cpr_er('0202600002') | ''",
            })
    void glassBreaksForOnePerson(String sql, String shown) {
        Session urgent = Users.because("akut", doctor());
        String bo = "0202600002";

        assertThat(String.join(" ", rows(List.of(GLASS), urgent, sql))).isEqualTo(sql.contains(bo) ? "KOL" : shown);
        assertThat(rows(List.of(GLASS), doctor(), "SELECT begreb FROM diagnose WHERE cpr_er('0404800004')"))
                .isEmpty();
    }

    @Test
    void glassCountsAsBrokenWhereNothingElseOpensTheRow() {
        QueryService queries = REGION.under(GLASS);
        // Of a user of its own: glass that another test broke is still broken.
        Session urgent = Users.because(
                "akut",
                Users.session(
                        "laege-9",
                        "praktiserende_laege",
                        "praksis:099001",
                        Purpose.BEHANDLING,
                        Map.of("ydernr", "099001")));
        int before = REGION.audit.glassBroken().size();

        assertThat(notices(queries, urgent, "SELECT begreb FROM diagnose WHERE cpr_er('0101500001')"))
                .as("an own patient")
                .isEmpty();
        assertThat(REGION.audit.glassBroken()).hasSize(before);
        assertThat(notices(queries, urgent, "SELECT begreb FROM diagnose WHERE cpr_er('0303700003')"))
                .containsExactly("SAM-N02");
        assertThat(REGION.audit.glassBroken()).hasSize(before + 1).last().satisfies(glass -> {
            assertThat(glass.person()).isEqualTo("0303700003");
            assertThat(glass.reason()).isEqualTo("akut");
        });
    }

    /** Time as the test says. */
    private static final class Ticking extends Clock {
        private Instant now = Instant.now();

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Test
    void aReasonIsSpentAfterItsMinutes() {
        Ticking clock = new Ticking();
        QueryService queries = REGION.under(REGION.policies(GLASS), clock);
        Session urgent =
                Users.because("akut", doctor()).onConnection(UUID.randomUUID().toString());
        Session calm = urgent.onConnection(UUID.randomUUID().toString());
        String sql = "SELECT begreb FROM diagnose WHERE cpr_er('0404800004')";

        assertThat(SmallRegion.outcome(queries, urgent, sql)).containsExactly("DM2");
        clock.now = clock.now.plus(Duration.ofMinutes(59));
        assertThat(SmallRegion.outcome(queries, urgent, sql)).containsExactly("DM2");
        clock.now = clock.now.plus(Duration.ofMinutes(1));
        assertThat(SmallRegion.outcome(queries, urgent, sql)).containsExactly("SAM-104");
        assertThat(SmallRegion.outcome(queries, urgent, "SELECT begreb FROM diagnose WHERE cpr_er('0303700003')"))
                .as("another person is another glass")
                .containsExactly("HT");
        assertThat(SmallRegion.outcome(queries, calm, sql)).containsExactly("DM2");
    }

    /** Follow-up: a use is told to the stewards where only such a grant opens the row. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0505900005 | 1",
                "0101500001 | 0",
            })
    void theUseOfAnUnclearRelationIsFollowedUp(String cpr, int told) {
        String unclear = permit(
                "unclear",
                "{ table: sundhed.diagnose, rows: \"treatment_relation(pid, 'D')\" }",
                "obligations: [{ notify: datasteward }]");
        String clear = permit("clear", "{ table: sundhed.diagnose, rows: \"treatment_relation(pid, 'A+')\" }");
        int before = REGION.audit.notifiedOf("datasteward").size();

        assertThat(rows(List.of(unclear, clear), doctor(), "SELECT begreb FROM diagnose WHERE cpr_er('" + cpr + "')"))
                .isNotEmpty();
        assertThat(REGION.audit.notifiedOf("datasteward")).hasSize(before + told);
    }

    @Test
    void whereNothingElseOpensATableAskingForItIsTold() {
        String unclear = permit(
                "unclear",
                "{ table: sundhed.diagnose, rows: \"treatment_relation(pid, 'D')\" }",
                "obligations: [{ notify: datasteward }]");
        int before = REGION.audit.notifiedOf("datasteward").size();

        assertThat(rows(List.of(unclear), doctor(), "SELECT begreb FROM diagnose WHERE begreb = 'intet'"))
                .isEmpty();
        assertThat(REGION.audit.notifiedOf("datasteward")).hasSize(before + 1);
    }

    /** One person at a time: no list, and a value that names nobody opens nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT begreb FROM diagnose                                        |            | SAM-203",
                "SELECT begreb FROM diagnose WHERE cpr_er(?)                        | 0404800004 | DM2",
                "SELECT begreb FROM diagnose WHERE cpr_er(?)                        | 0101500001 | DM2 KOL",
                "SELECT begreb FROM diagnose WHERE cpr_er(?) OR begreb = 'HT'       | 0101500001 | SAM-203",
                "SELECT begreb FROM (SELECT * FROM diagnose) WHERE ? = ''           | 0101500001 | SAM-203",
                "SELECT d.begreb FROM diagnose d WHERE cpr_er(d.pid, ?) AND EXISTS (SELECT 1 FROM diagnose) | 0101500001 | SAM-203",
                "SELECT begreb FROM diagnose WHERE cpr_er(?) UNION ALL SELECT begreb FROM diagnose | 0101500001 | SAM-203",
                "SELECT k.navn FROM diagnose d CROSS JOIN kommune_reference k WHERE cpr_er(d.pid, ?) | 0101500001 | SAM-203",
            })
    void oneAtATime(String sql, @Nullable String cpr, String shown) {
        QueryService queries =
                REGION.under(permit("p", "{ table: sundhed.diagnose }", "obligations: [{ one_person: true }]"));
        List<@Nullable Object> values = cpr == null ? List.of() : List.of(cpr);

        assertThat(String.join(" ", outcome(queries, sql, values))).isEqualTo(shown);
    }

    private static List<String> outcome(QueryService queries, String sql, List<@Nullable Object> values) {
        try (QueryAnswer answer =
                queries.run(doctor(), new QueryRequest(sql, values, OptionalLong.empty(), Optional.empty()))) {
            List<String> rows = new java.util.ArrayList<>();
            while (answer.next()) {
                rows.add(String.valueOf(answer.row()[0]));
            }
            rows.sort(null);
            return rows;
        } catch (dk.samsyn.broker.access.QueryException e) {
            return List.of(e.errorCode().code());
        }
    }

    /** Rows that a policy withholds are counted nowhere that the asker can see. */
    @Test
    void onlyOpenRowsOfASourceAreCounted() {
        QueryService queries = REGION.under(
                permit("p", "{ table: sundhed.diagnose, rows: \"own_patient(pid)\" }"),
                permit("b", "{ table: sundhed.borger, rows: \"own_patient(pid)\" }"));
        assertThat(counted(queries, "SELECT COUNT(*) FROM diagnose WHERE MOD(CHAR_LENGTH(begreb), 2) >= 0"))
                .containsExactlyInAnyOrder("hospital 2", "praksis 2");
        assertThat(counted(queries, "SELECT koen FROM borger")).containsExactly("register 3");
    }

    private static List<String> counted(QueryService queries, String sql) {
        try (QueryAnswer answer = queries.run(doctor(), QueryRequest.of(sql))) {
            while (answer.next()) {
                assertThat(answer.row()).isNotEmpty();
            }
            return answer.sources().stream()
                    .filter(use -> use.rows().orElse(0L) > 0)
                    .map(use -> use.id() + " " + use.rows().orElse(0L))
                    .toList();
        }
    }

    /** The plan shows which policies act at which table. */
    @Test
    void anExplanationNamesThePolicies() {
        String plan = String.join(
                "\n",
                rows(
                        List.of(
                                permit("who", "{ table: sundhed.borger, rows: \"koen = 'K'\" }"),
                                forbid("but", "{ table: sundhed.borger, rows: \"kommunekode = 741\" }")),
                        doctor(),
                        "EXPLAIN SELECT koen FROM borger"));

        assertThat(plan).contains("who", "but").doesNotContain("741");
    }

    /** A set is loaded as a whole or not at all: each policy's faults are named, the others' are not. */
    @Test
    void whatCannotBeEvaluatedIsNamed() {
        String good = permit("good", "{ table: sundhed.borger, rows: \"koen = 'K'\" }");
        String bad = permit("bad", "{ table: [sundhed.borger, sundhed.diagnose], rows: \"koen = 'K'\" }");

        assertThat(REGION.under(good).unloadable()).isEmpty();
        assertThat(REGION.under(good, bad).unloadable())
                .singleElement()
                .asString()
                .startsWith("policy bad on sundhed.diagnose cannot be evaluated: ");
        assertThat(rows(List.of(good, bad), doctor(), "SELECT koen FROM borger"))
                .containsExactly("SAM-503");
    }
}
