package dk.samsyn.region.praksis;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;

/** The tables of a practice system in one of its spellings, and the writing of charts into them. */
final class PracticeTables implements AutoCloseable {
    private final PraksisVariant variant;
    private final LocalDate invoicesFrom;
    private final BulkInsert patient;
    private final BulkInsert kontakt;
    private final BulkInsert diagnose;
    private final BulkInsert analyse;
    private final BulkInsert datafangst;
    private final BulkInsert ordination;
    private final BulkInsert ydelse;
    private final BulkInsert vaccination;

    private PracticeTables(Connection connection, PraksisVariant variant, LocalDate invoicesFrom) {
        this.variant = variant;
        this.invoicesFrom = invoicesFrom;
        this.patient = new BulkInsert(connection, "patient", 6);
        this.kontakt = new BulkInsert(connection, "kontakt", 6);
        this.diagnose = new BulkInsert(connection, "diagnose", 7);
        this.analyse = new BulkInsert(connection, "analyse", variant.keepsSamplingTime() ? 16 : 15);
        this.datafangst = new BulkInsert(connection, "datafangst", 6);
        this.ordination = new BulkInsert(connection, "ordination", 7);
        this.ydelse = new BulkInsert(connection, "ydelse", 6);
        this.vaccination = new BulkInsert(connection, "vaccination", 4);
    }

    /**
     * Creates the tables, to be filled.
     *
     * @param invoicesFrom older fees are not written
     */
    static PracticeTables create(Connection connection, PraksisVariant variant, LocalDate invoicesFrom)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : definitions(variant)) {
                statement.execute("CREATE TABLE " + table);
            }
        }
        return new PracticeTables(connection, variant, invoicesFrom);
    }

    /** Tables that exist, to be added to. */
    static PracticeTables append(Connection connection, PraksisVariant variant, LocalDate invoicesFrom) {
        return new PracticeTables(connection, variant, invoicesFrom);
    }

    /** Columns after DAK-E's {@code indsaetAnalyse5} (domain.md 3.4), with the row number that every system has. */
    private static List<String> definitions(PraksisVariant variant) {
        String date = variant.dateType();
        String time = variant.timeType();
        String sampled = variant.keepsSamplingTime() ? ", proevetagningstidspunkt " + time : "";
        return List.of(
                "patient (lokal_id INT, cpr " + variant.personType()
                        + ", navn VARCHAR(80), egen_laege_init VARCHAR(4), " + "tilmeldt " + date + ", frameldt " + date
                        + ")",
                "kontakt (id BIGINT, lokal_id INT, haendelsestidspunkt " + time + ", kontakttype VARCHAR(12), "
                        + "laege_init VARCHAR(4), icpc VARCHAR(6))",
                "diagnose (id BIGINT, lokal_id INT, icpc VARCHAR(6), tekst VARCHAR(120), startdato " + date
                        + ", slutdato " + date + ", ansvarlig_init VARCHAR(4))",
                "analyse (id BIGINT, lokal_id INT, haendelsestidspunkt " + time + ", ydernr VARCHAR(6), "
                        + "initialer VARCHAR(4), kode VARCHAR(10), kodeansvarlig VARCHAR(10), kodebetydning VARCHAR(60), "
                        + "producent VARCHAR(20), operator VARCHAR(2), vaerdi VARCHAR(20), enhed VARCHAR(20), "
                        + "reffra VARCHAR(10), reftil VARCHAR(10), abnorm VARCHAR(4)" + sampled + ")",
                "datafangst (id BIGINT, lokal_id INT, dato " + date + ", skema VARCHAR(20), felt VARCHAR(40), "
                        + "svar VARCHAR(60))",
                "ordination (id BIGINT, lokal_id INT, dato " + date + ", atc VARCHAR(7), praeparat VARCHAR(60), "
                        + "dosis VARCHAR(40), recepttype VARCHAR(1))",
                "ydelse (id BIGINT, lokal_id INT, yyww VARCHAR(4), ydelsesnr VARCHAR(6), antal INT, barnmak VARCHAR(1))",
                "vaccination (id BIGINT, lokal_id INT, dato " + date + ", vaccine VARCHAR(30))");
    }

    /** Indexes for look-ups by person and by code; made after the rows, which is faster. */
    static void index(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE INDEX patient_cpr ON patient (cpr)");
            statement.execute("CREATE INDEX patient_lokal ON patient (lokal_id)");
            statement.execute("CREATE INDEX kontakt_lokal ON kontakt (lokal_id)");
            statement.execute("CREATE INDEX diagnose_lokal ON diagnose (lokal_id)");
            statement.execute("CREATE INDEX diagnose_icpc ON diagnose (icpc)");
            statement.execute("CREATE INDEX analyse_lokal ON analyse (lokal_id, kode)");
            statement.execute("CREATE INDEX analyse_kode ON analyse (kode)");
            statement.execute("CREATE INDEX datafangst_lokal ON datafangst (lokal_id)");
            statement.execute("CREATE INDEX datafangst_skema ON datafangst (skema)");
        }
    }

    /** Writes all that a chart holds. */
    void write(PracticeChart chart) throws SQLException {
        for (PracticeChart.Patient p : chart.patients()) {
            patient.add(
                    p.lokalId(),
                    variant.person(p.number()),
                    p.name(),
                    p.doctor(),
                    variant.date(p.from()),
                    variant.date(p.to()));
        }
        for (PracticeChart.Contact c : chart.contacts()) {
            kontakt.add(
                    c.id(), c.lokalId(), variant.time(c.time(), true), c.kind().name(), c.doctor(), c.icpc());
        }
        for (PracticeChart.Diagnosis d : chart.diagnoses()) {
            diagnose.add(
                    d.id(),
                    d.lokalId(),
                    d.icpc(),
                    d.text(),
                    variant.date(d.start()),
                    variant.date(d.end()),
                    d.doctor());
        }
        for (PracticeChart.Analysis a : chart.analyses()) {
            write(chart.ydernr(), a);
        }
        for (PracticeChart.Capture c : chart.captures()) {
            datafangst.add(c.id(), c.lokalId(), variant.date(c.date()), c.form(), c.field(), c.answer());
        }
        for (PracticeChart.Ordination o : chart.ordinations()) {
            ordination.add(o.id(), o.lokalId(), variant.date(o.date()), o.atc(), o.product(), o.dosage(), "E");
        }
        for (PracticeChart.Fee f : chart.fees()) {
            if (!f.date().isBefore(invoicesFrom)) {
                ydelse.add(
                        f.id(), f.lokalId(), IsoWeek.of(f.date()), "80" + f.number(), f.count(), f.child() ? "1" : "0");
            }
        }
        for (PracticeChart.Vaccination v : chart.vaccinations()) {
            vaccination.add(v.id(), v.lokalId(), variant.date(v.date()), v.text());
        }
    }

    private void write(String ydernr, PracticeChart.Analysis a) throws SQLException {
        OfficeTest test = a.test();
        Object time = variant.time(a.time(), a.exact());
        String value = OfficeTest.text(a.number());
        String producer = test.table() == OfficeTest.Table.HOME ? "Borger" : "Egen klinik";
        Object low = test.low().isEmpty() ? null : test.low();
        Object high = test.high().isEmpty() ? null : test.high();
        if (variant.keepsSamplingTime()) {
            analyse.add(
                    a.id(),
                    a.lokalId(),
                    time,
                    ydernr,
                    a.doctor(),
                    test.code(),
                    test.codeOwner(),
                    test.text(),
                    producer,
                    "=",
                    value,
                    test.unit(),
                    low,
                    high,
                    test.abnormal(a.number()),
                    variant.time(a.sampled(), true));
        } else {
            analyse.add(
                    a.id(),
                    a.lokalId(),
                    time,
                    ydernr,
                    a.doctor(),
                    test.code(),
                    test.codeOwner(),
                    test.text(),
                    producer,
                    "=",
                    value,
                    test.unit(),
                    low,
                    high,
                    test.abnormal(a.number()));
        }
    }

    @Override
    public void close() throws SQLException {
        for (BulkInsert insert :
                List.of(patient, kontakt, diagnose, analyse, datafangst, ordination, ydelse, vaccination)) {
            insert.close();
        }
    }
}
