package dk.samsyn.broker.policy;

import static dk.samsyn.broker.policy.PolicyBuilder.forbid;
import static dk.samsyn.broker.policy.PolicyBuilder.permit;
import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.policy.Explanation.Outcome;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainerTest {
    private static final String BORGER = "sundhed.borger";
    private static final List<GovernedTable> CATALOGUE = List.of(
            new GovernedTable(
                    TableName.parse(BORGER),
                    "stamdata",
                    List.of(
                            new GovernedColumn("pid", "pid", ColumnClass.DIRECT),
                            new GovernedColumn("cpr", "varchar(12)", ColumnClass.DIRECT),
                            new GovernedColumn("dag", "date", ColumnClass.QUASI))),
            new GovernedTable(
                    TableName.sundhed("medicin_ordination"),
                    "medicin",
                    List.of(new GovernedColumn("pid", "pid", ColumnClass.DIRECT))));
    private static final Release COUNTS = new Release(ReleaseMode.AGGREGATED, 7, "pid", Optional.of(List.of("dag")));

    static Stream<Arguments> questions() {
        Columns year = Columns.of(Columns.Selection.LISTED, List.of("dag"), Map.of("dag", Mask.of(Mask.Kind.YEAR)));
        return Stream.of(
                of(
                        "shown",
                        List.of(permit("p").allRows(BORGER)),
                        "borger",
                        Outcome.SHOWN,
                        "p v1 viser alle rækker: Fordi."),
                of(
                        "some rows",
                        List.of(permit("p").rows(BORGER, "dag IS NULL")),
                        "borger",
                        Outcome.SHOWN,
                        "betingelse er sand"),
                of(
                        "a mask",
                        List.of(permit("p").columns(BORGER, "TRUE", year)),
                        "borger.dag",
                        Outcome.MASKED,
                        "med masken year"),
                of(
                        "a column of no permit",
                        List.of(permit("p").columns(BORGER, "TRUE", year)),
                        "borger.cpr",
                        Outcome.ABSENT,
                        "Politikken p v1 viser tabellen uden den kolonne."),
                of(
                        "a direct identifier",
                        List.of(permit("p")
                                .purposes(Purpose.KVALITET)
                                .release(Release.rows(ReleaseMode.PSEUDONYMISED))
                                .allRows(BORGER)),
                        "borger.cpr",
                        Outcome.ABSENT,
                        "Direkte identifikation vises kun, hvor personer er navngivet",
                        Purpose.KVALITET),
                of(
                        "counts",
                        List.of(permit("p")
                                .purposes(Purpose.PLANLAEGNING)
                                .release(COUNTS)
                                .allRows(BORGER)),
                        "borger",
                        Outcome.COUNTS_ONLY,
                        "mindst 7 personer",
                        Purpose.PLANLAEGNING),
                of(
                        "one person",
                        List.of(permit("p").onePerson().allRows(BORGER)),
                        "borger",
                        Outcome.ONE_PERSON,
                        "præcis én person"),
                of(
                        "a forbid of rows",
                        List.of(permit("p").allRows(BORGER), forbid("f").rows(BORGER, "dag IS NULL")),
                        "borger",
                        Outcome.SHOWN,
                        "Politikken f v1 tager rækker fra"),
                of(
                        "a forbid of all",
                        List.of(permit("p").allRows(BORGER), forbid("f").allRows(BORGER)),
                        "borger",
                        Outcome.ABSENT,
                        "Politikken f v1 forbyder den"),
                of("no policy", List.of(), "borger", Outcome.ABSENT, "Ingen politik åbner tabellen for rollen laege."),
                of(
                        "another role's policy",
                        List.of(permit("p").roles("drift").allRows(BORGER)),
                        "borger",
                        Outcome.ABSENT,
                        "Ingen politik åbner tabellen for rollen laege."),
                of(
                        "another purpose",
                        List.of(permit("p").purposes(Purpose.TEST).allRows(BORGER)),
                        "borger",
                        Outcome.ABSENT,
                        "gælder formål: test"),
                of(
                        "a missing attribute",
                        List.of(permit("p").when(":user.shak = '6620'").allRows(BORGER)),
                        "borger",
                        Outcome.ABSENT,
                        "ikke opfylder (mangler shak)"),
                of(
                        "over",
                        List.of(permit("p").valid("", "2026-01-01").allRows(BORGER)),
                        "borger",
                        Outcome.ABSENT,
                        "gælder ikke i dag"),
                of(
                        "a missing table",
                        List.of(permit("p").rows(BORGER, "pid IN (SELECT s.pid FROM samtykke s)")),
                        "borger",
                        Outcome.ABSENT,
                        "som ingen kilde udfylder"),
                of(
                        "FMK",
                        List.of(),
                        "medicin_ordination",
                        Outcome.ABSENT,
                        "Fælles Medicinkort læses kun til behandling",
                        Purpose.FORSKNING),
                of("supervision", List.of(), "borger", Outcome.ABSENT, "når ingen tabel om borgere", Purpose.KONTROL),
                of("nobody's table", List.of(), "findes_ikke", Outcome.UNKNOWN, "Ingen kilde udfylder"),
                of("nobody's column", List.of(), "borger.findes_ikke", Outcome.UNKNOWN, "ingen kolonne findes_ikke"));
    }

    private static Arguments of(
            String what, List<PolicyBuilder> set, String about, Outcome outcome, String sentence, Purpose... purpose) {
        return Arguments.of(what, set, about, outcome, sentence, purpose.length == 0 ? Purpose.BEHANDLING : purpose[0]);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("questions")
    void aDecisionIsExplainedInBothLanguages(
            String what, List<PolicyBuilder> set, String about, Outcome outcome, String sentence, Purpose purpose) {
        Explanation explanation = explain(set, about, purpose, Optional.empty());

        assertThat(explanation.outcome()).as(what).isEqualTo(outcome);
        assertThat(explanation.sentences())
                .anySatisfy(each -> assertThat(each.danish()).contains(sentence))
                .allSatisfy(each -> assertThat(each.english()).isNotBlank().isNotEqualTo(each.danish()));
        assertThat(explanation.version())
                .isEqualTo(
                        new PolicyEngine(set.stream().map(PolicyBuilder::build).toList()).version());
    }

    private static Explanation explain(
            List<PolicyBuilder> set, String about, Purpose purpose, Optional<String> reason) {
        PolicyEngine engine =
                new PolicyEngine(set.stream().map(PolicyBuilder::build).toList());
        Principal doctor = new Principal("laege-1", "laege", "praksis:099001", purpose, Set.of(purpose), Map.of());
        AccessRequest request = new AccessRequest(doctor, purpose, reason, LocalDate.of(2026, 11, 23), CATALOGUE);
        int dot = about.indexOf('.');
        return Explainer.explain(
                engine,
                request,
                TableName.sundhed(dot < 0 ? about : about.substring(0, dot)),
                dot < 0 ? Optional.empty() : Optional.of(about.substring(dot + 1)));
    }

    private static List<String> danish(Explanation explanation) {
        return explanation.sentences().stream()
                .map(Explanation.Sentence::danish)
                .toList();
    }

    private static List<String> english(Explanation explanation) {
        return explanation.sentences().stream()
                .map(Explanation.Sentence::english)
                .toList();
    }

    /** All that is said of a table: each grant, each forbid, the cap and the citizen's log, in this order. */
    @Test
    void everythingThatActsOnATableIsSaid() {
        List<PolicyBuilder> set = List.of(
                permit("a")
                        .rows(BORGER, "dag IS NULL")
                        .breakGlass(60, "TRUE")
                        .maxRows(10)
                        .logToCitizen("set"),
                permit("b").onePerson().allRows(BORGER),
                permit("other").allRows("sundhed.medicin_ordination"),
                forbid("f").explanation("Derfor.").rows(BORGER, "dag IS NULL"));

        Explanation table = explain(set, "borger", Purpose.BEHANDLING, Optional.of("akut"));

        assertThat(danish(table))
                .containsExactly(
                        "Tabellen sundhed.borger vises for rollen laege med formålet behandling.",
                        "Politikken a v1 viser de rækker, hvor politikkens betingelse er sand: Fordi.",
                        "Politikken a v1 viser alle rækker, ved værdispring om præcis én person: Fordi.",
                        "Politikken b v1 viser alle rækker, når spørgsmålet er om præcis én person: Fordi.",
                        "Politikken f v1 tager rækker fra: Derfor.",
                        "Et svar kan have højst 10 rækker.",
                        "Borgeren kan se opslaget i sin log.");
        assertThat(english(table))
                .containsExactly(
                        "Table sundhed.borger is shown to role laege with purpose behandling.",
                        "Policy a v1 shows the rows where its condition is true (lov).",
                        "Policy a v1 shows all rows, by break-glass for exactly one person (lov).",
                        "Policy b v1 shows all rows, while the query binds exactly one person (lov).",
                        "Policy f v1 takes rows away (lov).",
                        "An answer may have at most 10 rows.",
                        "The citizen sees the look-up in the own log.");

        Explanation column = explain(set, "borger.dag", Purpose.BEHANDLING, Optional.of("akut"));

        assertThat(column.outcome()).isEqualTo(Outcome.SHOWN);
        assertThat(danish(column))
                .startsWith("Kolonnen sundhed.borger.dag vises for rollen laege med formålet" + " behandling.");
        assertThat(danish(column).subList(1, 7)).isEqualTo(danish(table).subList(1, 7));
    }

    /** A column is explained by the grants that hold it alone. */
    @Test
    void aColumnOfOnePersonOnlyIsSaidToBeThat() {
        List<PolicyBuilder> set = List.of(
                permit("a").columns(BORGER, "TRUE", PolicyBuilder.listed("dag")),
                permit("b").onePerson().columns(BORGER, "TRUE", PolicyBuilder.listed("cpr")));

        Explanation cpr = explain(set, "borger.cpr", Purpose.BEHANDLING, Optional.empty());

        assertThat(cpr.outcome()).isEqualTo(Outcome.ONE_PERSON);
        assertThat(danish(cpr))
                .containsExactly(
                        "Kolonnen sundhed.borger.cpr vises for rollen laege med formålet behandling.",
                        "Politikken b v1 viser alle rækker, når spørgsmålet er om præcis én person: Fordi.");
    }

    @Test
    void aColumnOfCountsIsOnlyCounted() {
        PolicyBuilder counts =
                permit("p").purposes(Purpose.PLANLAEGNING).release(COUNTS).allRows(BORGER);

        Explanation day = explain(List.of(counts), "borger.dag", Purpose.PLANLAEGNING, Optional.empty());

        assertThat(day.outcome()).isEqualTo(Outcome.COUNTS_ONLY);
        assertThat(english(day)).contains("Only counts of at least 7 persons are shown.");
    }

    /** Policies of other tables and other roles are nobody's obstacle, and a forbid for everybody is. */
    @Test
    void onlyWhatCouldHaveHadASayIsNamed() {
        List<PolicyBuilder> set = List.of(
                permit("another-table").allRows("sundhed.medicin_ordination"),
                permit("another-role").roles("drift").allRows(BORGER),
                permit("over").valid("", "2026-01-01").allRows(BORGER),
                permit("unmet")
                        .when(":user.shak = '6620' AND NOT :user.navn = 'laege-1'")
                        .allRows(BORGER),
                permit("unmet-though-known").when("NOT :user.navn = 'laege-1'").allRows(BORGER),
                forbid("everybody").roles(Audience.EVERYBODY).allRows(BORGER));

        Explanation explanation = explain(set, "borger", Purpose.BEHANDLING, Optional.empty());

        assertThat(explanation.outcome()).isEqualTo(Outcome.ABSENT);
        assertThat(danish(explanation))
                .containsExactly(
                        "Tabellen sundhed.borger findes ikke for rollen laege med formålet behandling.",
                        "Politikken everybody v1 forbyder den: Fordi.",
                        "Politikken over v1 gælder ikke i dag.",
                        "Politikken unmet v1 har en betingelse, som brugeren ikke opfylder (mangler shak).",
                        "Politikken unmet-though-known v1 har en betingelse, som brugeren ikke opfylder.");
        assertThat(english(explanation))
                .containsExactly(
                        "Table sundhed.borger does not exist for role laege with purpose behandling.",
                        "Policy everybody v1 forbids it (lov).",
                        "Policy over v1 is not in force today.",
                        "Policy unmet v1 has a condition that the user does not meet (without shak).",
                        "Policy unmet-though-known v1 has a condition that the user does not meet.");
        assertThat(danish(explain(
                        List.of(forbid("everybody").roles(Audience.EVERYBODY).allRows(BORGER)),
                        "borger",
                        Purpose.BEHANDLING,
                        Optional.empty())))
                .contains("Ingen politik åbner tabellen for rollen laege.");
    }

    /** The sentence is the one with which the table or column is refused (SAM-214). */
    @Test
    void whatAPolicyAnnouncesExistsAndIsNotShown() {
        List<PolicyBuilder> table =
                List.of(forbid("f").announce().explanation("Derfor.").allRows(BORGER));
        List<PolicyBuilder> column = List.of(
                permit("p").announce().explanation("Derfor.").columns(BORGER, "TRUE", PolicyBuilder.listed("dag")));

        Explanation ofTable = explain(table, "borger", Purpose.BEHANDLING, Optional.empty());
        Explanation ofColumn = explain(column, "borger.cpr", Purpose.BEHANDLING, Optional.empty());
        Explanation ofShown = explain(column, "borger.dag", Purpose.BEHANDLING, Optional.empty());

        assertThat(List.of(ofTable.outcome(), ofColumn.outcome(), ofShown.outcome()))
                .containsExactly(Outcome.WITHHELD, Outcome.WITHHELD, Outcome.SHOWN);
        assertThat(danish(ofTable))
                .containsExactly("Tabellen sundhed.borger vises ikke: politikken f v1 siger: Derfor.");
        assertThat(danish(ofColumn))
                .containsExactly("Kolonnen sundhed.borger.cpr vises ikke: politikken p v1 siger: Derfor.");
        assertThat(english(ofTable)).singleElement().asString().startsWith("Policy f v1 withholds it and says so");
        assertThat(ofTable.policies()).extracting(PolicyRef::id).containsExactly("f");
    }

    @Test
    void whatNobodyFillsIsSaidToExistForNobody() {
        assertThat(danish(explain(List.of(), "findes_ikke", Purpose.BEHANDLING, Optional.empty())))
                .containsExactly("Ingen kilde udfylder tabellen sundhed.findes_ikke, så den findes ikke for nogen.");
        assertThat(english(explain(List.of(), "medicin_ordination", Purpose.FORSKNING, Optional.empty())))
                .contains("FMK is read for treatment and the citizen's own view only; no policy can lift that.");
        assertThat(english(explain(List.of(), "borger", Purpose.KONTROL, Optional.empty())))
                .contains("Purpose kontrol reaches no table about citizens; no policy can lift that.");
    }

    /** A direct identifier is not blamed on a mode that would show it. */
    @Test
    void anIdentifierThatAPolicyLeavesOutIsThePolicysDoing() {
        Explanation cpr = explain(
                List.of(permit("p").columns(BORGER, "TRUE", PolicyBuilder.listed("dag"))),
                "borger.cpr",
                Purpose.BEHANDLING,
                Optional.empty());

        assertThat(danish(cpr))
                .containsExactly(
                        "Kolonnen sundhed.borger.cpr findes ikke for rollen laege med formålet behandling.",
                        "Politikken p v1 viser tabellen uden den kolonne.");
    }
}
