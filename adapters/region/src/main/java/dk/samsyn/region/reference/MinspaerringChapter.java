package dk.samsyn.region.reference;

import dk.samsyn.region.Chapter;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.SourceWriter;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.TableTruth;
import dk.samsyn.region.truth.TruthChapter;

/** Blocks and consents ({@code minspaerring}). */
public final class MinspaerringChapter implements Chapter {
    private static final String ID = "minspaerring";

    @Override
    public String source() {
        return ID;
    }

    @Override
    public SourceWriter open(RegionContext context) {
        return new ListWriter(
                context,
                ID,
                "SAMSYN_MINSPAERRING_DIR",
                "CPR;RETNING;MODTAGER_TYPE;MODTAGER;KATEGORI;FRA;TIL",
                MinspaerringChapter::lines);
    }

    /** The service keeps the number under which the citizen decided. */
    private static void lines(Citizen citizen, CsvFile file) {
        for (Consent consent : Consent.of(citizen)) {
            file.line(
                    citizen.numberOn(consent.from()),
                    consent.direction(),
                    consent.receiverType(),
                    consent.receiver(),
                    consent.category(),
                    consent.from(),
                    consent.to());
        }
    }

    /** What a perfect mapper reads from it. */
    public static TruthChapter truth() {
        return new TruthChapter() {
            @Override
            public void citizen(Citizen citizen, CitizenTruth out) {
                for (Consent consent : Consent.of(citizen)) {
                    out.row("samtykke")
                            .set("retning", consent.direction())
                            .set("modtager_type", consent.receiverType())
                            .set("modtager_vaerdi", consent.receiver())
                            .set("datakategori", consent.category())
                            .set("gyldig_fra", consent.from())
                            .set("gyldig_til", consent.to())
                            .set("kilde", ID);
                }
            }

            @Override
            public void tables(TableTruth out) {
                // Every row belongs to a citizen.
            }
        };
    }
}
