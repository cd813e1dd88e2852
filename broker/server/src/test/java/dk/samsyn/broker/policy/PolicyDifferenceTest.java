package dk.samsyn.broker.policy;

import static dk.samsyn.broker.policy.PolicyBuilder.forbid;
import static dk.samsyn.broker.policy.PolicyBuilder.permit;
import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.policy.PolicyDifference.Line;
import dk.samsyn.broker.policy.PolicyDifference.Verdict;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyDifferenceTest {
    private static final String BORGER = "sundhed.borger";
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final GovernedTable TABLE = new GovernedTable(
            TableName.parse(BORGER),
            "stamdata",
            List.of(
                    new GovernedColumn("pid", "pid", ColumnClass.DIRECT),
                    new GovernedColumn("cpr", "varchar(12)", ColumnClass.DIRECT),
                    new GovernedColumn("koen", "varchar(1)", ColumnClass.QUASI),
                    new GovernedColumn("dag", "date", ColumnClass.QUASI)));

    private static List<Line> between(List<PolicyBuilder> active, List<PolicyBuilder> proposed) {
        return PolicyDifference.between(engine(active), engine(proposed), List.of(TABLE), TODAY);
    }

    private static PolicyEngine engine(List<PolicyBuilder> policies) {
        return new PolicyEngine(policies.stream().map(PolicyBuilder::build).toList());
    }

    private static Columns columns(String mask) {
        Map<String, Mask> masks =
                mask.isEmpty() ? Map.of() : Map.of("dag", Mask.parse(mask).orElseThrow());
        return Columns.of(Columns.Selection.LISTED, List.of("koen", "dag"), masks);
    }

    private static Release counts(int minimum, String... groupBy) {
        return new Release(ReleaseMode.AGGREGATED, minimum, "pid", Optional.of(List.of(groupBy)));
    }

    private static PolicyBuilder plan(Release release) {
        return permit("p").purposes(Purpose.PLANLAEGNING).release(release).allRows(BORGER);
    }

    /** Active, proposed, and how the second compares; the other way round it compares the other way round. */
    static Stream<Arguments> pairs() {
        PolicyBuilder women = permit("p").rows(BORGER, "koen = 'K'");
        return Stream.of(
                of("nothing at all", List.of(), List.of(permit("p").allRows(BORGER)), Verdict.WIDER),
                of("all rows", List.of(women), List.of(permit("p").allRows(BORGER)), Verdict.WIDER),
                of(
                        "one condition more",
                        List.of(women),
                        List.of(permit("p").rows(BORGER, "koen = 'K' AND alder > 3")),
                        Verdict.NARROWER),
                of(
                        "another condition",
                        List.of(women),
                        List.of(permit("p").rows(BORGER, "koen = 'M'")),
                        Verdict.UNKNOWN),
                of(
                        "the same in two policies",
                        List.of(women),
                        List.of(
                                permit("p").rows(BORGER, "koen = 'K'"),
                                permit("q").rows(BORGER, "koen = 'K'")),
                        Verdict.SAME),
                of(
                        "a second permit",
                        List.of(women),
                        List.of(
                                permit("p").rows(BORGER, "koen = 'K'"),
                                permit("q").rows(BORGER, "koen = 'M'")),
                        Verdict.WIDER),
                of(
                        "all columns",
                        List.of(women),
                        List.of(permit("p")
                                .columns(BORGER, "koen = 'K'", Columns.of(Columns.Selection.ALL, List.of(), Map.of()))),
                        Verdict.WIDER),
                of(
                        "a mask",
                        List.of(permit("p").columns(BORGER, "TRUE", columns(""))),
                        List.of(permit("p").columns(BORGER, "TRUE", columns("year"))),
                        Verdict.NARROWER),
                of(
                        "a heavier mask",
                        List.of(permit("p").columns(BORGER, "TRUE", columns("quarter"))),
                        List.of(permit("p").columns(BORGER, "TRUE", columns("year"))),
                        Verdict.NARROWER),
                of(
                        "fewer rows, more columns",
                        List.of(permit("p").columns(BORGER, "TRUE", columns("year"))),
                        List.of(permit("p").columns(BORGER, "koen = 'K'", columns(""))),
                        Verdict.UNKNOWN),
                of(
                        "a forbid",
                        List.of(women),
                        List.of(
                                permit("p").rows(BORGER, "koen = 'K'"),
                                forbid("f").rows(BORGER, "alder > 3")),
                        Verdict.NARROWER),
                of(
                        "a stronger forbid",
                        List.of(permit("p").allRows(BORGER), forbid("f").rows(BORGER, "alder > 3")),
                        List.of(permit("p").allRows(BORGER), forbid("f").rows(BORGER, "alder > 1")),
                        Verdict.NARROWER),
                of(
                        "a forbid of all",
                        List.of(women),
                        List.of(
                                permit("p").rows(BORGER, "koen = 'K'"),
                                forbid("f").allRows(BORGER)),
                        Verdict.NARROWER),
                of(
                        "a forbid of all for some",
                        List.of(women),
                        List.of(
                                permit("p").allRows(BORGER),
                                forbid("f").when(":user.shak IS NULL").allRows(BORGER)),
                        Verdict.UNKNOWN),
                of(
                        "for some users only",
                        List.of(women),
                        List.of(permit("p").when(":user.shak IS NULL").rows(BORGER, "koen = 'K'")),
                        Verdict.NARROWER),
                of(
                        "for a shorter time",
                        List.of(permit("p").valid("", "2027-12-31").allRows(BORGER)),
                        List.of(permit("p").valid("", "2027-06-30").allRows(BORGER)),
                        Verdict.NARROWER),
                of(
                        "from a day that is past anyway",
                        List.of(permit("p").valid("2020-01-01", "").allRows(BORGER)),
                        List.of(permit("p").valid("2026-01-01", "").allRows(BORGER)),
                        Verdict.SAME),
                of(
                        "from next year",
                        List.of(permit("p").allRows(BORGER)),
                        List.of(permit("p").valid("2027-01-01", "").allRows(BORGER)),
                        Verdict.NARROWER),
                of(
                        "one person at a time",
                        List.of(permit("p").allRows(BORGER)),
                        List.of(permit("p").onePerson().allRows(BORGER)),
                        Verdict.NARROWER),
                of(
                        "break-glass",
                        List.of(women),
                        List.of(permit("p").rows(BORGER, "koen = 'K'").breakGlass(60, "koen = 'M'")),
                        Verdict.WIDER),
                of(
                        "shorter break-glass",
                        List.of(permit("p").rows(BORGER, "koen = 'K'").breakGlass(60, "koen = 'M'")),
                        List.of(permit("p").rows(BORGER, "koen = 'K'").breakGlass(30, "koen = 'M'")),
                        Verdict.NARROWER),
                of(
                        "a row cap",
                        List.of(permit("p").allRows(BORGER)),
                        List.of(permit("p").maxRows(10).allRows(BORGER)),
                        Verdict.NARROWER),
                of(
                        "larger groups",
                        List.of(plan(counts(5, "koen"))),
                        List.of(plan(counts(10, "koen"))),
                        Verdict.NARROWER),
                of(
                        "more to group by",
                        List.of(plan(counts(5, "koen"))),
                        List.of(plan(counts(5, "koen", "dag"))),
                        Verdict.WIDER),
                of(
                        "larger groups of more",
                        List.of(plan(counts(5, "koen"))),
                        List.of(plan(counts(10, "koen", "dag"))),
                        Verdict.UNKNOWN),
                of(
                        "another text",
                        List.of(women),
                        List.of(permit("p").explanation("Noget andet.").rows(BORGER, "koen = 'K'")),
                        Verdict.SAME),
                of(
                        "retired",
                        List.of(women),
                        List.of(permit("p").status(Mandate.Status.RETIRED).rows(BORGER, "koen = 'K'")),
                        Verdict.NARROWER));
    }

    private static Arguments of(
            String what, List<PolicyBuilder> active, List<PolicyBuilder> proposed, Verdict verdict) {
        return Arguments.of(what, active, proposed, verdict);
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("pairs")
    void aChangeHasItsVerdict(String what, List<PolicyBuilder> active, List<PolicyBuilder> proposed, Verdict verdict) {
        assertThat(between(active, proposed)).as(what).extracting(Line::verdict).containsExactly(verdict);
        Verdict contrary =
                switch (verdict) {
                    case WIDER -> Verdict.NARROWER;
                    case NARROWER -> Verdict.WIDER;
                    case SAME -> Verdict.SAME;
                    case UNKNOWN -> Verdict.UNKNOWN;
                };
        assertThat(between(proposed, active)).as(what).extracting(Line::verdict).containsExactly(contrary);
    }

    @Test
    void aLineSaysWhatDiffers() {
        List<Line> lines = between(
                List.of(permit("p").columns(BORGER, "TRUE", columns(""))),
                List.of(permit("q").columns(BORGER, "koen = 'K'", columns("year"))));
        assertThat(lines.get(0).reasons())
                .containsExactly(
                        "politik p v1 gælder ikke længere",
                        "ny politik q v1",
                        "kolonnen dag: plain bliver til year",
                        "rækkernes betingelse er ændret");
    }

    static Stream<Arguments> reasons() {
        PolicyBuilder all = permit("p").allRows(BORGER);
        return Stream.of(
                Arguments.of("nothing", List.of(all), List.of(all), List.of()),
                Arguments.of(
                        "another version",
                        List.of(all),
                        List.of(permit("p").version(2).allRows(BORGER)),
                        List.of("politik p v1 bliver til v2")),
                Arguments.of(
                        "a forbid",
                        List.of(all),
                        List.of(all, forbid("f").rows(BORGER, "koen = 'K'")),
                        List.of("ny politik f v1", "rækkernes betingelse er ændret")),
                Arguments.of(
                        "another column",
                        List.of(permit("p").columns(BORGER, "TRUE", PolicyBuilder.listed("koen"))),
                        List.of(permit("p").columns(BORGER, "TRUE", PolicyBuilder.listed("dag"))),
                        List.of("kolonnen dag bliver vist", "kolonnen koen vises ikke længere")),
                Arguments.of(
                        "a lighter mask in one of two permits",
                        List.of(permit("p").columns(BORGER, "TRUE", columns("year"))),
                        List.of(
                                permit("p").columns(BORGER, "TRUE", columns("year")),
                                permit("q").columns(BORGER, "TRUE", columns("quarter"))),
                        List.of("ny politik q v1", "kolonnen dag: year bliver til quarter")),
                Arguments.of(
                        "a heavier mask beside a lighter one",
                        List.of(permit("p").columns(BORGER, "TRUE", columns("quarter"))),
                        List.of(
                                permit("p").columns(BORGER, "TRUE", columns("quarter")),
                                permit("q").columns(BORGER, "TRUE", columns("year"))),
                        List.of("ny politik q v1")),
                Arguments.of(
                        "obligations",
                        List.of(all),
                        List.of(permit("p").maxRows(3).allRows(BORGER)),
                        List.of("forpligtelserne er ændret")),
                Arguments.of(
                        "larger groups",
                        List.of(plan(counts(5, "koen"))),
                        List.of(plan(counts(10, "koen"))),
                        List.of("udlevering: aggregated mindst 5 bliver til aggregated mindst 10")),
                Arguments.of(
                        "a table that is gone",
                        List.of(all),
                        List.of(),
                        List.of("politik p v1 gælder ikke længere", "tabellen vises ikke længere")),
                Arguments.of(
                        "a table that is new",
                        List.of(),
                        List.of(all),
                        List.of("ny politik p v1", "tabellen bliver vist")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reasons")
    void aLineSaysExactlyWhatDiffers(
            String what, List<PolicyBuilder> active, List<PolicyBuilder> proposed, List<String> sentences) {
        assertThat(between(active, proposed).get(0).reasons()).as(what).isEqualTo(sentences);
    }

    /** What follows only for the users of one condition is not claimed for another. */
    @Test
    void aConditionOnTheUserThatDemandsMoreIsNarrower() {
        PolicyBuilder one = permit("p").when(":user.shak = '1'").allRows(BORGER);
        PolicyBuilder two =
                permit("p").when(":user.shak = '1' AND :user.afdeling = '2'").allRows(BORGER);
        PolicyBuilder three = permit("p").when(":user.shak = '2'").allRows(BORGER);

        assertThat(between(List.of(one), List.of(two)))
                .extracting(Line::verdict)
                .containsExactly(Verdict.NARROWER);
        assertThat(between(List.of(two), List.of(one)))
                .extracting(Line::verdict)
                .containsExactly(Verdict.WIDER);
        assertThat(between(List.of(one), List.of(three)))
                .extracting(Line::verdict)
                .containsExactly(Verdict.UNKNOWN);
        assertThat(between(List.of(two), List.of(three)))
                .extracting(Line::verdict)
                .containsExactly(Verdict.UNKNOWN);
    }

    /** Settings count for a whole table, so those of permits that hold for different users prove nothing. */
    @Test
    void aCapThatHoldsForSomeUsersIsNotTheTables() {
        PolicyBuilder some = permit("q").when(":user.shak IS NULL").maxRows(5).allRows(BORGER);

        assertThat(between(
                        List.of(permit("p").allRows(BORGER)),
                        List.of(permit("p").allRows(BORGER), some)))
                .extracting(Line::verdict)
                .containsExactly(Verdict.UNKNOWN);
    }

    /** A forbid that takes all of a table leaves nothing only if it holds for everybody and already today. */
    @Test
    void aForbidThatBeginsLaterTakesNothingYet() {
        PolicyBuilder all = permit("p").allRows(BORGER);
        PolicyBuilder later = forbid("f").valid("2027-01-01", "").allRows(BORGER);

        assertThat(between(List.of(all), List.of(permit("q").columns(BORGER, "TRUE", PolicyBuilder.all()), later)))
                .extracting(Line::verdict)
                .containsExactly(Verdict.UNKNOWN);
        assertThat(between(
                        List.of(all),
                        List.of(
                                permit("q").columns(BORGER, "TRUE", PolicyBuilder.all()),
                                forbid("f").allRows(BORGER))))
                .extracting(Line::verdict)
                .containsExactly(Verdict.NARROWER);
    }

    /** A policy whose last day has passed, or of another mode or table, claims nothing. */
    @Test
    void whatNoLongerHoldsClaimsNothing() {
        assertThat(between(List.of(permit("p").valid("", "2026-11-22").allRows(BORGER)), List.of()))
                .isEmpty();
        assertThat(between(List.of(permit("p").valid("", "2026-11-23").allRows(BORGER)), List.of()))
                .hasSize(1);
        assertThat(between(List.of(permit("p").release(counts(5, "koen")).allRows(BORGER)), List.of()))
                .isEmpty();
        assertThat(between(List.of(permit("p").allRows("sundhed.diagnose")), List.of()))
                .isEmpty();
        assertThat(between(List.of(permit("p").status(Mandate.Status.DRAFT).allRows(BORGER)), List.of()))
                .isEmpty();
    }

    @Test
    void whereNothingIsSaidThereIsNoLine() {
        assertThat(between(List.of(permit("p").roles("drift").allRows(BORGER)), List.of()))
                .extracting(Line::role)
                .containsExactly("drift");
        assertThat(between(List.of(permit("p").purposes(Purpose.KONTROL).allRows(BORGER)), List.of()))
                .as("a purpose that no policy can lift")
                .isEmpty();
    }
}
