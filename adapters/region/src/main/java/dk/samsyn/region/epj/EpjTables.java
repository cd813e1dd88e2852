package dk.samsyn.region.epj;

import dk.samsyn.region.CopyTable;
import dk.samsyn.region.PostgresServer;
import dk.samsyn.region.people.Hospital;
import dk.samsyn.region.people.Speciality;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The tables of the record, named as in the region's BI layer (domain.md 4.5 (1)). */
final class EpjTables {
    private EpjTables() {}

    static void create(PostgresServer server) {
        server.run("CREATE SCHEMA fct", "CREATE SCHEMA dim");
        server.createTable("fct.for_kohorte_demografi", """
                    dw_ek_borger bigint NOT NULL, cpr varchar(10) NOT NULL, foedselsdato date, koennavn varchar(6)""");
        server.createTable("fct.for_lpr3kontakter", """
                    dw_ek_kontakt bigint NOT NULL, dw_ek_borger bigint NOT NULL, datotid_lpr3kontaktstart timestamp(0),
                    datotid_lpr3kontaktslut timestamp(0), shakkode_lpr3kontaktansvarlig varchar(7),
                    kontakttype varchar(30), pt_type varchar(20), prioritet varchar(4), adiagnosekode varchar(10),
                    diagnosegruppestreng varchar(2000)""");
        server.createTable("fct.for_indlaeggelser", """
                    dw_ek_borger bigint NOT NULL, datotid_indlaeggelse timestamp(0), datotid_udskrivning timestamp(0),
                    shakkode_kontaktansvarlig varchar(7), diagnosegruppestreng varchar(2000)""");
        server.createTable("fct.for_diagnoser_afkraeftet", """
                    dw_ek_kontakt bigint NOT NULL, kode varchar(10) NOT NULL""");
        server.createTable("fct.for_sfi_maalinger", """
                    dw_ek_borger bigint NOT NULL, aktivitetstypenavn varchar(80), elementledetekst varchar(80),
                    elementkode varchar(20), elementvaerdi varchar(40), numelementvaerdi decimal(12,3),
                    datotid_resultat_udfoert timestamp(0), datotid_senest_aendret_i_sfien timestamp(0)""");
        server.createTable("fct.for_rygning_sfi", """
                    dw_ek_borger bigint NOT NULL, datotid timestamp(0), rygning_samlet varchar(60)""");
        server.createTable("fct.for_medicin_ordineret", """
                    dw_ek_borger bigint NOT NULL, atc varchar(7), laegemiddelnavn varchar(60),
                    datotid_ordinationstart timestamp(0), datotid_ordinationslut timestamp(0),
                    styrke_numerisk decimal(18,3), styrke_enhed varchar(5), type_kodetekst varchar(5),
                    admvej_kodetekst varchar(3)""");
        server.createTable("fct.for_hjerte_procedurekoder", """
                    dw_ek_borger bigint NOT NULL, datotid_udfoert timestamp(0), procedurekode varchar(10), pci boolean,
                    cabg boolean""");
        server.createTable("dim.shak", """
                    shakkode varchar(7), afdelingsnavn varchar(60), hospitalsnavn varchar(60),
                    hovedspeciale varchar(40), gyldig_fra date, gyldig_til date""");
        departments(server);
    }

    private static void departments(PostgresServer server) {
        LocalDate before = Hospital.PRESENT_CODES.minusDays(1);
        try (CopyTable table = new CopyTable(server, "dim.shak")) {
            for (Hospital hospital : Hospital.values()) {
                boolean renamed = !hospital.shak().equals(hospital.formerShak());
                LocalDate from = renamed ? Hospital.PRESENT_CODES : LocalDate.of(1994, 1, 1);
                row(table, hospital.shak(), null, hospital.text(), from, null);
                for (Speciality speciality : Speciality.values()) {
                    row(table, hospital.shak(), speciality, hospital.text(), from, null);
                    if (renamed) {
                        LocalDate old = LocalDate.of(1994, 1, 1);
                        row(table, hospital.formerShak(), speciality, hospital.formerText(), old, before);
                    }
                }
            }
            table.finish();
        }
    }

    private static void row(
            CopyTable table,
            String shak,
            @Nullable Speciality speciality,
            String hospital,
            LocalDate from,
            @Nullable LocalDate to) {
        table.add(speciality == null ? shak : shak + speciality.department())
                .add(speciality == null ? null : speciality.text())
                .add(hospital)
                .add(speciality == null ? null : speciality.hovedspeciale())
                .add(from)
                .add(to)
                .end();
    }

    static void index(PostgresServer server) {
        server.run(
                "CREATE UNIQUE INDEX ON fct.for_kohorte_demografi (dw_ek_borger) INCLUDE (cpr)",
                "CREATE UNIQUE INDEX ON fct.for_kohorte_demografi (cpr) INCLUDE (dw_ek_borger)",
                "CREATE INDEX ON fct.for_lpr3kontakter (dw_ek_borger)",
                "CREATE INDEX ON fct.for_lpr3kontakter (datotid_lpr3kontaktstart)",
                "CREATE INDEX ON fct.for_lpr3kontakter (adiagnosekode)",
                "CREATE INDEX ON fct.for_indlaeggelser (dw_ek_borger)",
                "CREATE UNIQUE INDEX ON fct.for_diagnoser_afkraeftet (dw_ek_kontakt, kode)",
                "CREATE INDEX ON fct.for_sfi_maalinger (dw_ek_borger, elementkode)",
                "CREATE INDEX ON fct.for_rygning_sfi (dw_ek_borger)",
                "CREATE INDEX ON fct.for_medicin_ordineret (dw_ek_borger)",
                "CREATE INDEX ON fct.for_hjerte_procedurekoder (dw_ek_borger)",
                "ANALYZE");
    }
}
