package dk.samsyn.broker.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes of the shipped concepts, above all those that are easily taken for each other. */
class ShippedConceptsTest {
    private static final Path DIRECTORY = DeclaredTables.repository().resolve("conf/concepts");

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "diagnose, SKS, DE119, DM2",
                "diagnose, SKS, DE109, DM1",
                "diagnose, SKS, DE139, DM_ANDEN",
                "diagnose, SKS, DE149, DM_ANDEN",
                "diagnose, SKS, DO244, none",
                "diagnose, SKS, DE162, none",
                "diagnose, SKS, DJ441, KOL",
                "diagnose, SKS, DJ439, none",
                "diagnose, SKS, DI200, AKS",
                "diagnose, SKS, DI209, IHD",
                "diagnose, SKS, DI214, AKS",
                "diagnose, SKS, DI252, IHD",
                "diagnose, SKS, DI259, IHD",
                "diagnose, ICPC2, T90, DM2",
                "diagnose, ICPC2, T90.1, DM2",
                "diagnose, ICPC2, T89, DM1",
                "diagnose, ICPC2, R95, KOL",
                "diagnose, ICPC2, R96, ASTMA",
                "diagnose, ICPC2, R79, none",
                "diagnose, ICPC2, K87, HT",
                "laboratorium, NPU, NPU27300, HBA1C",
                "laboratorium, lokal, AAB00093, HBA1C",
                "laboratorium, NPU, DNK35302, EGFR",
                "laboratorium, lokal, NPU27300, none",
                "maaling, MCS, MCS88019, BT_SYS",
                "maaling, Nexus, Blodtryk systolisk, BT_SYS",
                "maaling, SFI, Pulsslag / min, PULS",
                "maaling, lokal, LOK-TALJE, TALJE",
                "procedure, SKS, KFNG05A, PCI",
                "procedure, SKS, KFND10, CABG",
                "procedure, SKS, KFNF00, none",
                "atc, ATC, G03AA07, PPILLE_KOMBINERET",
                "atc, ATC, G03AB03, PPILLE_KOMBINERET",
                "atc, ATC, G03AA13, ANDEN_PRAEVENTION",
                "atc, ATC, G03AC09, MINIPILLE",
                "atc, ATC, G02BB01, ANDEN_PRAEVENTION",
                "fsiii, FSIII, I3.4, VAEGTPROBLEM",
                "fsiii, FSIII, I3.5, VAEGTPROBLEM",
                "fsiii, FSIII, 42b04f2b-3208-4cce-b52a-a5b293ce8846, VAEGTPROBLEM",
                "fsiii, FSIII, 354af175_2fcf_4f24_9adc_e9c349cd64c0, VAEGTPROBLEM",
                "fsiii, FSIII, Problemer_med_vaegt, VAEGTPROBLEM",
                "fsiii, FSIII, fea2c964_eee3_485d_9d07_83a750d843e8, DIABETISK_SAAR",
                "fsiii, FSIII, 6d24992e-e0a2-43e7-bc27-0234622a8655, TOBAKSAFVAENNING",
                "fsiii, FSIII, 00000000-0000-0000-0000-000000000000, none",
            })
    void aCodeMeansItsConcept(String group, String system, String code, String concept) {
        assertThat(concepts().of(group, system, code).orElse(null)).isEqualTo(concept);
    }

    @Test
    void everyFileIsOfTheSchemaAndNoCodeStandsTwice() {
        Problems problems = new Problems();
        FileSchema schema = FileSchema.of("concepts");
        // Hierarchies have a schema of their own.
        List<Path> files = PolicyFiles.files(DIRECTORY, ".yaml", problems).stream()
                .filter(file -> DIRECTORY.equals(file.getParent()))
                .toList();
        for (Path file : files) {
            List<YamlDocument> documents = YamlDocument.readAll(file, file.getFileName() + "", problems);
            assertThat(documents).hasSize(1).allMatch(document -> schema.accepts(document, problems));
        }

        assertThat(files).hasSize(6);
        assertThat(problems.count()).isZero();
    }

    @Test
    void noTwoPatternsOverlapSoThatConditionsOnConceptsReachTheSource() {
        Concepts concepts = concepts();

        for (String concept : List.of("DM1", "DM2", "DM_ANDEN", "KOL", "AKS", "IHD", "HT", "STROKE")) {
            assertThat(concepts.codes("diagnose", "SKS", concept)).as(concept).isPresent();
        }
    }

    private static Concepts concepts() {
        ConfigProblems problems = new ConfigProblems();
        Concepts concepts = Concepts.read(DIRECTORY, problems);
        problems.throwIfAny();
        return concepts;
    }
}
