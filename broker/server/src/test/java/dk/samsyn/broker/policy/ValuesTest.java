package dk.samsyn.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Masks, obligations, column classes and the attributes of a session. */
class ValuesTest {
    @ParameterizedTest
    @CsvSource({
        "plain, varchar(3), true",
        "blank, decimal(18;4), true",
        "pseudonym, varchar(16), true",
        "pseudonym, integer, false",
        "practice_pseudonym, varchar(16), true",
        "practice_pseudonym, date, false",
        "year, date, true",
        "year, timestamp, true",
        "year, varchar(4), false",
        "quarter, timestamp, true",
        "quarter, integer, false",
        "age_band, integer, true",
        "age_band, date, false",
        "postal_to_municipality, integer, true",
        "postal_to_municipality, varchar(4), false",
        "hierarchy:icd, varchar(10), true",
        "hierarchy:icd, integer, false",
    })
    void aMaskFitsTypesItKeeps(String label, String type, boolean fits) {
        Mask mask = Mask.parse(label).orElseThrow();

        assertThat(mask.fits(type.replace(';', ','))).isEqualTo(fits);
        assertThat(mask).hasToString(label);
    }

    @ParameterizedTest
    @CsvSource({"YEAR", "hierarchy", "hierarchy:", "null", "''"})
    void whatIsNoMaskIsNotGuessed(String label) {
        assertThat(Mask.parse(label)).isEmpty();
    }

    @Test
    void masksGoFromLightToHeavy() {
        List<Mask> masks = List.of(
                Mask.PLAIN,
                Mask.of(Mask.Kind.QUARTER),
                Mask.of(Mask.Kind.YEAR),
                new Mask(Mask.Kind.HIERARCHY, "a"),
                new Mask(Mask.Kind.HIERARCHY, "b"),
                Mask.of(Mask.Kind.BLANK));

        assertThat(masks).isSorted();
        assertThat(masks.get(1)).isLessThan(masks.get(2));
    }

    /** Whether the values of one mask can be worked out from those of another. */
    @ParameterizedTest
    @CsvSource({
        "plain, year, true",
        "plain, hierarchy:icd, true",
        "year, plain, false",
        "year, blank, true",
        "blank, year, false",
        "quarter, year, true",
        "quarter, age_band, false",
        "year, quarter, false",
        "age_band, year, false",
        "practice_pseudonym, pseudonym, true",
        "practice_pseudonym, year, false",
        "pseudonym, practice_pseudonym, false",
        "hierarchy:icd, hierarchy:icd, true",
        "hierarchy:icd, hierarchy:atc, false",
    })
    void aMaskShowsWhatFollowsFromIt(String one, String other, boolean shown) {
        assertThat(Mask.parse(one).orElseThrow().showsAtLeast(Mask.parse(other).orElseThrow()))
                .isEqualTo(shown);
    }

    @Test
    void onlyAHierarchyHasAName() {
        assertThatThrownBy(() -> Mask.of(Mask.Kind.HIERARCHY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Mask(Mask.Kind.YEAR, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"D, DIRECT", "Q, QUASI", "S, SENSITIVE", "O, ORGANISATION", "N, NEUTRAL", "X, DIRECT", "d, DIRECT"})
    void whatNobodyClassifiedIsADirectIdentifier(String letter, ColumnClass columnClass) {
        assertThat(ColumnClass.ofLetter(letter)).isEqualTo(columnClass);
    }

    @Test
    void aTypeIsReadInAnyCase() {
        assertThat(new GovernedColumn("dato", "DATE", ColumnClass.QUASI).type()).isEqualTo("date");
    }

    @Test
    void obligationsAddUpToTheStrictest() {
        Obligations small = new Obligations(OptionalInt.of(5), List.of("a"), List.of("x"));
        Obligations large = new Obligations(OptionalInt.of(50), List.of("a", "b"), List.of());

        assertThat(small.and(large)).isEqualTo(new Obligations(OptionalInt.of(5), List.of("a", "b"), List.of("x")));
        assertThat(large.and(small).maxRows()).hasValue(5);
        assertThat(Obligations.NONE.and(large).maxRows()).hasValue(50);
        assertThat(large.and(Obligations.NONE).maxRows()).hasValue(50);
        assertThat(Obligations.NONE.logToCitizen()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "praksis:099001, 099001, almen_praksis",
                "hospital:6620, 6620, hospital",
                "kommune:730, K730, kommune",
                "region:1082, 1082, region",
                "godkendelse:1-45-70, 1-45-70, forskning",
                "test, none, none",
                "'', none, none",
                ":x, none, none",
                "klub:1, 1, none",
            })
    void anOrganisationIsWhatConsentsCallIt(String organisation, String orgId, String sector) {
        Principal principal =
                new Principal("a", "r", organisation, Purpose.TEST, Set.of(Purpose.TEST), Map.of("cpr", "1"));

        Map<String, Object> attributes = SessionAttributes.of(principal);

        assertThat(attributes.get("organisation")).isEqualTo(orgId);
        assertThat(attributes.get("sektor")).isEqualTo(sector);
        assertThat(attributes)
                .containsEntry("cpr", "1")
                .containsEntry("navn", "a")
                .containsEntry("rolle", "r");
        assertThat(SessionAttributes.NAMES).containsAll(attributes.keySet());
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void everyPurposeHasOneMode(Purpose purpose) {
        String mode = BuiltInRules.mode(purpose).label();

        assertThat(mode)
                .isEqualTo(
                        switch (purpose) {
                            case KVALITET, FORSKNING -> "pseudonymised";
                            case PLANLAEGNING -> "aggregated";
                            case BEHANDLING, FOREBYGGELSE, SAGSBEHANDLING, EGET_INDBLIK, KONTROL, TEST -> "identified";
                        });
    }
}
