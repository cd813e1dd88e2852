package dk.samsyn.region.cura;

import dk.samsyn.region.Chapter;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.SourceWriter;
import dk.samsyn.region.municipal.CareSystem;
import dk.samsyn.region.municipal.MunicipalTruth;
import dk.samsyn.region.truth.TruthChapter;

/** The inbox of municipal reports ({@code cura}). */
public final class CuraChapter implements Chapter {
    /** Id of the source. */
    static final String ID = "cura";

    @Override
    public String source() {
        return ID;
    }

    @Override
    public SourceWriter open(RegionContext context) {
        return new CuraWriter(context.folder(ID), context.kept());
    }

    /** What a perfect mapper reads from it. */
    public static TruthChapter truth() {
        return new MunicipalTruth(CareSystem.CURA, ID, ReportResources::code);
    }
}
