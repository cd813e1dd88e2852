package dk.samsyn.region.ssr;

import dk.samsyn.region.Chapter;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.SourceWriter;

/** The fee system: a folder into which a file is dropped every month. */
public final class SsrChapter implements Chapter {
    static final String SOURCE = "ssr";

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public SourceWriter open(RegionContext context) {
        return new SsrWriter(context.folder(SOURCE));
    }
}
