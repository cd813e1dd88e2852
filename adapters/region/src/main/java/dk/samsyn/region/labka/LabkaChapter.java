package dk.samsyn.region.labka;

import dk.samsyn.region.Chapter;
import dk.samsyn.region.CopyTable;
import dk.samsyn.region.LiveSource;
import dk.samsyn.region.PostgresServer;
import dk.samsyn.region.PostgresSource;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.SourceWriter;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.spi.PersonFormat;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** The laboratory system ({@code labka}): table {@code labka.proevesvar} (domain.md 4.5 (2)). */
public final class LabkaChapter implements Chapter {
    /** Id of the source. */
    static final String ID = "labka";

    private static final String UNKNOWN_TIME = "000000000000";

    @Override
    public String source() {
        return ID;
    }

    @Override
    public SourceWriter open(RegionContext context) {
        PostgresServer server = PostgresServer.start(context.folder(ID), context.kept());
        if (!server.filled()) {
            server.run("CREATE SCHEMA labka");
            server.createTable("labka.proevesvar", """
                        pnr varchar(11) NOT NULL, rekvisitionsnr varchar(16) NOT NULL, glasnr varchar(16),
                        proevetagningstid varchar(12), svartid varchar(14), ol_inver_iupac_cde varchar(10) NOT NULL,
                        analysekortnavn varchar(20), internal_reply_num varchar(20), relationsign varchar(1),
                        enhed varchar(20), ref_nedre varchar(10), ref_oevre varchar(10), abnorm varchar(2),
                        svarstatus varchar(1) NOT NULL, rekvirent varchar(7), producent_shak varchar(7),
                        sidst_rettet varchar(14)""");
        }
        return new Writer(server);
    }

    private static final class Writer implements SourceWriter {
        private final PostgresServer server;
        private final @Nullable CopyTable table;

        Writer(PostgresServer server) {
            this.server = server;
            this.table = server.filled() ? null : new CopyTable(server, "labka.proevesvar");
        }

        @Override
        public boolean filled() {
            return server.filled();
        }

        @Override
        public void citizen(Citizen citizen) {
            if (table != null) {
                for (Answer answer : LabFacts.of(citizen)) {
                    write(table, answer);
                }
            }
        }

        private static void write(CopyTable table, Answer answer) {
            LocalDateTime taken = answer.taken();
            String answered = digits(answer.answered()) + "00";
            table.add(PersonFormat.HYPHEN.write(answer.number()))
                    .add(answer.requisition())
                    .add(answer.glass())
                    .add(taken == null ? UNKNOWN_TIME : digits(taken))
                    .add(answered)
                    .add(answer.code())
                    .add(answer.analysis().label())
                    .add(answer.reply())
                    .add(answer.sign())
                    .add(answer.unit())
                    .add(reference(answer.analysis().low()))
                    .add(reference(answer.analysis().high()))
                    .add(answer.meaning().abnormal())
                    .add(String.valueOf(answer.status()))
                    .add(answer.requester())
                    .add(answer.shak())
                    .add(answer.status() == 'R' ? answered : null)
                    .end();
        }

        private static @Nullable String reference(@Nullable Double limit) {
            return limit == null ? null : LabFacts.danish(BigDecimal.valueOf(limit));
        }

        /** yyyyMMddHHmm. */
        private static String digits(LocalDateTime time) {
            long number = time.getYear() * 100_000_000L
                    + time.getMonthValue() * 1_000_000L
                    + time.getDayOfMonth() * 10_000L
                    + time.getHour() * 100L
                    + time.getMinute();
            return Long.toString(number);
        }

        @Override
        public LiveSource finish() {
            if (table != null) {
                table.finish();
                table.close();
                server.run(
                        "CREATE INDEX ON labka.proevesvar (pnr)",
                        "CREATE INDEX ON labka.proevesvar (ol_inver_iupac_cde, pnr)",
                        "ANALYZE labka.proevesvar");
                server.filled("labka");
            }
            return new PostgresSource(ID, server);
        }

        @Override
        public void close() {
            if (table != null) {
                table.close();
            }
            server.close();
        }
    }
}
