package dk.samsyn.region;

import dk.samsyn.region.cpr.CprChapter;
import dk.samsyn.region.cpr.CprTruth;
import dk.samsyn.region.cura.CuraChapter;
import dk.samsyn.region.ddv.DdvChapter;
import dk.samsyn.region.ddv.DdvTruth;
import dk.samsyn.region.epj.EpjChapter;
import dk.samsyn.region.epj.EpjTruth;
import dk.samsyn.region.fmk.FmkChapter;
import dk.samsyn.region.fmk.FmkTruth;
import dk.samsyn.region.labka.LabkaChapter;
import dk.samsyn.region.labka.LabkaTruth;
import dk.samsyn.region.nexus.NexusChapter;
import dk.samsyn.region.praksis.PraksisChapter;
import dk.samsyn.region.praksis.PraksisTruth;
import dk.samsyn.region.praksis.PraksisVariant;
import dk.samsyn.region.reference.BrsChapter;
import dk.samsyn.region.reference.MinspaerringChapter;
import dk.samsyn.region.reference.ReferenceChapter;
import dk.samsyn.region.ssr.SsrChapter;
import dk.samsyn.region.ssr.SsrTruth;
import dk.samsyn.region.truth.TruthChapter;
import dk.samsyn.region.truth.derived.DerivedTruth;
import java.util.List;

/** The sources of the demo and their truth, by hand. */
final class Chapters {
    private Chapters() {}

    /** Sources in the order in which they are listed. */
    static List<Chapter> sources() {
        return List.of(
                new CprChapter(),
                new EpjChapter(),
                new LabkaChapter(),
                new PraksisChapter(PraksisVariant.A),
                new PraksisChapter(PraksisVariant.B),
                new PraksisChapter(PraksisVariant.C),
                new SsrChapter(),
                new FmkChapter(),
                new DdvChapter(),
                new NexusChapter(),
                new CuraChapter(),
                new ReferenceChapter(),
                new MinspaerringChapter(),
                new BrsChapter());
    }

    /** What is true, source by source; derived tables come last, as they read the rows of the others. */
    static List<TruthChapter> truth() {
        return List.of(
                new CprTruth(),
                new EpjTruth(),
                new LabkaTruth(),
                new PraksisTruth(),
                new SsrTruth(),
                new FmkTruth(),
                new DdvTruth(),
                NexusChapter.truth(),
                CuraChapter.truth(),
                ReferenceChapter.truth(),
                MinspaerringChapter.truth(),
                BrsChapter.truth(),
                new DerivedTruth());
    }
}
