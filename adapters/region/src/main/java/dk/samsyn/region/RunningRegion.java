package dk.samsyn.region;

import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Disease;
import dk.samsyn.region.people.FollowedBy;
import dk.samsyn.region.people.Population;
import dk.samsyn.spi.DemoRegion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The sources of a started region. */
final class RunningRegion implements DemoRegion.Running {
    private final RegionContext context;
    private final List<LiveSource> sources;
    private final List<DemoRegion.Example> examples;

    RunningRegion(RegionContext context, List<LiveSource> sources) {
        this.context = context;
        this.sources = List.copyOf(sources);
        this.examples = examples(context.population());
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        sources.forEach(source -> settings.putAll(source.settings()));
        return Map.copyOf(settings);
    }

    @Override
    public List<DemoRegion.Example> examples() {
        return examples;
    }

    @Override
    public void stop(String source) {
        sources.stream()
                .filter(s -> s.id().equals(source))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the demo has no source " + source))
                .stop();
    }

    @Override
    public Map<String, Long> calls() {
        Map<String, Long> calls = new HashMap<>();
        sources.forEach(source -> calls.put(source.id(), source.calls()));
        return Map.copyOf(calls);
    }

    @Override
    public void close() {
        sources.forEach(LiveSource::close);
        context.removeUnlessKept();
    }

    /** People of the first practice, each the first to fit. */
    private static List<DemoRegion.Example> examples(Population population) {
        List<Citizen> first = new ArrayList<>();
        for (int i = 0; i < population.practices().get(0).end(); i++) {
            if (population.present(i)) {
                first.add(population.citizen(i));
            }
        }
        List<DemoRegion.Example> examples = new ArrayList<>();
        add(examples, first, "Ryger, p-pille, højt blodtryk og kolesterol", c -> c.role() == Citizen.Role.PILL_RISK);
        add(
                examples,
                first,
                "Type 2-diabetes, følges både på hospital og hos egen læge",
                c -> c.course().followedBy(Disease.DM) == FollowedBy.BOTH);
        add(
                examples,
                first,
                "KOL, følges hos egen læge",
                c -> c.course().followedBy(Disease.KOL) == FollowedBy.PRACTICE);
        add(examples, first, "Har skiftet personnummer", c -> c.numbers().size() > 1);
        add(examples, first, "Adressebeskyttet", Citizen::addressProtected);
        add(examples, first, "Får kommunal hjemmesygepleje", c -> c.care().needs().stream()
                .anyMatch(n -> n.kind().paragraf().equals("SUL138") && n.to() == null));
        return List.copyOf(examples);
    }

    private static void add(
            List<DemoRegion.Example> examples, List<Citizen> people, String story, Predicate<Citizen> fits) {
        people.stream()
                .filter(c -> c.status().equals("01") && fits.test(c))
                .findFirst()
                .ifPresent(c -> examples.add(new DemoRegion.Example(c.cpr(), story)));
    }
}
