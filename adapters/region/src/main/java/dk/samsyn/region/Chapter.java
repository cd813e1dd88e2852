package dk.samsyn.region;

/** One source of the demo: how it is filled and served. */
public interface Chapter {
    /** Id of the source: the name of its file in {@code conf/sources}. */
    String source();

    /**
     * Starts what has to run before the first citizen comes. Chapters are opened side by side.
     *
     * @throws IllegalStateException if the source cannot be started; the message says what to do
     */
    SourceWriter open(RegionContext context);
}
