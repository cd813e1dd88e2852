package dk.samsyn.region.truth.derived;

import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.Row;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Practice and hospital name two diseases that are easily mixed up, and each only one of them. */
final class Disagreement {
    private Disagreement() {}

    static void write(CitizenTruth rows) {
        pair(rows, "DM", "DM1", "DM2");
        pair(rows, "KOL", "ASTMA", "KOL");
    }

    private static void pair(CitizenTruth rows, String disease, String one, String other) {
        View practice = new View(rows, "ICPC2", one, other);
        View hospital = new View(rows, "SKS", one, other);
        Optional<String> here = practice.only();
        Optional<String> there = hospital.only();
        if (here.isPresent() && there.isPresent() && !here.equals(there)) {
            rows.row("diagnose_uenighed")
                    .set("sygdom", disease)
                    .set("praksis_begreb", here.get())
                    .set("hospital_begreb", there.get())
                    .set("praksis_siden", practice.since())
                    .set("hospital_siden", hospital.since());
        }
    }

    /** What one sector says of the pair. */
    private record View(List<Row> diagnoses) {
        View(CitizenTruth rows, String system, String one, String other) {
            this(rows.rows("diagnose").stream()
                    .filter(row -> system.equals(row.text("kodesystem")))
                    .filter(row -> one.equals(row.text("begreb")) || other.equals(row.text("begreb")))
                    .filter(row -> !Boolean.TRUE.equals(row.get("afkraeftet")))
                    .toList());
        }

        /** The concept, if it is one alone. */
        Optional<String> only() {
            List<String> concepts = diagnoses.stream()
                    .map(row -> Objects.requireNonNull(row.text("begreb")))
                    .distinct()
                    .toList();
            return concepts.size() == 1 ? Optional.of(concepts.get(0)) : Optional.empty();
        }

        /** The first day on which it was said, or null. */
        @Nullable
        LocalDate since() {
            return diagnoses.stream()
                    .map(row -> row.date("stillet_dato"))
                    .filter(Objects::nonNull)
                    .min(Comparator.naturalOrder())
                    .orElse(null);
        }
    }
}
