package dk.samsyn.region.nexus;

import dk.samsyn.region.LiveSource;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.SourceWriter;
import dk.samsyn.region.municipal.CareSystem;
import dk.samsyn.region.municipal.MunicipalFacts;
import dk.samsyn.region.people.Citizen;
import java.time.Duration;

/** Fills the lists and starts the instances. */
final class NexusWriter implements SourceWriter {
    private final RegionContext context;
    private final Duration latency;
    private final NexusLists lists;

    NexusWriter(RegionContext context, Duration latency) {
        this.context = context;
        this.latency = latency;
        this.lists = new NexusLists(context.folder(NexusChapter.ID), context.kept());
    }

    @Override
    public boolean filled() {
        return lists.filled();
    }

    @Override
    public void citizen(Citizen citizen) {
        MunicipalFacts facts = MunicipalFacts.of(citizen, CareSystem.NEXUS);
        if (!facts.isEmpty()) {
            lists.add(citizen, facts);
        }
    }

    @Override
    public LiveSource finish() {
        if (!lists.filled()) {
            lists.complete();
        }
        return NexusSource.start(context, lists, latency);
    }

    @Override
    public void close() {
        lists.close();
    }
}
