package dk.samsyn.region.praksis;

import dk.samsyn.region.Chapter;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.SourceWriter;

/** The practices of one spelling as a source: a small database each, behind one server. */
public final class PraksisChapter implements Chapter {
    private final PraksisVariant variant;

    /** The practices that spell as {@code variant}. */
    public PraksisChapter(PraksisVariant variant) {
        this.variant = variant;
    }

    @Override
    public String source() {
        return variant.source();
    }

    @Override
    public SourceWriter open(RegionContext context) {
        return new PraksisWriter(variant, context);
    }
}
