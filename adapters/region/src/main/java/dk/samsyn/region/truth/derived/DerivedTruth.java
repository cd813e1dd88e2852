package dk.samsyn.region.truth.derived;

import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.Row;
import dk.samsyn.region.truth.TableTruth;
import dk.samsyn.region.truth.TruthChapter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Writes the derived tables of a citizen from the rows that the sources' chapters have written. Comes last. */
public final class DerivedTruth implements TruthChapter {
    private static final List<String> VALUE = List.of(
            "proeve_id",
            "begreb",
            "kode_oprindelig",
            "kodesystem",
            "vaerdi_num",
            "operator",
            "vaerdi_tekst",
            "enhed",
            "enhed_oprindelig",
            "ref_nedre",
            "ref_oevre",
            "flag",
            "proevetagning_tid",
            "svar_tid",
            "tid_praecision",
            "rekvirent_org",
            "laboratorium_org",
            "status",
            "kilde",
            "kilde_id",
            "kvalitet");
    private static final List<String> MEASUREMENT = List.of(
            "begreb",
            "vaerdi_num",
            "enhed",
            "sted",
            "maalt_af",
            "tidspunkt",
            "tid_praecision",
            "kode_oprindelig",
            "org_id",
            "kilde",
            "kilde_id",
            "kvalitet");
    private static final List<String> HABIT = List.of(
            "emne",
            "vaerdi",
            "maengde_num",
            "enhed",
            "registreret_tid",
            "tid_praecision",
            "maalt_af",
            "kilde",
            "kilde_id",
            "kvalitet");
    private static final List<String> DIAGNOSIS = List.of(
            "kontakt_id",
            "kode_oprindelig",
            "kodesystem",
            "begreb",
            "diagnosetype",
            "tillaeg_til",
            "stillet_dato",
            "slut_dato",
            "afkraeftet",
            "org_id",
            "kilde",
            "kilde_id",
            "kvalitet");
    private static final Set<String> FINAL = Set.of("endelig", "rettet");
    private static final int MONTHS_FOLLOWED = 18;

    @Override
    public void citizen(Citizen citizen, CitizenTruth out) {
        write(out, citizen.window().today());
    }

    /** Adds the derived rows to those of one citizen. */
    static void write(CitizenTruth out, LocalDate today) {
        copy(out.rows("diagnose"), DIAGNOSIS, "diagnose_effektiv", out);
        controls(out, today);
        Collection<Row> values = Latest.of(
                out.rows("laboratoriesvar"),
                "begreb",
                "proevetagning_tid",
                row -> row.number("vaerdi_num") != null
                        && FINAL.contains(Objects.requireNonNullElse(row.text("status"), "")));
        copy(values, VALUE, "seneste_vaerdi", out);
        Collection<Row> measurements =
                Latest.of(out.rows("maaling"), "begreb", "tidspunkt", row -> row.number("vaerdi_num") != null);
        copy(measurements, MEASUREMENT, "seneste_maaling", out);
        copy(
                Latest.of(out.rows("livsstil"), "emne", "registreret_tid", row -> row.text("vaerdi") != null),
                HABIT,
                "seneste_livsstil",
                out);
        alarms(values, measurements, out);
        strata(values, measurements, out, today);
        Readmissions.write(out);
        for (List<Row> one : SameMeasurement.folded(out.rows("maaling"))) {
            copy(one.subList(0, 1), MEASUREMENT, "maaling_samlet", out);
            Row written =
                    out.rows("maaling_samlet").get(out.rows("maaling_samlet").size() - 1);
            written.set("kilder", SameMeasurement.provenance(one));
        }
        Disagreement.write(out);
    }

    @Override
    public void tables(TableTruth out) {}

    private static void copy(Collection<Row> rows, List<String> columns, String table, CitizenTruth out) {
        for (Row from : rows) {
            Row to = out.row(table);
            columns.forEach(column -> to.set(column, from.get(column)));
        }
    }

    private static void controls(CitizenTruth out, LocalDate today) {
        Controls controls = new Controls(out, today);
        Set<Kontrol> all = controls.controls();
        for (Kontrol kontrol : all) {
            row("kontrol", kontrol, out).set("evidens", kontrol.evidence());
        }
        Map<Sygdom, Kontrol> latest = new EnumMap<>(Sygdom.class);
        all.stream().sorted(Kontrol.LATEST_FIRST).forEach(kontrol -> latest.putIfAbsent(kontrol.sygdom(), kontrol));
        latest.values().forEach(kontrol -> row("senest_kontrol", kontrol, out));
        LocalDate since = today.minusMonths(MONTHS_FOLLOWED);
        for (Sygdom disease : controls.diseases()) {
            EnumSet<Place> places = EnumSet.noneOf(Place.class);
            all.stream()
                    .filter(k -> k.sygdom() == disease && !k.date().isBefore(since))
                    .forEach(k -> places.add(k.place().equals(Kontrol.HOSPITAL) ? Place.HOSPITAL : Place.PRACTICE));
            out.row("foelges_hos").set("sygdom", disease.name()).set("foelges_hos", followed(places));
        }
    }

    private enum Place {
        HOSPITAL,
        PRACTICE
    }

    private static String followed(Set<Place> places) {
        if (places.size() == 2) {
            return "begge";
        }
        if (places.isEmpty()) {
            return "ingen";
        }
        return places.contains(Place.HOSPITAL) ? "hospital" : "almen_praksis";
    }

    private static Row row(String table, Kontrol kontrol, CitizenTruth out) {
        return out.row(table)
                .set("sygdom", kontrol.sygdom().name())
                .set("kontrol_dato", kontrol.date())
                .set("kontrol_sted_type", kontrol.place())
                .set("org_id", kontrol.orgId())
                .set("tid_praecision", kontrol.precision());
    }

    private static void alarms(Collection<Row> values, Collection<Row> measurements, CitizenTruth out) {
        for (Alarm alarm : Alarm.values()) {
            values.stream().filter(alarm::ofAnswer).forEach(row -> alarm(alarm, row, "proevetagning_tid", out));
            measurements.stream().filter(alarm::ofMeasurement).forEach(row -> alarm(alarm, row, "tidspunkt", out));
        }
    }

    private static void alarm(Alarm alarm, Row row, String time, CitizenTruth out) {
        LocalDateTime when = Objects.requireNonNull(row.time(time));
        out.row("graense_alarm")
                .set("regel", alarm.name())
                .set("begreb", row.text("begreb"))
                .set("vaerdi_num", row.number("vaerdi_num"))
                .set("tidspunkt", when)
                .set("siden", when.toLocalDate());
    }

    private static void strata(
            Collection<Row> values, Collection<Row> measurements, CitizenTruth out, LocalDate today) {
        Set<Sygdom> diseases = new Controls(out, today).diseases();
        for (Row row : values) {
            if (diseases.contains(Sygdom.DM) && "HBA1C".equals(row.text("begreb"))) {
                stratum(Sygdom.DM, below(row, 53) ? 1 : atMost(row, 70) ? 2 : 3, out);
            }
        }
        for (Row row : measurements) {
            if (diseases.contains(Sygdom.KOL) && "FEV1_PCT".equals(row.text("begreb"))) {
                stratum(Sygdom.KOL, below(row, 30) ? 3 : below(row, 50) ? 2 : 1, out);
            }
        }
    }

    private static boolean below(Row row, int limit) {
        return Objects.requireNonNull(row.number("vaerdi_num")).compareTo(BigDecimal.valueOf(limit)) < 0;
    }

    private static boolean atMost(Row row, int limit) {
        return Objects.requireNonNull(row.number("vaerdi_num")).compareTo(BigDecimal.valueOf(limit)) <= 0;
    }

    private static void stratum(Sygdom disease, int level, CitizenTruth out) {
        out.row("stratum").set("sygdom", disease.name()).set("niveau", level);
    }
}
