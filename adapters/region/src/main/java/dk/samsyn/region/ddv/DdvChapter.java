package dk.samsyn.region.ddv;

import dk.samsyn.region.Chapter;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.SourceWriter;
import dk.samsyn.region.soap.ComputedSource;
import dk.samsyn.region.soap.ServiceLoad;
import dk.samsyn.region.soap.SoapServer;
import java.time.Duration;

/** The vaccination register ({@code ddv}): one citizen a call or a streamed list, computed when asked for. */
public final class DdvChapter implements Chapter {
    /** Id of the source. */
    static final String ID = "ddv";

    /** Text of the security header that the demo accepts. */
    static final String ID_CARD = "demo-id-kort";

    private final ServiceLoad load;

    /** Without latency and with 16 calls at once, or as system properties say. */
    public DdvChapter() {
        this(ServiceLoad.of(ID, Duration.ZERO, 16));
    }

    /** With a load of its own. */
    public DdvChapter(ServiceLoad load) {
        this.load = load;
    }

    @Override
    public String source() {
        return ID;
    }

    @Override
    public SourceWriter open(RegionContext context) {
        return new ComputedSource(new SoapServer(ID, ID_CARD, load, new DdvAnswers(context.population())));
    }
}
