package dk.samsyn.broker.steward;

import static dk.samsyn.broker.steward.SetsFixture.FILE;
import static dk.samsyn.broker.steward.SetsFixture.V1;
import static dk.samsyn.broker.steward.SetsFixture.V2;
import static dk.samsyn.broker.steward.SetsFixture.files;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.policy.Mandate;
import dk.samsyn.broker.policy.PolicyEngine;
import dk.samsyn.broker.steward.StoredSet.State;
import dk.samsyn.spi.ErrorCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicySetsTest {
    private static final String ANNE = "steward-1";
    private static final String BO = "steward-2";

    private final SetsFixture fixture = new SetsFixture();
    private final PolicySets sets = fixture.open();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static void refused(ErrorCode code, ThrowingCallable act, String... sentence) {
        assertThatThrownBy(act).isInstanceOfSatisfying(QueryException.class, e -> {
            assertThat(e.errorCode()).isEqualTo(code);
            assertThat(java.util.List.of(sentence))
                    .allSatisfy(part -> assertThat(e.getMessage()).contains(part));
        });
    }

    private int submitted() {
        return sets.submit(ANNE, files(V2), "mænd").number();
    }

    private int approved() {
        int number = submitted();
        sets.approve(BO, number);
        return number;
    }

    @Test
    void theFirstSetIsTheDirectory() {
        assertThat(sets.sets()).singleElement().satisfies(set -> {
            assertThat(set.state()).isEqualTo(State.ACTIVE);
            assertThat(set.version()).isEqualTo(sets.get().version());
        });
        assertThat(fixture.acts)
                .containsExactly("samsyn policy.adopt {version=" + sets.get().version() + "}");
    }

    @Test
    void aSetGoesFromReviewOverASecondPersonIntoForceAndBack() {
        PolicyEngine before = sets.get();
        StoredSet submitted = sets.submit(ANNE, files(V2), "mænd");
        assertThat(submitted.state()).isEqualTo(State.REVIEW);
        assertThat(sets.get()).isSameAs(before);
        assertThat(sets.approve(BO, submitted.number()).state()).isEqualTo(State.APPROVED);
        assertThat(sets.get()).isSameAs(before);

        StoredSet active = sets.activate(ANNE, submitted.number(), fixture.trial());

        assertThat(active.state()).isEqualTo(State.ACTIVE);
        assertThat(sets.get().version()).isEqualTo(submitted.version()).isNotEqualTo(before.version());
        assertThat(sets.get().policies()).singleElement().satisfies(policy -> {
            assertThat(policy.mandate().status()).isEqualTo(Mandate.Status.ACTIVE);
            assertThat(policy.mandate().approvedBy()).containsExactly(BO);
        });
        assertThat(sets.set(1).state()).isEqualTo(State.RETIRED);

        assertThat(sets.rollBack(BO).number()).isEqualTo(1);
        assertThat(sets.get().version()).isEqualTo(before.version());
        refused(ErrorCode.POLICY_SET_STATE, () -> sets.rollBack(BO), "No set was in force before");
    }

    @Test
    void everyActIsInTheLogBeforeItHasEffectAndAfter() {
        int number = approved();
        sets.activate(BO, number, fixture.trial());
        sets.rollBack(ANNE);
        assertThat(fixture.acts)
                .extracting(act -> act.replaceFirst(" \\{.*", ""))
                .containsExactly(
                        "samsyn policy.adopt",
                        ANNE + " policy.submit",
                        ANNE + " policy.submit.done",
                        BO + " policy.approve",
                        BO + " policy.approve.done",
                        BO + " policy.activate",
                        BO + " policy.activate.done",
                        ANNE + " policy.rollback",
                        ANNE + " policy.rollback.done");
        assertThat(fixture.acts.get(6))
                .contains("set=2", "version=" + sets.set(2).version());
    }

    @Test
    void nobodyApprovesTheOwnSet() {
        int number = submitted();
        refused(ErrorCode.SECOND_PERSON, () -> sets.approve(ANNE, number), "somebody else");
        refused(ErrorCode.SECOND_PERSON, () -> sets.approve(ANNE.toUpperCase(java.util.Locale.ROOT), number));
        refused(ErrorCode.SECOND_PERSON, () -> sets.activate(ANNE, number, fixture.trial()), "not approved");
        assertThat(fixture.acts).contains(ANNE + " policy.approve.refused {code=SAM-702}");
    }

    @Test
    void theOwnerOfAPolicyDoesNotApproveItEither() {
        String own = V2.replace("anne@region.example", BO);
        int number = sets.submit(ANNE, files(own), "").number();
        refused(ErrorCode.SECOND_PERSON, () -> sets.approve(BO, number), "owner of policy laege");
    }

    @Test
    void aRedCaseKeepsASetOutOfForce() {
        int number = approved();
        fixture.red.add("got 2 rows");
        refused(ErrorCode.POLICY_CASES_RED, () -> sets.activate(BO, number, fixture.trial()), "1 of 1", "got 2 rows");
        assertThat(sets.activeNumber()).isEqualTo(1);
        fixture.red.clear();
        assertThat(sets.activate(BO, number, fixture.trial()).state()).isEqualTo(State.ACTIVE);
    }

    @Test
    void aConditionThatCannotBeLoadedKeepsASetOutOfForce() {
        int number = approved();
        fixture.unloadable.add("policy laege on sundhed.borger cannot be evaluated");
        refused(ErrorCode.POLICY_FILES, () -> sets.activate(BO, number, fixture.trial()), "laege on sundhed.borger");
        assertThat(sets.activeNumber()).isEqualTo(1);
    }

    @Test
    void whatWasComparedWithAnOlderSetIsStale() {
        int first = approved();
        String other = V2.replace("koen = 'M'", "koen = 'U'");
        int second = sets.submit(ANNE, files(other), "").number();
        sets.activate(BO, first, fixture.trial());
        assertThat(sets.set(second).stale()).isTrue();
        refused(ErrorCode.POLICY_SET_STATE, () -> sets.approve(BO, second), "Submit it again");
    }

    @Test
    void anotherBrokerOnTheSameDatabaseFollows() {
        PolicySets other = fixture.open(files(V1.replace("'K'", "'X'")));
        assertThat(other.get().version()).isEqualTo(sets.get().version());
        sets.activate(BO, approved(), fixture.trial());
        assertThat(other.get().version()).isNotEqualTo(sets.get().version());
        other.refresh();
        assertThat(other.get().version()).isEqualTo(sets.get().version());
        sets.rollBack(BO);
        refused(ErrorCode.POLICY_SET_STATE, () -> other.rollBack(BO), "Somebody else");
    }

    @Test
    void aRestartKeepsWhatIsInForce() {
        sets.activate(BO, approved(), fixture.trial());
        assertThat(fixture.open(files(V1)).activeNumber()).isEqualTo(2);
    }

    /** What an author forgets, and what is said of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version: 2|version: 1|needs a higher version than the active one; write version: 2",
                "status: review|status: active|says something else than the active version 1; write status: review",
                "status: review|status: draft|is active now and stands here as a draft",
                "table: sundhed.borger|table: sundhed.borgre|unknown table sundhed.borgre",
                "version: 2|version: two|/version",
            })
    void theTextsSayWhatIsProposed(String written, String instead, String problem) {
        String text = V2.replace(written, instead);
        refused(ErrorCode.POLICY_FILES, () -> sets.submit(ANNE, files(text), ""), problem, FILE);
    }

    @Test
    void aNewPolicyIsInReviewToo() {
        String fresh = V1.replace("policy: laege", "policy: ny");
        SetFiles claimed = SetsFixture.with(files(V1), "ny.policy.yaml", fresh);
        refused(ErrorCode.POLICY_FILES, () -> sets.submit(ANNE, claimed, ""), "ny.policy.yaml:1", "is new");
        SetFiles proposed =
                SetsFixture.with(files(V1), "ny.policy.yaml", fresh.replace("status: active", "status: review"));
        assertThat(sets.changes(sets.read(proposed)).added()).containsExactly("ny");
    }

    @Test
    void nothingIsSubmittedThatChangesNothing() {
        refused(ErrorCode.POLICY_FILES, () -> sets.submit(ANNE, files(V1), ""), "Nothing differs");
    }

    @Test
    void aRetiredPolicyEnds() {
        String retired = V1.replace("status: active", "status: retired").replace("# in force", "");
        String another = V1.replace("policy: laege", "policy: anden").replace("status: active", "status: review");
        SetFiles proposed = SetsFixture.with(files(retired), "anden.policy.yaml", another);
        int number = sets.submit(ANNE, proposed, "").number();
        sets.approve(BO, number);
        sets.activate(BO, number, fixture.trial());
        assertThat(sets.get().policies())
                .filteredOn(policy -> policy.mandate().status() == Mandate.Status.ACTIVE)
                .extracting(policy -> policy.id())
                .containsExactly("anden");
    }

    @Test
    void anApprovalChangesTwoLinesOfTheText() {
        sets.approve(BO, submitted());
        assertThat(sets.read(2).files().texts().get(FILE))
                .isEqualTo(V2.replace(
                                "status: review          # proposed",
                                "status: active          # proposed\napproved_by: [\"steward-2\"]")
                        .replace("approved_by:\n  - bo@region.example\n", ""));
    }

    @Test
    void aSetThatDoesNotExistHasACode() {
        refused(ErrorCode.POLICY_SET_UNKNOWN, () -> sets.approve(BO, 17), "17");
    }

    @ParameterizedTest
    @CsvSource({"../x.policy.yaml", "/etc/x.policy.yaml", "x.txt", "a/b/c/d/e.policy.yaml", "a/..x/y.policy.yaml"})
    void aSetHoldsNothingButFilesOfPolicies(String name) {
        assertThatThrownBy(() -> SetsFixture.with(files(V1), name, "")).isInstanceOf(IllegalArgumentException.class);
    }
}
