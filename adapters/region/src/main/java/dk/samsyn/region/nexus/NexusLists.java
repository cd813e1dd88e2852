package dk.samsyn.region.nexus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.samsyn.region.municipal.CareMeasurement;
import dk.samsyn.region.municipal.CareSystem;
import dk.samsyn.region.municipal.MunicipalFacts;
import dk.samsyn.region.nexus.NexusItems.Relation;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Municipality;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lists of every organisation of every municipality: home nursing, and health visitors with the children. */
final class NexusLists implements AutoCloseable {
    private static final String COMPLETE = "complete";

    private final Path folder;
    private final Map<Key, PagedList> lists = new LinkedHashMap<>();
    private final boolean filled;

    /** An organisation of a municipality and one of its lists. */
    record Key(int kommunekode, Organisation organisation, Relation relation) {}

    /** Organisations that every municipality has. */
    enum Organisation {
        HJEMMESYGEPLEJE(1, "Hjemmesygepleje og hjemmepleje"),
        SUNDHEDSPLEJE(2, "Sundhedspleje");

        private final int id;
        private final String text;

        Organisation(int id, String text) {
            this.id = id;
            this.text = text;
        }

        /** The organisation with an id. */
        static Optional<Organisation> of(int id) {
            return Arrays.stream(values()).filter(known -> known.id == id).findFirst();
        }

        int id() {
            return id;
        }

        /** Name. */
        String text() {
            return text;
        }
    }

    /**
     * Opens what an earlier run has completed, or starts anew.
     *
     * @param kept whether the folder may hold an earlier run's lists
     */
    NexusLists(Path folder, boolean kept) {
        this.folder = folder;
        this.filled = kept && Files.exists(folder.resolve(COMPLETE));
        for (Municipality municipality : CareSystem.NEXUS.municipalities()) {
            for (Organisation organisation : Organisation.values()) {
                for (Relation relation : Relation.values()) {
                    Key key = new Key(municipality.code(), organisation, relation);
                    Path file = file(key);
                    if (organisation == Organisation.HJEMMESYGEPLEJE || relation == Relation.MEASUREMENTS) {
                        boolean there = filled && Files.exists(file);
                        lists.put(key, there ? PagedList.open(file) : PagedList.create(file));
                    }
                }
            }
        }
    }

    private Path file(Key key) {
        return folder.resolve(key.kommunekode() + "-" + key.organisation() + "-"
                + key.relation().path() + ".ndjson");
    }

    boolean filled() {
        return filled;
    }

    Optional<PagedList> list(Key key) {
        return Optional.ofNullable(lists.get(key));
    }

    /** Adds all facts of a citizen. */
    void add(Citizen citizen, MunicipalFacts facts) {
        String number = NexusItems.number(citizen);
        Map<Organisation, MunicipalFacts> split = split(facts);
        for (Map.Entry<Key, PagedList> entry : lists.entrySet()) {
            Key key = entry.getKey();
            MunicipalFacts own = split.get(key.organisation());
            if (own != null && !own.isEmpty()) {
                NexusItems.each(own.where(code -> code == key.kommunekode()), key.relation(), item -> entry.getValue()
                        .add(item.<ObjectNode>set("patientIdentifier", NexusItems.identifier(number))
                                .toString()));
            }
        }
    }

    private static Map<Organisation, MunicipalFacts> split(MunicipalFacts facts) {
        Map<Organisation, MunicipalFacts> split = new EnumMap<>(Organisation.class);
        for (Organisation organisation : Organisation.values()) {
            boolean children = organisation == Organisation.SUNDHEDSPLEJE;
            split.put(
                    organisation,
                    new MunicipalFacts(
                            children ? List.of() : facts.conditions(),
                            children ? List.of() : facts.services(),
                            facts.measurements().stream()
                                    .filter(m -> (m.by() == CareMeasurement.By.SUNDHEDSPLEJERSKE) == children)
                                    .toList()));
        }
        return split;
    }

    /** Ends the filling. */
    void complete() {
        close();
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(COMPLETE), "");
        } catch (IOException e) {
            throw new UncheckedIOException("the lists of nexus cannot be completed", e);
        }
    }

    @Override
    public void close() {
        lists.values().forEach(PagedList::close);
    }
}
