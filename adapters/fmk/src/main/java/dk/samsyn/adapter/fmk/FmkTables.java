package dk.samsyn.adapter.fmk;

import dk.samsyn.adapter.soap.TableShape;
import dk.samsyn.spi.Capability;
import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.KeyPattern;
import dk.samsyn.spi.SourceTable;
import java.util.List;
import java.util.Set;

/** The two tables of FMK. Columns stand in the order of {@link MedicineCard}'s rows. */
final class FmkTables {
    static final String ORDINATION = "ordination";
    static final String RECEPT = "recept";

    private FmkTables() {}

    /**
     * The tables, asked for one citizen per call and never scanned.
     *
     * @param callsAtOnce calls that may run at the same time
     * @param citizens citizens the service knows, for planning only
     */
    static List<SourceTable> tables(int callsAtOnce, long citizens) {
        KeyPattern oneCitizen = new KeyPattern("cpr", true, 1, callsAtOnce);
        Set<Capability> keys = Set.of(Capability.KEYS);
        SourceTable ordination = new TableShape(ORDINATION)
                .text("ordination_id", 40)
                .text("version", 40)
                .text("atc", 7)
                .text("laegemiddel_navn", 200)
                .text("styrke_tekst", 200)
                .text("dosistekst", 4000)
                .text("indikation_tekst", 200)
                .add("start_dato", ColumnType.DATE)
                .add("slut_dato", ColumnType.DATE)
                .add("pauseret", ColumnType.BOOLEAN)
                .text("type", 8)
                .text("ordineret_af_org", 24)
                .add("skjult", ColumnType.BOOLEAN)
                .table(oneCitizen, keys, citizens * 4);
        SourceTable recept = new TableShape(RECEPT)
                .text("recept_id", 40)
                .text("ordination_id", 40)
                .text("udlevering_id", 40)
                .text("atc", 7)
                .add("ordinationsdato", ColumnType.DATE)
                .add("gyldig_til", ColumnType.DATE)
                .text("status", 24)
                .add("udlevering_tid", ColumnType.TIMESTAMP)
                .add("antal_pakninger", ColumnType.INTEGER)
                .text("udskrevet_af_org", 24)
                .table(oneCitizen, keys, citizens * 20);
        return List.of(ordination, recept);
    }
}
