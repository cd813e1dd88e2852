package dk.samsyn.broker.policy;

import static dk.samsyn.broker.policy.PolicyBuilder.forbid;
import static dk.samsyn.broker.policy.PolicyBuilder.permit;
import static org.assertj.core.api.Assertions.assertThat;

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
        PolicyEngine engine =
                new PolicyEngine(set.stream().map(PolicyBuilder::build).toList());
        Principal doctor = new Principal("laege-1", "laege", "praksis:099001", purpose, Set.of(purpose), Map.of());
        AccessRequest request =
                new AccessRequest(doctor, purpose, Optional.empty(), LocalDate.of(2026, 11, 23), CATALOGUE);
        int dot = about.indexOf('.');
        Explanation explanation = Explainer.explain(
                engine,
                request,
                TableName.sundhed(dot < 0 ? about : about.substring(0, dot)),
                dot < 0 ? Optional.empty() : Optional.of(about.substring(dot + 1)));

        assertThat(explanation.outcome()).as(what).isEqualTo(outcome);
        assertThat(explanation.sentences())
                .anySatisfy(each -> assertThat(each.danish()).contains(sentence))
                .allSatisfy(each -> assertThat(each.english()).isNotBlank().isNotEqualTo(each.danish()));
        assertThat(explanation.version()).isEqualTo(engine.version());
    }
}
