package dk.samsyn.region;

import dk.samsyn.region.people.Citizen;

/** Takes the citizens in order of index, in one thread, and then becomes the live source. */
public interface SourceWriter extends AutoCloseable {
    /** Whether no citizens are needed: data kept from an earlier run, or answers computed on call. */
    boolean filled();

    /** Writes all that the source knows of {@code citizen}. Failures are unchecked and end the start of the region. */
    void citizen(Citizen citizen);

    /** Ends the filling and serves; the writer's resources belong to the live source from now on. */
    LiveSource finish();

    /** Stops what {@link Chapter#open} started, if {@link #finish()} was not reached. */
    @Override
    void close();
}
