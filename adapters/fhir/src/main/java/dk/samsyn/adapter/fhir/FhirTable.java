package dk.samsyn.adapter.fhir;

import static dk.samsyn.spi.ColumnType.DATE;
import static dk.samsyn.spi.ColumnType.DECIMAL;
import static dk.samsyn.spi.ColumnType.INTEGER;
import static dk.samsyn.spi.ColumnType.TIMESTAMP;
import static dk.samsyn.spi.ColumnType.VARCHAR;

import dk.samsyn.spi.Capability;
import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.KeyPattern;
import dk.samsyn.spi.PersonFormat;
import dk.samsyn.spi.SourceColumn;
import dk.samsyn.spi.SourceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tables that reports fold to, and how a resource becomes a row. Codes are those of the report, in any spelling.
 *
 * @param types resource types that give rows
 * @param columns columns after the person and the municipality
 * @param reader values of {@code columns}
 */
record FhirTable(String name, Set<FactType> types, List<SourceColumn> columns, Reader reader) {
    /** Conditions after FSIII. */
    private static final FhirTable TILSTAND = new FhirTable(
            "tilstand",
            Set.of(FactType.CONDITION),
            List.of(
                    required("tilstand_id", VARCHAR, 80),
                    column("fsiii_kode", VARCHAR, 40),
                    column("navn", VARCHAR, 120),
                    column("art", VARCHAR, 40),
                    column("status", VARCHAR, 20),
                    column("niveau", VARCHAR, 10),
                    column("registreret", DATE, 0),
                    column("afsluttet", DATE, 0)),
            FhirTable::condition);

    /** Interventions: planned ones (CarePlan) and those done (Procedure). */
    private static final FhirTable INDSATS = new FhirTable(
            "indsats",
            Set.of(FactType.CARE_PLAN, FactType.PROCEDURE),
            List.of(
                    required("indsats_id", VARCHAR, 80),
                    column("fsiii_kode", VARCHAR, 40),
                    column("navn", VARCHAR, 120),
                    required("art", VARCHAR, 10),
                    column("paragraf", VARCHAR, 20),
                    column("status", VARCHAR, 20),
                    column("startdato", DATE, 0),
                    column("slutdato", DATE, 0),
                    column("beslutning", VARCHAR, 10)),
            fact -> fact.type() == FactType.CARE_PLAN
                    ? plan(fact.id(), fact.resource())
                    : done(fact.id(), fact.resource()));

    /** Measurements with a value, coded by NPU, MCS or LOINC as the report has it. */
    private static final FhirTable OBSERVATION = new FhirTable(
            "observation",
            Set.of(FactType.OBSERVATION),
            List.of(
                    required("observation_id", VARCHAR, 80),
                    column("kode", VARCHAR, 40),
                    column("navn", VARCHAR, 120),
                    new SourceColumn("vaerdi", DECIMAL, 18, 6, true, PersonFormat.NONE, true),
                    column("enhed", VARCHAR, 20),
                    column("tid", TIMESTAMP, 0),
                    column("maalt_af", VARCHAR, 20),
                    column("kategori", VARCHAR, 40),
                    column("status", VARCHAR, 20)),
            FhirTable::observation);

    /** Every table of an inbox. */
    static final List<FhirTable> ALL = List.of(TILSTAND, INDSATS, OBSERVATION);

    FhirTable {
        columns = List.copyOf(columns);
    }

    /** The table as the broker sees it; any number of keys is one look at the inbox. */
    SourceTable table(long estimatedRows, int callsAtOnce) {
        List<SourceColumn> all = new ArrayList<>();
        all.add(required("cpr", VARCHAR, 12).holdingPerson(PersonFormat.PLAIN));
        all.add(required("kommunekode", INTEGER, 0));
        all.addAll(columns);
        return new SourceTable(
                name,
                all,
                new KeyPattern("cpr", false, 1_000_000, callsAtOnce),
                Set.of(Capability.SCAN, Capability.KEYS, Capability.FILTER_IN),
                estimatedRows,
                "kommunekode");
    }

    /** A fact on a citizen as a whole row, or null if it belongs to another table. */
    @Nullable
    Object @Nullable [] row(Fold.Fact fact, String cpr, int kommunekode) {
        if (!types.contains(fact.type())) {
            return null;
        }
        @Nullable Object[] own = reader.read(fact);
        @Nullable Object[] whole = new @Nullable Object[own.length + 2];
        whole[0] = cpr;
        whole[1] = kommunekode;
        System.arraycopy(own, 0, whole, 2, own.length);
        return whole;
    }

    private static @Nullable Object[] condition(Fold.Fact fact) {
        Resource condition = fact.resource();
        String status = condition.text("clinicalStatus", "coding", "0", "code");
        boolean closed = status != null && !status.equals("active");
        Object end = condition.date("abatementDateTime");
        return row(
                fact.id(),
                condition.text("code", "coding", "0", "code"),
                condition.text("code", "coding", "0", "display"),
                // The first category is FHIR's own; the second says after which part of FSIII.
                condition.text("category", "1", "coding", "0", "code"),
                status,
                condition.text("severity", "coding", "0", "code"),
                condition.date("recordedDate"),
                end == null && closed ? Inbox.day(fact.report().sent()) : end);
    }

    private static @Nullable Object[] plan(String id, Resource plan) {
        Resource detail = plan.part("activity", "0", "detail");
        return row(
                id,
                detail.text("code", "coding", "0", "code"),
                detail.text("code", "coding", "0", "display"),
                "plan",
                plan.text("category", "0", "coding", "0", "code"),
                plan.text("status"),
                plan.date("period", "start"),
                plan.date("period", "end"),
                detail.text("statusReason", "coding", "0", "code"));
    }

    private static @Nullable Object[] done(String id, Resource done) {
        Object day = done.date("performedDateTime");
        return row(
                id,
                done.text("code", "coding", "0", "code"),
                done.text("code", "coding", "0", "display"),
                "udfoert",
                done.text("category", "coding", "0", "code"),
                done.text("status"),
                day == null ? done.date("performedPeriod", "start") : day,
                day == null ? done.date("performedPeriod", "end") : day,
                null);
    }

    private static @Nullable Object[] observation(Fold.Fact fact) {
        Resource observation = fact.resource();
        String performer = observation.text("performer", "0", "reference");
        return row(
                fact.id(),
                observation.text("code", "coding", "0", "code"),
                observation.text("code", "coding", "0", "display"),
                observation.number("valueQuantity", "value"),
                observation.text("valueQuantity", "unit"),
                observation.time("effectiveDateTime"),
                performer == null ? null : performer.startsWith("Patient/") ? "Patient" : "Practitioner",
                observation.text("category", "0", "coding", "0", "code"),
                observation.text("status"));
    }

    private static SourceColumn column(String name, ColumnType type, int precision) {
        return new SourceColumn(name, type, precision, 0, true, PersonFormat.NONE, true);
    }

    private static SourceColumn required(String name, ColumnType type, int precision) {
        return new SourceColumn(name, type, precision, 0, false, PersonFormat.NONE, true);
    }

    private static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    /** Reads the columns of one fact. */
    interface Reader {
        @Nullable
        Object[] read(Fold.Fact fact);
    }
}
