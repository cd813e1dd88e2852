package dk.samsyn.region.epj;

import dk.samsyn.region.CopyTable;
import dk.samsyn.region.LiveSource;
import dk.samsyn.region.PostgresServer;
import dk.samsyn.region.PostgresSource;
import dk.samsyn.region.SourceWriter;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.HospitalContact;
import dk.samsyn.region.people.Medication;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Fills the tables of the hospital record, all at the same time. */
final class EpjWriter implements SourceWriter {
    private final PostgresServer server;
    private final List<CopyTable> tables = new ArrayList<>();

    EpjWriter(PostgresServer server) {
        this.server = server;
        if (!server.filled()) {
            for (Table table : Table.values()) {
                tables.add(new CopyTable(server, table.sql));
            }
        }
    }

    private enum Table {
        DEMOGRAPHY("fct.for_kohorte_demografi"),
        LPR3("fct.for_lpr3kontakter"),
        LPR2("fct.for_indlaeggelser"),
        REFUTED("fct.for_diagnoser_afkraeftet"),
        SFI("fct.for_sfi_maalinger"),
        SMOKING("fct.for_rygning_sfi"),
        DRUGS("fct.for_medicin_ordineret"),
        HEART("fct.for_hjerte_procedurekoder");

        private final String sql;

        Table(String sql) {
            this.sql = sql;
        }
    }

    private CopyTable table(Table table) {
        return tables.get(List.of(Table.values()).indexOf(table));
    }

    @Override
    public boolean filled() {
        return server.filled();
    }

    @Override
    public void citizen(Citizen citizen) {
        EpjFacts facts = EpjFacts.of(citizen);
        long key = facts.key();
        table(Table.DEMOGRAPHY)
                .add(key)
                .add(facts.cpr())
                .add(citizen.born())
                .add(citizen.woman() ? "Kvinde" : "Mand")
                .end();
        facts.contacts().forEach(contact -> contact(key, contact));
        facts.procedures().forEach(p -> table(Table.HEART)
                .add(key)
                .add(p.time())
                .add(p.code())
                .add(p.pci())
                .add(!p.pci())
                .end());
        facts.measurements().forEach(m -> table(Table.SFI)
                .add(key)
                .add(m.item().activity())
                .add(m.item().element())
                .add(m.item().code())
                .add(m.text())
                .add(m.number())
                .add(m.time())
                .add(m.time().plusMinutes(15))
                .end());
        facts.smoking().forEach(s -> table(Table.SMOKING)
                .add(key)
                .add(s.time())
                .add(s.text())
                .end());
        facts.orders().forEach(order -> order(key, order));
    }

    private void contact(long key, EpjContact contact) {
        HospitalContact visit = contact.contact();
        if (!contact.lpr3()) {
            table(Table.LPR2)
                    .add(key)
                    .add(visit.start())
                    .add(visit.end())
                    .add(visit.department())
                    .add(contact.packed())
                    .end();
            return;
        }
        table(Table.LPR3)
                .add(contact.key())
                .add(key)
                .add(visit.start())
                .add(visit.end())
                .add(visit.department())
                .add(contact.contactType())
                .add(contact.ptType())
                .add(contact.priority())
                .add(contact.mainCode())
                .add(contact.packed())
                .end();
        for (String code : contact.refuted()) {
            table(Table.REFUTED).add(contact.key()).add(code).end();
        }
    }

    private void order(long key, EpjFacts.Order order) {
        Medication medication = order.medication();
        // The record keeps strengths in micrograms.
        BigDecimal micrograms = BigDecimal.valueOf(medication.strengthMg())
                .multiply(BigDecimal.valueOf(1000))
                .setScale(3, RoundingMode.HALF_UP);
        boolean inhaled = medication.atc().startsWith("R03");
        boolean injected =
                medication.atc().startsWith("A10A") || medication.atc().equals("A10BJ06");
        table(Table.DRUGS)
                .add(key)
                .add(medication.atc())
                .add(medication.name())
                .add(order.start())
                .add(order.end())
                .add(micrograms)
                .add("µg")
                .add(medication.dosage().contains("ved behov") ? "PN" : "Fast")
                .add(inhaled ? "INH" : injected ? "SC" : "OR")
                .end();
    }

    @Override
    public LiveSource finish() {
        if (!server.filled()) {
            tables.forEach(CopyTable::finish);
            tables.forEach(CopyTable::close);
            EpjTables.index(server);
            server.filled("fct", "dim");
        }
        return new PostgresSource(EpjChapter.ID, server);
    }

    @Override
    public void close() {
        tables.forEach(CopyTable::close);
        server.close();
    }
}
