package dk.samsyn.region.nexus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.samsyn.region.municipal.Gap;
import dk.samsyn.region.municipal.MunicipalFacts;
import dk.samsyn.region.nexus.NexusItems.Relation;
import dk.samsyn.region.nexus.NexusLists.Organisation;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Population;
import dk.samsyn.spi.PersonFormat;
import java.util.Optional;
import java.util.OptionalInt;

/** The resources of the instances as JSON text; a resource that does not exist is empty. Lists come from disk, a citizen is computed. */
final class NexusInstances {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String url;
    private final Population population;
    private final NexusLists lists;
    private final Gap gap;

    /**
     * Instances over one population.
     *
     * @param url where the server answers, without a slash at the end
     */
    NexusInstances(String url, Population population, NexusLists lists) {
        this.url = url;
        this.population = population;
        this.lists = lists;
        this.gap = Gap.of(population.window());
    }

    /** Address of an instance's home resource. */
    String homeUrl(int kommunekode) {
        return url + "/" + kommunekode + "/api/core/mobile/v2";
    }

    String home(int kommunekode) {
        ObjectNode home = JSON.objectNode();
        ObjectNode links = home.putObject("_links");
        link(links, "self", homeUrl(kommunekode));
        link(links, "patientDetailsSearch", homeUrl(kommunekode) + "/patientDetailsSearch");
        link(links, "organizations", homeUrl(kommunekode) + "/organizations");
        link(links, "dataCoverage", homeUrl(kommunekode) + "/dataCoverage");
        return home.toString();
    }

    /** Months for which the instance has no data; it says so itself. */
    String coverage(int kommunekode) {
        ArrayNode gaps = JSON.arrayNode();
        if (gap.kommunekode() == kommunekode) {
            gaps.addObject()
                    .put("from", gap.from().toString())
                    .put("to", gap.to().toString())
                    .put("remark", "Ingen data fra omsorgssystemet i perioden");
        }
        return gaps.toString();
    }

    String organisations(int kommunekode) {
        ArrayNode organisations = JSON.arrayNode();
        for (Organisation organisation : Organisation.values()) {
            ObjectNode links = organisations
                    .addObject()
                    .put("id", organisation.id())
                    .put("name", organisation.text())
                    .putObject("_links");
            for (Relation relation : Relation.values()) {
                if (lists.list(new NexusLists.Key(kommunekode, organisation, relation))
                        .isPresent()) {
                    link(links, relation.path(), listUrl(kommunekode, organisation, relation, 0));
                }
            }
        }
        return organisations.toString();
    }

    private String listUrl(int kommunekode, Organisation organisation, Relation relation, int page) {
        return homeUrl(kommunekode) + "/organizations/" + organisation.id() + "/" + relation.path() + "?page=" + page
                + "&size=" + PagedList.PAGE_SIZE;
    }

    /** A page of an organisation's list; the first links to all. */
    Optional<String> list(int kommunekode, int organisation, String relation, int page) {
        Optional<Relation> known = relation(relation);
        Optional<Organisation> of = Organisation.of(organisation);
        if (known.isEmpty() || of.isEmpty() || page < 0) {
            return Optional.empty();
        }
        Organisation owner = of.get();
        return lists.list(new NexusLists.Key(kommunekode, owner, known.get())).map(list -> {
            ObjectNode frame = JSON.objectNode();
            frame.putObject("page")
                    .put("size", PagedList.PAGE_SIZE)
                    .put("number", page)
                    .put("totalElements", list.items())
                    .put("totalPages", list.pages());
            ObjectNode links = frame.putObject("_links");
            link(links, "self", listUrl(kommunekode, owner, known.get(), page));
            if (page + 1 < list.pages()) {
                link(links, "next", listUrl(kommunekode, owner, known.get(), page + 1));
            }
            if (page == 0) {
                ArrayNode all = links.putArray("page");
                for (int i = 0; i < list.pages(); i++) {
                    all.addObject().put("href", listUrl(kommunekode, owner, known.get(), i));
                }
            }
            String text = frame.toString();
            return "{\"content\":[" + list.page(page) + "]," + text.substring(1);
        });
    }

    /** The citizen with a number, if the municipality knows them by it. */
    Optional<String> search(int kommunekode, String number) {
        OptionalInt index = population.indexOf(number);
        if (index.isEmpty()) {
            return Optional.empty();
        }
        Citizen citizen = population.citizen(index.getAsInt());
        boolean known = NexusItems.number(citizen).equals(PersonFormat.normalise(number));
        return known && !facts(citizen, kommunekode).isEmpty()
                ? Optional.of(patient(kommunekode, citizen))
                : Optional.empty();
    }

    private String patient(int kommunekode, Citizen citizen) {
        ObjectNode patient = JSON.objectNode().put("id", citizen.index()).put("version", 1);
        patient.set("patientIdentifier", NexusItems.identifier(NexusItems.number(citizen)));
        patient.put("fullName", citizen.nameProtected() ? "Navnebeskyttet" : citizen.name());
        patient.put("birthDate", citizen.born().toString());
        patient.put("gender", citizen.woman() ? "FEMALE" : "MALE");
        patient.putObject("patientState")
                .put("name", citizen.died().isPresent() ? "Død" : "Aktiv")
                .put("type", citizen.died().isPresent() ? "DEAD" : "ACTIVE");
        ObjectNode links = patient.putObject("_links");
        String self = homeUrl(kommunekode) + "/patients/" + citizen.index();
        link(links, "self", self);
        for (Relation relation : Relation.values()) {
            link(links, relation.patientRelation(), self + "/" + relation.path());
        }
        return patient.toString();
    }

    /** A citizen's own list. */
    Optional<String> patientList(int kommunekode, int index, String relation) {
        Optional<Relation> known = relation(relation);
        if (known.isEmpty() || index < 0 || index >= population.size() || !population.present(index)) {
            return Optional.empty();
        }
        ArrayNode items = JSON.arrayNode();
        NexusItems.each(facts(population.citizen(index), kommunekode), known.get(), items::add);
        return Optional.of(items.toString());
    }

    private static MunicipalFacts facts(Citizen citizen, int kommunekode) {
        return MunicipalFacts.of(citizen).where(code -> code == kommunekode);
    }

    private static Optional<Relation> relation(String path) {
        for (Relation relation : Relation.values()) {
            if (relation.path().equals(path)) {
                return Optional.of(relation);
            }
        }
        return Optional.empty();
    }

    private static void link(ObjectNode links, String relation, String address) {
        links.putObject(relation).put("href", address);
    }
}
