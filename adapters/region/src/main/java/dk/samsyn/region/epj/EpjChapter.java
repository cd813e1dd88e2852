package dk.samsyn.region.epj;

import dk.samsyn.region.Chapter;
import dk.samsyn.region.PostgresServer;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.SourceWriter;

/** The hospital record ({@code epj}). */
public final class EpjChapter implements Chapter {
    /** Id of the source. */
    static final String ID = "epj";

    @Override
    public String source() {
        return ID;
    }

    @Override
    public SourceWriter open(RegionContext context) {
        PostgresServer server = PostgresServer.start(context.folder(ID), context.kept());
        if (!server.filled()) {
            EpjTables.create(server);
        }
        return new EpjWriter(server);
    }
}
