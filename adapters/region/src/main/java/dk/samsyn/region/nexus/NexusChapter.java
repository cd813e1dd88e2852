package dk.samsyn.region.nexus;

import dk.samsyn.region.Chapter;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.SourceWriter;
import dk.samsyn.region.municipal.CareMeasurement;
import dk.samsyn.region.municipal.CareSystem;
import dk.samsyn.region.municipal.MunicipalTruth;
import dk.samsyn.region.truth.TruthChapter;
import java.time.Duration;

/** The municipal records behind HTTP ({@code nexus}). */
public final class NexusChapter implements Chapter {
    /** Id of the source. */
    static final String ID = "nexus";

    /** How long an instance takes for a page or a citizen, ms, unless the system property says otherwise. */
    private static final long LATENCY_MS = 100;

    private static final String LATENCY_PROPERTY = "samsyn.demo.nexus.latency";

    private final Duration latency;

    /** The chapter with the latency of the demo. */
    public NexusChapter() {
        this(Duration.ofMillis(Long.getLong(LATENCY_PROPERTY, LATENCY_MS)));
    }

    /**
     * The chapter with a latency of its own.
     *
     * @param latency how long an instance takes for a page or a citizen
     */
    public NexusChapter(Duration latency) {
        this.latency = latency;
    }

    @Override
    public String source() {
        return ID;
    }

    @Override
    public SourceWriter open(RegionContext context) {
        return new NexusWriter(context, latency);
    }

    /** What a perfect mapper reads from it. */
    public static TruthChapter truth() {
        return new MunicipalTruth(CareSystem.NEXUS, ID, (CareMeasurement measurement) -> measurement
                .item()
                .text());
    }
}
