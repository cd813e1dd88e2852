package dk.samsyn.region.truth.derived;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.region.epj.EpjTruth;
import dk.samsyn.region.labka.LabkaTruth;
import dk.samsyn.region.people.Population;
import dk.samsyn.region.praksis.PraksisTruth;
import dk.samsyn.region.ssr.SsrTruth;
import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.Row;
import dk.samsyn.region.truth.TruthChapter;
import dk.samsyn.spi.DemoRegion.Options;
import dk.samsyn.spi.DemoRegion.Size;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each derived table says of citizens made by hand; and that the views in SQL say the same. */
class DerivedTruthTest {
    /** A Monday. */
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    static Stream<Arguments> citizens() {
        return Stream.of(
                of(
                        "a yearly fee counts for each disease with a diagnosis that stands",
                        c -> {
                            c.diagnosis("DM2");
                            c.diagnosis("IHD");
                            c.refuted("KOL");
                            c.fee("0120", "2026-10-05", false);
                        },
                        "kontrol",
                        "DM 2026-10-05 praksis 099001 ydelse_0120 uge",
                        "AKS 2026-10-05 praksis 099001 ydelse_0120 uge"),
                of(
                        "two fees in one week are one control, a child's fee and another service are none",
                        c -> {
                            c.diagnosis("HT");
                            c.fee("0120", "2026-10-05", null);
                            c.fee("0120", "2026-10-05", false);
                            c.fee("0120", "2026-10-12", true);
                            c.fee("0101", "2026-10-19", false);
                        },
                        "kontrol",
                        "HT 2026-10-05 praksis 099001 ydelse_0120 uge"),
                of(
                        "a fee of this week counts, one of next week not yet",
                        c -> {
                            c.diagnosis("HT");
                            c.fee("0120", "2026-11-23", false);
                            c.fee("0120", "2026-11-30", false);
                        },
                        "kontrol",
                        "HT 2026-11-23 praksis 099001 ydelse_0120 uge"),
                of(
                        "a consultation is a control 14 days from a sample, not 15, and not on the phone",
                        c -> {
                            c.answer("labka", "HBA1C", "=", "51", "endelig", "2026-03-01 23:59");
                            c.consultation("konsultation", "T90.1", "2026-03-15 08:00");
                            c.consultation("konsultation", "T90", "2026-03-16 00:00");
                            c.consultation("konsultation", "T89", "2026-02-15 23:59");
                            c.consultation("konsultation", "T90", "2026-02-14 23:59");
                            c.consultation("telefon", "T90", "2026-03-02 10:00");
                            c.consultation("konsultation", "R05", "2026-03-02 10:00");
                            c.consultation("konsultation", null, "2026-03-02 10:00");
                        },
                        "kontrol",
                        "DM 2026-03-15 praksis 099001 konsultation dag",
                        "DM 2026-02-15 praksis 099001 konsultation dag"),
                of(
                        "a cancelled answer proves nothing, a preliminary one does",
                        c -> {
                            c.answer("labka", "HBA1C", "=", "", "annulleret", "2026-03-01 09:00");
                            c.consultation("konsultation", "T90", "2026-03-02 10:00");
                            c.answer("labka", "LDL", "=", "2.1", "midlertidig", "2026-06-01 09:00");
                            c.consultation("konsultation", "K86", "2026-06-02 10:00");
                            c.consultation("konsultation", "K76", "2026-06-03 10:00");
                        },
                        "kontrol",
                        "HT 2026-06-02 praksis 099001 konsultation dag",
                        "AKS 2026-06-03 praksis 099001 konsultation dag"),
                of(
                        "spirometry at home is no control of KOL",
                        c -> {
                            c.measurement("nexus", "FEV1", "1.9", "hjemme", "2026-03-01 09:00");
                            c.consultation("konsultation", "R95", "2026-03-02 10:00");
                            c.measurement("praksis_a", "FEV1_PCT", "61", "praksis", "2026-05-01 09:00");
                            c.consultation("konsultation", "R95.2", "2026-05-01 10:00");
                        },
                        "kontrol",
                        "KOL 2026-05-01 praksis 099001 konsultation dag"),
                of(
                        "an outpatient contact counts by its action diagnosis, in LPR2 as in LPR3, but not in the future",
                        c -> {
                            c.outpatient("DE119", "2018-12-03 09:00");
                            c.outpatient("DJ449", "2026-01-03 09:00");
                            c.outpatient("DI109", "2026-02-03 09:00");
                            c.outpatient("DI252", "2026-11-23 23:59");
                            c.outpatient("DE282", "2026-02-03 09:00");
                            c.outpatient("DJ439", "2026-02-03 09:00");
                            c.outpatient(null, "2026-02-03 09:00");
                            c.outpatient("DE119", "2026-11-24 00:00");
                        },
                        "kontrol",
                        "DM 2018-12-03 hospital 6620130 ambulant dag",
                        "KOL 2026-01-03 hospital 6620130 ambulant dag",
                        "HT 2026-02-03 hospital 6620130 ambulant dag",
                        "AKS 2026-11-23 hospital 6620130 ambulant dag"),
                of(
                        "the latest control wins; on one day the hospital, then the day before the week",
                        c -> {
                            c.diagnosis("DM1");
                            c.fee("0120", "2026-10-05", false);
                            c.outpatient("DE109", "2026-10-05 10:00");
                            c.diagnosis("HT");
                            c.answer("labka", "LDL", "=", "2.1", "endelig", "2026-10-01 09:00");
                            c.consultation("konsultation", "K86", "2026-10-05 10:00");
                        },
                        "senest_kontrol",
                        "DM 2026-10-05 hospital 6620130 dag null",
                        "HT 2026-10-05 praksis 099001 dag null"),
                of(
                        "a disease is followed where a control lies within 18 months",
                        c -> {
                            c.diagnosis("DM2");
                            c.outpatient("DE119", "2025-05-23 10:00");
                            c.fee("0120", "2025-05-26", false);
                            c.diagnosis("KOL");
                            c.outpatient("DJ449", "2025-05-22 23:00");
                            c.refuted("HT");
                        },
                        "foelges_hos",
                        "DM begge",
                        "KOL almen_praksis"),
                of(
                        "a disease without any control is followed by nobody",
                        c -> c.diagnosis("IHD"),
                        "foelges_hos",
                        "AKS ingen"),
                of(
                        "the latest answer is final, has a number and a time",
                        c -> {
                            c.answer("labka", "HBA1C", "=", "52", "endelig", "2026-01-01 09:00");
                            c.answer("labka", "HBA1C", "=", "53", "rettet", "2026-02-01 09:00");
                            c.answer("labka", "HBA1C", "=", "54", "midlertidig", "2026-03-01 09:00");
                            c.answer("labka", "HBA1C", "=", "", "annulleret", "2026-04-01 09:00");
                            c.answer("labka", "HBA1C", "=", "55", "endelig", null);
                        },
                        "seneste_vaerdi",
                        "HBA1C 53 2026-02-01T09:00 labka labka-2"),
                of(
                        "of answers at the same time the first source wins, then the first row as text",
                        c -> {
                            c.answer("labka", "LDL", "=", "2.2", "endelig", "2026-01-01 09:00");
                            c.answer("epj", "LDL", "=", "2.1", "endelig", "2026-01-01 09:00");
                            for (int i = 3; i < 12; i++) {
                                c.answer("labka", "EGFR", ">", "90", "endelig", "2026-01-01 09:00");
                            }
                        },
                        "seneste_vaerdi",
                        "LDL 2.1 2026-01-01T09:00 epj epj-2",
                        "EGFR 90 2026-01-01T09:00 labka labka-10"),
                of(
                        "the latest measurement counts wherever it was taken",
                        c -> {
                            c.measurement("praksis_a", "BT_SYS", "160", "praksis", "2026-01-01 09:00");
                            c.measurement("nexus", "BT_SYS", "134", "hjemme", "2026-01-02");
                            c.measurement("nexus", "BT_SYS", "190", "hjemme", null);
                        },
                        "seneste_maaling",
                        "BT_SYS 134 hjemme 2026-01-02T00:00 nexus"),
                of(
                        "the latest answer on smoking; an empty one is none",
                        c -> {
                            c.habit("praksis_a", "RYGNING", "dagligryger", "2024-01-01");
                            c.habit("epj", "RYGNING", "eksryger", "2025-01-01");
                            c.habit("epj", "RYGNING", null, "2026-01-01");
                        },
                        "seneste_livsstil",
                        "RYGNING eksryger 2025-01-01T00:00 epj"),
                of(
                        "alarms start at the limit, five lower at home, and an operator may disprove them",
                        c -> {
                            c.answer("labka", "HBA1C", "=", "75", "endelig", "2026-01-01 09:00");
                            c.answer("labka", "EGFR", ">", "59", "endelig", "2026-01-01 09:00");
                            c.answer("labka", "UACR", "<", "30", "endelig", "2026-01-01 09:00");
                            c.measurement("nexus", "BT_SYS", "155", "hjemme", "2026-01-02 07:00");
                            c.measurement("nexus", "BT_DIA", "94", "hjemme", "2026-01-02 07:00");
                            c.measurement("epj", "FEV1_PCT", "50", "hospital", "2026-01-02 07:00");
                            c.measurement("epj", "MRC", "3", "hospital", "2026-01-02 07:00");
                            c.measurement("epj", "CAT", "9", "hospital", "2026-01-02 07:00");
                        },
                        "graense_alarm",
                        "HBA1C_75 HBA1C 75 2026-01-01T09:00 2026-01-01",
                        "BT_160 BT_SYS 155 2026-01-02T07:00 2026-01-02",
                        "MRC_3 MRC 3 2026-01-02T07:00 2026-01-02"),
                of(
                        "alarms below a limit and with an operator that proves them",
                        c -> {
                            c.answer("labka", "HBA1C", "=", "74.9", "endelig", "2026-01-01 09:00");
                            c.answer("labka", "EGFR", "<", "15", "endelig", "2026-01-01 09:00");
                            c.answer("labka", "UACR", ">", "300", "endelig", "2026-01-01 09:00");
                            c.measurement("epj", "BT_SYS", "159", "hospital", "2026-01-02 07:00");
                            c.measurement("epj", "BT_DIA", "100", "hospital", "2026-01-02 07:00");
                            c.measurement("epj", "FEV1_PCT", "49.9", "hospital", "2026-01-02 07:00");
                            c.measurement("epj", "CAT", "10", "hospital", "2026-01-02 07:00");
                        },
                        "graense_alarm",
                        "EGFR_60 EGFR 15 2026-01-01T09:00 2026-01-01",
                        "UACR_30 UACR 300 2026-01-01T09:00 2026-01-01",
                        "BT_100 BT_DIA 100 2026-01-02T07:00 2026-01-02",
                        "FEV1_50 FEV1_PCT 49.9 2026-01-02T07:00 2026-01-02",
                        "CAT_10 CAT 10 2026-01-02T07:00 2026-01-02"),
                of(
                        "strata need the diagnosis and a value",
                        c -> {
                            c.diagnosis("DM2");
                            c.answer("labka", "HBA1C", "=", "53", "endelig", "2026-01-01 09:00");
                            c.measurement("epj", "FEV1_PCT", "29", "hospital", "2026-01-02 07:00");
                        },
                        "stratum",
                        "DM 2"),
                of(
                        "strata at their limits",
                        c -> {
                            c.diagnosis("DM_ANDEN");
                            c.diagnosis("KOL");
                            c.answer("labka", "HBA1C", "=", "70.1", "endelig", "2026-01-01 09:00");
                            c.measurement("epj", "FEV1_PCT", "30", "hospital", "2026-01-02 07:00");
                        },
                        "stratum",
                        "DM 3",
                        "KOL 2"),
                of(
                        "a readmission starts 4 hours to 30 days after the discharge before it",
                        c -> {
                            c.admission("DS525", "akut", "2026-01-01 10:00", "2026-01-02 10:00");
                            c.admission("DS525", "akut", "2026-01-02 13:59", "2026-01-03 10:00");
                            c.admission("DJ441", "akut", "2026-01-03 14:00", "2026-01-04 10:00");
                            c.admission("DS525", "akut", "2026-02-03 10:00", "2026-02-04 10:00");
                            c.admission("DS525", "akut", "2026-03-06 10:01", "2026-03-07 10:00");
                            c.admission("DS525", "planlagt", "2026-03-10 10:00", "2026-03-11 10:00");
                        },
                        "genindlaeggelse",
                        "2026-01-03T10:00 2026-01-03T14:00 6620 KOL",
                        "2026-01-04T10:00 2026-02-03T10:00 6620 null"),
                of(
                        "readmissions are counted across the break between LPR2 and LPR3",
                        c -> {
                            c.admission("DJ189", null, "2019-01-28 10:00", "2019-02-01 12:00");
                            c.admission(null, "akut", "2019-02-10 08:00", null);
                            c.admission("DJ189", "akut", "2019-02-20 08:00", "2019-02-21 08:00");
                        },
                        "genindlaeggelse",
                        "2019-02-01T12:00 2019-02-10T08:00 6620 null"),
                of(
                        "the same pressure in two records within 30 minutes is one measurement, and says where it stands",
                        c -> {
                            c.measurement("nexus", "BT_SYS", "140", "hjemme", "2026-03-01 09:30");
                            c.measurement("epj", "BT_SYS", "140", "hospital", "2026-03-01 09:00");
                            c.measurement("cura", "BT_SYS", "140.0", "hjemme", "2026-03-01 10:00");
                            c.measurement("nexus", "BT_SYS", "140", "hjemme", "2026-03-01 10:31");
                        },
                        "maaling_samlet",
                        "BT_SYS 140 hospital 2026-03-01T09:00 epj epj:epj-2, nexus:nexus-1, cura:cura-3",
                        "BT_SYS 140 hjemme 2026-03-01T10:31 nexus nexus:nexus-4"),
                of(
                        "a chain of half hours is one measurement; the first six rows are named",
                        c -> {
                            for (int hour = 10; hour < 14; hour++) {
                                c.measurement("nexus", "PULS", "70", "hjemme", "2026-03-01 " + hour + ":00");
                                c.measurement("nexus", "PULS", "70", "hjemme", "2026-03-01 " + hour + ":30");
                            }
                        },
                        "maaling_samlet",
                        "PULS 70 hjemme 2026-03-01T10:00 nexus nexus:nexus-1, nexus:nexus-2, nexus:nexus-3, nexus:nexus-4,"
                                + " nexus:nexus-5, nexus:nexus-6, …"),
                of(
                        "another number, another concept, another half hour and an hour nobody knows are measurements of their own",
                        c -> {
                            c.measurement("epj", "BT_SYS", "140", "hospital", "2026-03-01 09:00");
                            c.measurement("nexus", "BT_SYS", "141", "hjemme", "2026-03-01 09:10");
                            c.measurement("nexus", "PULS", "140", "hjemme", "2026-03-01 09:10");
                            c.measurement("nexus", "BT_SYS", "140", "hjemme", "2026-03-01 09:31");
                            c.measurement("praksis_a", "BT_SYS", "140", "praksis", "2026-03-01");
                            c.measurement("praksis_b", "BT_SYS", "140", "praksis", "2026-03-01");
                            c.measurement("nexus", "BT_SYS", "140", "hjemme", null);
                            c.measurement("cura", "BT_SYS", "140", "hjemme", null);
                        },
                        "maaling_samlet",
                        "BT_SYS 140 hospital 2026-03-01T09:00 epj epj:epj-1",
                        "BT_SYS 141 hjemme 2026-03-01T09:10 nexus nexus:nexus-2",
                        "PULS 140 hjemme 2026-03-01T09:10 nexus nexus:nexus-3",
                        "BT_SYS 140 hjemme 2026-03-01T09:31 nexus nexus:nexus-4",
                        "BT_SYS 140 praksis 2026-03-01T00:00 praksis_a praksis_a:praksis_a-5",
                        "BT_SYS 140 praksis 2026-03-01T00:00 praksis_b praksis_b:praksis_b-6",
                        "BT_SYS 140 hjemme null nexus nexus:nexus-7",
                        "BT_SYS 140 hjemme null cura cura:cura-8"),
                of(
                        "practice and hospital that name different types of one disease disagree",
                        c -> {
                            c.coded("ICPC2", "DM2", "2020-05-01");
                            c.coded("ICPC2", "DM2", "2019-05-01");
                            c.coded("SKS", "DM1", "2021-02-03");
                            c.coded("ICPC2", "KOL", "2022-01-01");
                            c.coded("SKS", "ASTMA", "2018-01-01");
                        },
                        "diagnose_uenighed",
                        "DM DM2 DM1 2019-05-01 2021-02-03",
                        "KOL KOL ASTMA 2022-01-01 2018-01-01"),
                of(
                        "who has both, has it from one side only, or had it refuted, is in no disagreement",
                        c -> {
                            c.coded("ICPC2", "DM2", "2020-05-01");
                            c.refuted("DM1");
                            c.coded("ICPC2", "KOL", "2022-01-01");
                            c.coded("ICPC2", "ASTMA", "2022-01-01");
                            c.coded("SKS", "ASTMA", "2018-01-01");
                            c.coded("SKS", "DM_ANDEN", "2018-01-01");
                        },
                        "diagnose_uenighed"));
    }

    private static Arguments of(
            String rule, Consumer<HandMadeCitizen> story, String table, @Nullable String... expected) {
        return Arguments.of(rule, story, table, List.of(expected));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("citizens")
    void ofOneCitizen(String rule, Consumer<HandMadeCitizen> story, String table, List<String> expected)
            throws Exception {
        CitizenTruth citizen = HandMadeCitizen.of("1111111118", story);
        DerivedTruth.write(citizen, TODAY);

        assertThat(citizen.rows(table).stream().map(DerivedTruthTest::brief))
                .as(rule)
                .containsExactlyInAnyOrderElementsOf(expected);
        try (CanonicalDatabase database = new CanonicalDatabase(TODAY)) {
            database.add(citizen);
            assertViewsGive(List.of(citizen), database);
        }
    }

    @Test
    void viewsAndJavaAgreeOnCitizensOfTheDemo() throws Exception {
        Population population = new Population(new Options(Size.LILLE, 1, TODAY, Optional.empty(), Optional.empty()));
        List<TruthChapter> sources = List.of(new EpjTruth(), new LabkaTruth(), new PraksisTruth(), new SsrTruth());
        List<CitizenTruth> citizens = new ArrayList<>();
        try (CanonicalDatabase database = new CanonicalDatabase(TODAY)) {
            for (int i = 0; i < population.size(); i += 50) {
                CitizenTruth rows = new CitizenTruth(population.citizen(i).cpr());
                for (TruthChapter source : sources) {
                    source.citizen(population.citizen(i), rows);
                }
                DerivedTruth.write(rows, TODAY);
                database.add(rows);
                citizens.add(rows);
            }
            assertThat(database.rows("kontrol", List.of("evidens")))
                    .as("the sample holds controls of each kind")
                    .contains("ydelse_0120", "konsultation", "ambulant");
            assertThat(database.rows("genindlaeggelse", List.of("org_id"))).isNotEmpty();
            assertViewsGive(citizens, database);
        }
    }

    /** Every view gives the same bag of rows as the derived rows of the citizens. */
    private static void assertViewsGive(List<CitizenTruth> citizens, CanonicalDatabase database) throws Exception {
        for (String view : CanonicalDatabase.VIEWS) {
            List<String> columns = database.columns(view);
            List<String> expected = new ArrayList<>();
            for (CitizenTruth citizen : citizens) {
                for (Row row : citizen.rows(view)) {
                    List<@Nullable Object> values = new ArrayList<>();
                    columns.forEach(column -> values.add(row.get(column)));
                    expected.add(CanonicalDatabase.text(values));
                }
            }
            expected.sort(null);
            assertThat(database.rows(view, columns)).as(view).isEqualTo(expected);
        }
    }

    /** The columns that a case is about. */
    private static String brief(Row row) {
        List<String> columns =
                switch (row.table()) {
                    case "kontrol" ->
                        List.of("sygdom", "kontrol_dato", "kontrol_sted_type", "org_id", "evidens", "tid_praecision");
                    case "senest_kontrol" ->
                        List.of(
                                "sygdom",
                                "kontrol_dato",
                                "kontrol_sted_type",
                                "org_id",
                                "tid_praecision",
                                "naeste_kontrol");
                    case "foelges_hos" -> List.of("sygdom", "foelges_hos");
                    case "seneste_vaerdi" -> List.of("begreb", "vaerdi_num", "proevetagning_tid", "kilde", "kilde_id");
                    case "seneste_maaling" -> List.of("begreb", "vaerdi_num", "sted", "tidspunkt", "kilde");
                    case "seneste_livsstil" -> List.of("emne", "vaerdi", "registreret_tid", "kilde");
                    case "graense_alarm" -> List.of("regel", "begreb", "vaerdi_num", "tidspunkt", "siden");
                    case "stratum" -> List.of("sygdom", "niveau");
                    case "maaling_samlet" -> List.of("begreb", "vaerdi_num", "sted", "tidspunkt", "kilde", "kilder");
                    case "diagnose_uenighed" ->
                        List.of("sygdom", "praksis_begreb", "hospital_begreb", "praksis_siden", "hospital_siden");
                    default -> List.of("udskrivning_tid", "genindlaeggelse_tid", "org_id", "aarsag_begreb");
                };
        List<@Nullable Object> values = new ArrayList<>();
        columns.forEach(column -> values.add(row.get(column)));
        return CanonicalDatabase.text(values).replace(" | ", " ");
    }
}
