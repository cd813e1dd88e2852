package dk.samsyn.region;

import dk.samsyn.region.ddv.DdvChapter;
import dk.samsyn.region.ddv.DdvTruth;
import dk.samsyn.region.epj.EpjChapter;
import dk.samsyn.region.epj.EpjTruth;
import dk.samsyn.region.fmk.FmkChapter;
import dk.samsyn.region.fmk.FmkTruth;
import dk.samsyn.region.truth.TruthChapter;
import java.util.List;

/** The sources of the demo and their truth, by hand. */
final class Chapters {
    private Chapters() {}

    /** Sources in the order in which they are listed. */
    static List<Chapter> sources() {
        return List.of(new EpjChapter(), new FmkChapter(), new DdvChapter());
    }

    /** What is true, source by source; derived tables come last, as they read the rows of the others. */
    static List<TruthChapter> truth() {
        return List.of(new EpjTruth(), new FmkTruth(), new DdvTruth());
    }
}
