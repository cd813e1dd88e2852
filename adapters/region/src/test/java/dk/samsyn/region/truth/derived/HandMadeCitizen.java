package dk.samsyn.region.truth.derived;

import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Canonical rows written by hand, short enough for a table of cases. Times are {@code yyyy-MM-dd} or with {@code HH:mm}. */
final class HandMadeCitizen {
    private final CitizenTruth rows;
    private int next = 1;

    HandMadeCitizen(String pid) {
        this.rows = new CitizenTruth(pid);
    }

    static CitizenTruth of(String pid, Consumer<HandMadeCitizen> story) {
        HandMadeCitizen citizen = new HandMadeCitizen(pid);
        story.accept(citizen);
        return citizen.rows;
    }

    void diagnosis(String concept) {
        row("diagnose", "epj").set("begreb", concept).set("diagnosetype", "B").set("afkraeftet", false);
    }

    void coded(String system, String concept, String date) {
        row("diagnose", system.equals("SKS") ? "epj" : "praksis_a")
                .set("kodesystem", system)
                .set("begreb", concept)
                .set("stillet_dato", LocalDate.parse(date))
                .set("afkraeftet", false);
    }

    void refuted(String concept) {
        row("diagnose", "epj")
                .set("kodesystem", "SKS")
                .set("begreb", concept)
                .set("diagnosetype", "A")
                .set("afkraeftet", true);
    }

    void fee(String service, String monday, @Nullable Boolean child) {
        row("ydelse", "ssr")
                .set("ydernr", "099001")
                .set("speciale", "80")
                .set("ydelse_nr", service)
                .set("uge_start", LocalDate.parse(monday))
                .set("barnmak", child);
    }

    void consultation(String form, @Nullable String icpc, String time) {
        row("kontakt", "praksis_a")
                .set("kontakt_id", "k" + next)
                .set("sektor", "almen_praksis")
                .set("org_id", "099001")
                .set("kontaktform", form)
                .set("aarsag_kode", icpc)
                .set("start_tid", time(time));
    }

    void outpatient(@Nullable String sks, String time) {
        row("kontakt", "epj")
                .set("kontakt_id", "k" + next)
                .set("sektor", "hospital")
                .set("org_id", "6620130")
                .set("kontaktform", "ambulant")
                .set("aarsag_kode", sks)
                .set("start_tid", time(time));
    }

    void admission(@Nullable String sks, @Nullable String urgency, String from, @Nullable String to) {
        row("kontakt", "epj")
                .set("kontakt_id", "k" + next)
                .set("sektor", "hospital")
                .set("aarsag_kode", sks)
                .set("org_id", "6620")
                .set("kontaktform", "indlaeggelse")
                .set("prioritet", urgency)
                .set("start_tid", time(from))
                .set("slut_tid", to == null ? null : time(to));
    }

    void answer(String source, String concept, String operator, String value, String status, @Nullable String time) {
        row("laboratoriesvar", source)
                .set("begreb", concept)
                .set("operator", operator)
                .set("vaerdi_num", value.isEmpty() ? null : new BigDecimal(value))
                .set("status", status)
                .set("proevetagning_tid", time == null ? null : time(time));
    }

    void measurement(String source, String concept, String value, String place, @Nullable String time) {
        row("maaling", source)
                .set("begreb", concept)
                .set("vaerdi_num", new BigDecimal(value))
                .set("sted", place)
                .set("tid_praecision", time == null ? null : time.length() == 10 ? "dag" : "minut")
                .set("tidspunkt", time == null ? null : time(time));
    }

    void habit(String source, String topic, @Nullable String value, String time) {
        row("livsstil", source).set("emne", topic).set("vaerdi", value).set("registreret_tid", time(time));
    }

    private Row row(String table, String source) {
        return rows.row(table, source, source + "-" + next++, "ok");
    }

    private static LocalDateTime time(String text) {
        return text.length() == 10
                ? LocalDate.parse(text).atStartOfDay()
                : LocalDateTime.parse(text, DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm"));
    }
}
