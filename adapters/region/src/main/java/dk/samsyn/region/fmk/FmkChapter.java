package dk.samsyn.region.fmk;

import dk.samsyn.region.Chapter;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.SourceWriter;
import dk.samsyn.region.soap.ComputedSource;
import dk.samsyn.region.soap.ServiceLoad;
import dk.samsyn.region.soap.SoapServer;
import java.time.Duration;

/** Fælles Medicinkort ({@code fmk}): one citizen a call, computed when asked for. */
public final class FmkChapter implements Chapter {
    /** Id of the source. */
    static final String ID = "fmk";

    /** Text of the security header that the demo accepts. */
    static final String ID_CARD = "demo-id-kort";

    private final ServiceLoad load;

    /** With 150 ms and 16 calls at once, or as system properties say. */
    public FmkChapter() {
        this(ServiceLoad.of(ID, Duration.ofMillis(150), 16));
    }

    /** With a load of its own. */
    public FmkChapter(ServiceLoad load) {
        this.load = load;
    }

    @Override
    public String source() {
        return ID;
    }

    @Override
    public SourceWriter open(RegionContext context) {
        return new ComputedSource(new SoapServer(ID, ID_CARD, load, new FmkAnswers(context.population())));
    }
}
