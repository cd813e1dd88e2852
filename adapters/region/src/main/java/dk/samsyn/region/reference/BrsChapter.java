package dk.samsyn.region.reference;

import dk.samsyn.region.Chapter;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.SourceWriter;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.TableTruth;
import dk.samsyn.region.truth.TruthChapter;

/** Treatment relations ({@code brs}). */
public final class BrsChapter implements Chapter {
    private static final String ID = "brs";

    @Override
    public String source() {
        return ID;
    }

    @Override
    public SourceWriter open(RegionContext context) {
        return new ListWriter(context, ID, "SAMSYN_BRS_DIR", "CPR;ORG_ID;RELATION;GRUNDLAG;FRA;TIL", BrsChapter::lines);
    }

    private static void lines(Citizen citizen, CsvFile file) {
        for (Relation relation : Relation.of(citizen)) {
            file.line(
                    citizen.cpr(),
                    relation.orgId(),
                    relation.grade(),
                    relation.basis(),
                    relation.from(),
                    relation.to());
        }
    }

    /** What a perfect mapper reads from it. */
    public static TruthChapter truth() {
        return new TruthChapter() {
            @Override
            public void citizen(Citizen citizen, CitizenTruth out) {
                for (Relation relation : Relation.of(citizen)) {
                    out.row("behandlingsrelation")
                            .set("org_id", relation.orgId())
                            .set("relation", relation.grade())
                            .set("grundlag", relation.basis())
                            .set("gyldig_fra", relation.from())
                            .set("gyldig_til", relation.to());
                }
            }

            @Override
            public void tables(TableTruth out) {
                // Every row belongs to a citizen.
            }
        };
    }
}
