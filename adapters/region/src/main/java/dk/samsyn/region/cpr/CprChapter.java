package dk.samsyn.region.cpr;

import dk.samsyn.region.Chapter;
import dk.samsyn.region.LiveSource;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.SourceWriter;
import dk.samsyn.region.people.Citizen;

/** The register of persons ({@code cpr}); it answers from the population itself and stores nothing. */
public final class CprChapter implements Chapter {
    /** Id of the source. */
    static final String ID = "cpr";

    @Override
    public String source() {
        return ID;
    }

    @Override
    public SourceWriter open(RegionContext context) {
        CprServer server = new CprServer(context);
        return new SourceWriter() {
            @Override
            public boolean filled() {
                return true;
            }

            @Override
            public void citizen(Citizen citizen) {
                throw new IllegalStateException("the register stores nothing");
            }

            @Override
            public LiveSource finish() {
                return server;
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }
}
