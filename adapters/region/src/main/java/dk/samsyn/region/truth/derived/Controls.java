package dk.samsyn.region.truth.derived;

import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.Row;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds a citizen's diseases and controls in the canonical rows. */
final class Controls {
    private static final int DAYS_AROUND = 14;
    private static final Set<String> LIPIDS = Set.of("LDL", "TOTKOL");
    private static final Set<String> SPIROMETRY = Set.of("FEV1", "FVC", "FEV1_PCT");

    private final CitizenTruth rows;
    private final LocalDate today;

    Controls(CitizenTruth rows, LocalDate today) {
        this.rows = rows;
        this.today = today;
    }

    /** Diseases with a diagnosis that was not refuted. */
    Set<Sygdom> diseases() {
        EnumSet<Sygdom> diseases = EnumSet.noneOf(Sygdom.class);
        for (Row diagnosis : rows.rows("diagnose")) {
            String concept = diagnosis.text("begreb");
            if (concept != null && !Boolean.TRUE.equals(diagnosis.get("afkraeftet"))) {
                Sygdom.ofConcept(concept).ifPresent(diseases::add);
            }
        }
        return diseases;
    }

    /** All controls up to today, each once. */
    Set<Kontrol> controls() {
        Set<Kontrol> found = new LinkedHashSet<>();
        fees(found);
        for (Row contact : rows.rows("kontakt")) {
            LocalDateTime start = contact.time("start_tid");
            if (start != null && !start.toLocalDate().isAfter(today)) {
                contact(contact, start.toLocalDate()).ifPresent(found::add);
            }
        }
        return found;
    }

    private void fees(Set<Kontrol> found) {
        Set<Sygdom> diseases = diseases();
        for (Row fee : rows.rows("ydelse")) {
            LocalDate monday = fee.date("uge_start");
            boolean yearly = "0120".equals(fee.text("ydelse_nr")) && "80".equals(fee.text("speciale"));
            boolean own = fee.text("pid") != null && !Boolean.TRUE.equals(fee.get("barnmak"));
            if (yearly && own && monday != null && !monday.isAfter(today)) {
                for (Sygdom disease : diseases) {
                    found.add(new Kontrol(disease, monday, Kontrol.PRACTICE, fee.text("ydernr"), "ydelse_0120", "uge"));
                }
            }
        }
    }

    private Optional<Kontrol> contact(Row contact, LocalDate date) {
        String reason = contact.text("aarsag_kode");
        if (reason == null) {
            return Optional.empty();
        }
        String org = contact.text("org_id");
        if (is(contact, "almen_praksis", "konsultation")) {
            return Sygdom.ofIcpc(reason)
                    .filter(disease -> tests(disease).stream().anyMatch(test -> near(test, date)))
                    .map(disease -> new Kontrol(disease, date, Kontrol.PRACTICE, org, "konsultation", "dag"));
        }
        if (is(contact, "hospital", "ambulant")) {
            return Sygdom.ofSks(reason)
                    .map(disease -> new Kontrol(disease, date, Kontrol.HOSPITAL, org, "ambulant", "dag"));
        }
        return Optional.empty();
    }

    private static boolean is(Row contact, String sector, String form) {
        return sector.equals(contact.text("sektor")) && form.equals(contact.text("kontaktform"));
    }

    private static boolean near(LocalDate test, LocalDate date) {
        return Math.abs(test.toEpochDay() - date.toEpochDay()) <= DAYS_AROUND;
    }

    /** Days on which something was sampled or measured that belongs to a control of the disease. */
    private List<LocalDate> tests(Sygdom disease) {
        List<LocalDate> days = new ArrayList<>();
        if (disease == Sygdom.KOL) {
            for (Row row : rows.rows("maaling")) {
                boolean athome = "hjemme".equals(row.text("sted")) || row.text("sted") == null;
                if (in(SPIROMETRY, row.text("begreb")) && !athome) {
                    add(days, row.time("tidspunkt"));
                }
            }
            return days;
        }
        for (Row row : rows.rows("laboratoriesvar")) {
            String concept = row.text("begreb");
            boolean wanted = disease == Sygdom.DM ? "HBA1C".equals(concept) : in(LIPIDS, concept);
            String status = row.text("status");
            if (wanted && status != null && !status.equals("annulleret")) {
                add(days, row.time("proevetagning_tid"));
            }
        }
        return days;
    }

    private static boolean in(Set<String> set, @Nullable String value) {
        return value != null && set.contains(value);
    }

    private static void add(List<LocalDate> days, @Nullable LocalDateTime time) {
        if (time != null) {
            days.add(time.toLocalDate());
        }
    }
}
