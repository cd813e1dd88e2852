package dk.samsyn.adapter.nexus;

import static dk.samsyn.spi.ColumnType.DATE;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tables an instance offers, where their lists hang and how an item becomes a row. Field names are those of the service
 * (KMD Nexus); what a code means is not decided here.
 *
 * @param patientRelation relation from a patient to the patient's list; empty for a table without persons
 * @param listRelation relation from an organisation, or from home for a table without persons, to the list over all
 * @param columns columns after the person and the municipality
 * @param reader values of {@code columns} from an item
 */
record NexusTable(String name, String patientRelation, String listRelation, List<SourceColumn> columns, Reader reader) {
    /** Conditions after FSIII: {@code fsiii_kode} and {@code legacy_kode} as the instance has them, in any spelling. */
    private static final NexusTable TILSTAND = new NexusTable(
            "tilstand",
            "patientConditions",
            "conditions",
            List.of(
                    required("tilstand_id", VARCHAR, 20),
                    column("fsiii_kode", VARCHAR, 40),
                    column("navn", VARCHAR, 120),
                    column("gruppe", VARCHAR, 120),
                    column("legacy_kode", VARCHAR, 20),
                    column("status", VARCHAR, 20),
                    column("niveau", VARCHAR, 10),
                    column("registreret", TIMESTAMP, 0),
                    column("afsluttet", TIMESTAMP, 0)),
            item -> row(
                    item.required("id"),
                    item.text("classificationCode"),
                    item.text("name"),
                    item.text("group", "name"),
                    item.text("klMappingCode"),
                    item.text("state", "value", "code"),
                    item.text("currentLevel", "value", "code"),
                    item.time("registeredDate"),
                    item.time("closedDate")));

    /** Granted services. */
    private static final NexusTable INDSATS = new NexusTable(
            "indsats",
            "patientGrants",
            "grants",
            List.of(
                    required("indsats_id", VARCHAR, 20),
                    column("fsiii_kode", VARCHAR, 40),
                    column("legacy_kode", VARCHAR, 20),
                    column("navn", VARCHAR, 120),
                    column("paragraf", VARCHAR, 60),
                    column("status", VARCHAR, 20),
                    column("startdato", DATE, 0),
                    column("slutdato", DATE, 0),
                    column("beslutning", VARCHAR, 10),
                    column("org_id", VARCHAR, 20)),
            item -> row(
                    item.required("id"),
                    item.text("classificationCode"),
                    item.text("klMappingCode"),
                    item.text("name"),
                    item.text("paragraph", "section"),
                    item.text("state", "code"),
                    item.date("startDate"),
                    item.date("endDate"),
                    item.text("decision", "code"),
                    item.text("organization", "code")));

    /** Measurements at home and by the health visitor: value and time are the service's own text. */
    private static final NexusTable HJEMMEMAALING = new NexusTable(
            "hjemmemaaling",
            "patientMeasurements",
            "measurements",
            List.of(
                    required("maaling_id", VARCHAR, 20),
                    column("navn", VARCHAR, 60),
                    column("vaerdi", VARCHAR, 20),
                    column("enhed", VARCHAR, 20),
                    column("tid", VARCHAR, 35),
                    column("maalt_af", VARCHAR, 40)),
            item -> row(
                    item.required("id"),
                    item.text("name"),
                    item.text("value"),
                    item.text("unit"),
                    item.text("measuredAt"),
                    item.text("measuredBy", "role")));

    /** Periods from which an instance says it lacks data; no person. */
    private static final NexusTable DAEKNING = new NexusTable(
            "daekning",
            "",
            "dataCoverage",
            List.of(column("fra", DATE, 0), column("til", DATE, 0), column("bemaerkning", VARCHAR, 200)),
            item -> row(item.date("from"), item.date("to"), item.text("remark")));

    /** Every table of an instance. */
    static final List<NexusTable> ALL = List.of(TILSTAND, INDSATS, HJEMMEMAALING, DAEKNING);

    NexusTable {
        columns = List.copyOf(columns);
    }

    boolean hasPersons() {
        return !patientRelation.isEmpty();
    }

    /**
     * The table as the broker sees it. Many keys fit in one request, because a large set is answered from the lists.
     *
     * @param estimatedRows rows over all instances
     */
    SourceTable table(long estimatedRows, int callsAtOnce) {
        List<SourceColumn> all = new ArrayList<>();
        Set<Capability> capabilities = EnumSet.of(Capability.SCAN, Capability.FILTER_IN);
        KeyPattern key = KeyPattern.NONE;
        if (hasPersons()) {
            all.add(required("cpr", VARCHAR, 13).holdingPerson(PersonFormat.HYPHEN));
            capabilities.add(Capability.KEYS);
            key = new KeyPattern("cpr", false, 1_000_000, callsAtOnce);
        }
        all.add(required("kommunekode", INTEGER, 0));
        all.addAll(columns);
        return new SourceTable(name, all, key, capabilities, estimatedRows, "kommunekode");
    }

    /**
     * An item as a whole row.
     *
     * @param person number of the patient whose list it is, or null for a list over all, where each item names its patient
     */
    @Nullable
    Object[] row(Hal resource, @Nullable String person) {
        Item item = new Item(resource);
        @Nullable Object[] own = reader.read(item);
        int lead = hasPersons() ? 2 : 1;
        @Nullable Object[] whole = new @Nullable Object[lead + own.length];
        if (hasPersons()) {
            whole[0] = person == null ? item.required("patientIdentifier", "identifier") : person;
        }
        whole[lead - 1] = resource.instance().kommunekode();
        System.arraycopy(own, 0, whole, lead, own.length);
        return whole;
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

    /** Reads the columns of one item. */
    interface Reader {
        @Nullable
        Object[] read(Item item);
    }
}
