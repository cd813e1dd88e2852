package dk.samsyn.region.soap;

import dk.samsyn.region.LiveSource;
import dk.samsyn.region.SourceWriter;
import dk.samsyn.region.people.Citizen;

/** A source that needs no filling: it computes its answers from the citizen when it is asked. */
public final class ComputedSource implements SourceWriter {
    private final LiveSource source;

    /** Hands {@code source} over as it is. */
    public ComputedSource(LiveSource source) {
        this.source = source;
    }

    @Override
    public boolean filled() {
        return true;
    }

    @Override
    public void citizen(Citizen citizen) {
        throw new IllegalStateException("nothing is written to a source that computes its answers");
    }

    @Override
    public LiveSource finish() {
        return source;
    }

    @Override
    public void close() {
        source.close();
    }
}
