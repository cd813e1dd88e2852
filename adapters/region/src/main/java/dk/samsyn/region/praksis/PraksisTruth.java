package dk.samsyn.region.praksis;

import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Smoking;
import dk.samsyn.region.praksis.OfficeTest.Table;
import dk.samsyn.region.praksis.PracticeChart.Analysis;
import dk.samsyn.region.praksis.PracticeChart.Capture;
import dk.samsyn.region.praksis.PracticeChart.Contact;
import dk.samsyn.region.praksis.PracticeChart.Diagnosis;
import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.Row;
import dk.samsyn.region.truth.TableTruth;
import dk.samsyn.region.truth.TruthChapter;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a perfect mapper reads from the practices: contacts, diagnoses, blood samples analysed in the practice, measurements
 * and habits. Prescriptions, fees and vaccinations have better sources and are not read from here.
 */
public final class PraksisTruth implements TruthChapter {
    @Override
    public void citizen(Citizen citizen, CitizenTruth out) {
        for (PracticeChart chart : PraksisFacts.of(citizen)) {
            chart.contacts().forEach(contact -> contact(chart, contact, out));
            chart.diagnoses().forEach(diagnosis -> diagnosis(chart, diagnosis, out));
            for (Analysis analysis : chart.analyses()) {
                if (analysis.test().table() == Table.LAB) {
                    sample(chart, analysis, out);
                } else if (analysis.test().table() != Table.NONE) {
                    measurement(chart, analysis, out);
                }
            }
            chart.captures().forEach(capture -> habit(chart, capture, out));
        }
    }

    @Override
    public void tables(TableTruth out) {}

    private static void contact(PracticeChart chart, Contact contact, CitizenTruth out) {
        row("kontakt", chart, contact.id(), "ok", out)
                .set("kontakt_id", chart.key(contact.id()))
                .set("sektor", "almen_praksis")
                .set("org_id", chart.ydernr())
                .set("kontaktform", contact.kind().form())
                .set("start_tid", contact.time())
                .set("tid_praecision", "minut")
                .set("aarsag_kode", contact.icpc());
    }

    /** A code with a suffix such as {@code T90.1} means what its first three characters mean. */
    private static void diagnosis(PracticeChart chart, Diagnosis diagnosis, CitizenTruth out) {
        String concept = Icpc.concept(diagnosis.icpc().substring(0, 3));
        row("diagnose", chart, diagnosis.id(), "ok", out)
                .set("kode_oprindelig", diagnosis.icpc())
                .set("kodesystem", "ICPC2")
                .set("begreb", concept.isEmpty() ? null : concept)
                .set("diagnosetype", "icpc")
                .set("stillet_dato", diagnosis.start())
                .set("slut_dato", diagnosis.end())
                .set("afkraeftet", false)
                .set("org_id", chart.ydernr());
    }

    /** A system without sampling times tells the day on which the answer was entered, no more. */
    private static void sample(PracticeChart chart, Analysis analysis, CitizenTruth out) {
        OfficeTest test = analysis.test();
        boolean sampled = analysis.sampled() != null;
        String quality = flags(sampled ? null : "dato_upraecis", test.unitGuessed() ? "enhed_gaettet" : null);
        row("laboratoriesvar", chart, analysis.id(), quality, out)
                .set("begreb", test.concept())
                .set("kode_oprindelig", test.code())
                .set("kodesystem", "NPU")
                .set("vaerdi_num", test.canonical(analysis.number()))
                .set("operator", "=")
                .set("vaerdi_tekst", OfficeTest.text(analysis.number()))
                .set("enhed", test.canonicalUnit())
                .set("enhed_oprindelig", test.unit())
                .set("ref_nedre", limit(test, test.low()))
                .set("ref_oevre", limit(test, test.high()))
                .set("flag", flag(test.abnormal(analysis.number())))
                .set(
                        "proevetagning_tid",
                        sampled
                                ? analysis.sampled()
                                : analysis.time().toLocalDate().atStartOfDay())
                .set("svar_tid", analysis.time())
                .set("tid_praecision", sampled ? "minut" : "dag")
                .set("rekvirent_org", chart.ydernr())
                .set("laboratorium_org", chart.ydernr())
                .set("status", "endelig");
    }

    private static void measurement(PracticeChart chart, Analysis analysis, CitizenTruth out) {
        OfficeTest test = analysis.test();
        boolean home = test.table() == Table.HOME;
        boolean local = test.codeOwner().equals("Lokal");
        String quality = flags(analysis.exact() ? null : "dato_upraecis", local ? "kode_lokal" : null);
        row("maaling", chart, analysis.id(), quality, out)
                .set("begreb", test.concept())
                .set("vaerdi_num", test.canonical(analysis.number()))
                .set("enhed", test.canonicalUnit())
                .set("sted", home ? "hjemme" : "praksis")
                .set("maalt_af", home ? "borger" : "sundhedsfaglig")
                .set(
                        "tidspunkt",
                        !analysis.exact()
                                ? analysis.time().toLocalDate().atStartOfDay()
                                : analysis.sampled() != null ? analysis.sampled() : analysis.time())
                .set("tid_praecision", analysis.exact() ? "minut" : "dag")
                .set("kode_oprindelig", test.code())
                .set("org_id", chart.ydernr());
    }

    private static void habit(PracticeChart chart, Capture capture, CitizenTruth out) {
        if (capture.form().equals(DataCapture.SMOKING)) {
            habit(chart, capture, out, DataCapture.SMOKING).set("vaerdi", smoking(chart.variant(), capture.answer()));
        } else if (capture.form().equals(DataCapture.ALCOHOL)) {
            habit(chart, capture, out, DataCapture.ALCOHOL)
                    .set("vaerdi", capture.answer())
                    .set("maengde_num", new BigDecimal(capture.answer()))
                    .set("enhed", "genstande/uge");
        }
    }

    private static Row habit(PracticeChart chart, Capture capture, CitizenTruth out, String topic) {
        return row("livsstil", chart, capture.id(), "ok", out)
                .set("emne", topic)
                .set("registreret_tid", capture.date().atStartOfDay())
                .set("tid_praecision", "dag")
                .set("maalt_af", "sundhedsfaglig");
    }

    private static String smoking(PraksisVariant variant, String word) {
        return Arrays.stream(Smoking.values())
                .filter(smoking -> DataCapture.word(variant, smoking).equals(word))
                .map(Smoking::code)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("no smoking status is written " + word.toLowerCase(Locale.ROOT)));
    }

    private static Row row(String table, PracticeChart chart, long id, String quality, CitizenTruth out) {
        return out.row(table, chart.variant().source(), chart.key(id), quality);
    }

    private static @Nullable BigDecimal limit(OfficeTest test, String written) {
        return written.isEmpty() ? null : test.canonical(OfficeTest.limit(written));
    }

    private static @Nullable String flag(@Nullable String abnormal) {
        return abnormal == null ? null : abnormal.equals("H") ? "hoej" : "lav";
    }

    /** Flags joined in the fixed order in which they come, {@code ok} without any. */
    private static String flags(@Nullable String first, @Nullable String second) {
        if (first == null) {
            return second == null ? "ok" : second;
        }
        return second == null ? first : first + "," + second;
    }
}
