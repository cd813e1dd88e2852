package dk.samsyn.region.labka;

import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.Row;
import dk.samsyn.region.truth.TableTruth;
import dk.samsyn.region.truth.TruthChapter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a perfect mapper reads from the laboratory. */
public final class LabkaTruth implements TruthChapter {
    @Override
    public void citizen(Citizen citizen, CitizenTruth out) {
        for (Answer answer : LabFacts.of(citizen)) {
            row(answer, out.row("laboratoriesvar", LabkaChapter.ID, answer.id(), quality(answer)));
        }
    }

    private static void row(Answer answer, Row row) {
        row.set("proeve_id", answer.requisition())
                .set("begreb", answer.analyte().name())
                .set("kode_oprindelig", answer.code())
                .set("kodesystem", answer.local() ? "lokal" : "NPU")
                .set("vaerdi_num", answer.meaning().value())
                .set("operator", answer.meaning().operator())
                .set("vaerdi_tekst", answer.reply())
                .set("enhed", answer.analysis().canonicalUnit())
                .set("enhed_oprindelig", answer.unit())
                .set("ref_nedre", decimal(answer.analysis().low()))
                .set("ref_oevre", decimal(answer.analysis().high()))
                .set("flag", flag(answer.meaning().abnormal()))
                .set("proevetagning_tid", answer.taken())
                .set("svar_tid", answer.answered())
                .set("tid_praecision", answer.taken() == null ? null : "minut")
                .set("rekvirent_org", requester(answer.requester()))
                .set("laboratorium_org", laboratory(answer.shak()))
                .set("status", status(answer.status()));
    }

    private static String quality(Answer answer) {
        List<String> flags = new ArrayList<>();
        if (answer.taken() == null) {
            flags.add("dato_upraecis");
        }
        if (answer.converted()) {
            flags.add("enhed_gaettet");
        }
        if (answer.local()) {
            flags.add("kode_lokal");
        }
        if (answer.meaning().value() == null) {
            flags.add("tekstvaerdi");
        }
        if (answer.status() == 'R') {
            flags.add("rettet");
        }
        return flags.isEmpty() ? "ok" : String.join(",", flags);
    }

    private static @Nullable BigDecimal decimal(@Nullable Double limit) {
        return limit == null ? null : BigDecimal.valueOf(limit);
    }

    private static @Nullable String flag(@Nullable String abnormal) {
        return abnormal == null ? null : abnormal.equals("HI") ? "hoej" : "lav";
    }

    /** Up to six digits are a ydernummer that has lost its zeros; seven are a SHAK code. */
    private static String requester(String written) {
        return written.length() >= 6 ? written : "0".repeat(6 - written.length()) + written;
    }

    private static String laboratory(String shak) {
        return switch (shak) {
            case "6620" -> "LAB-AUH";
            case "6630" -> "LAB-HEM";
            case "6650" -> "LAB-GOD";
            case "6006" -> "LAB-HOR";
            case "7005" -> "LAB-RAN";
            default -> throw new IllegalArgumentException("no laboratory at " + shak);
        };
    }

    private static String status(char status) {
        return switch (status) {
            case 'E' -> "endelig";
            case 'F' -> "midlertidig";
            case 'R' -> "rettet";
            case 'A' -> "annulleret";
            default -> throw new IllegalArgumentException("no status " + status);
        };
    }

    @Override
    public void tables(TableTruth out) {
        // All answers belong to citizens.
    }
}
