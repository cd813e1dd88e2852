package dk.samsyn.broker.config;

import com.fasterxml.jackson.databind.JsonNode;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.release.BudgetLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads {@code conf/budgets.yaml}: how many numbers about groups may leave. */
public final class BudgetsFile {
    private static final String NAME = "budgets.yaml";
    private static final String FOR = "/account/answers_per_day_for";
    private static final String POPULATION = "/population/answers_per_quarter";
    private static final String ORGANISATION = "/population/of_one_organisation";

    private BudgetsFile() {}

    /** The budgets of a folder; without a file, or with a problem in it, {@link BudgetLimits#DEFAULT}. */
    public static BudgetLimits read(Path folder, ConfigProblems all) {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return BudgetLimits.DEFAULT;
        }
        Problems problems = new Problems();
        List<YamlDocument> documents = YamlDocument.readAll(file, NAME, problems);
        if (problems.count() == 0 && documents.size() != 1) {
            problems.add(new Problem(NAME, 0, "", "expected one document"));
        }
        BudgetLimits limits = BudgetLimits.DEFAULT;
        if (problems.count() == 0 && FileSchema.of("budgets").accepts(documents.get(0), problems)) {
            ReviewedFiles.review(documents.get(0), problems);
            limits = limits(documents.get(0), problems);
        }
        problems.reportTo(all);
        return limits;
    }

    private static BudgetLimits limits(YamlDocument document, Problems problems) {
        JsonNode root = document.root();
        Map<String, Long> purposes = new HashMap<>();
        root.at(FOR).fields().forEachRemaining(one -> {
            if (Purpose.of(one.getKey()).isEmpty()) {
                problems.add(document, FOR + "/" + one.getKey(), "is no purpose; there are " + purposes());
            }
            purposes.put(one.getKey(), one.getValue().asLong());
        });
        for (String budget : List.of(POPULATION, ORGANISATION)) {
            narrower(document, budget, "one", "everybody", problems);
            narrower(document, budget, "two", "one", problems);
        }
        BudgetLimits.Population all = population(root.at(POPULATION));
        BudgetLimits.Population own = population(root.at(ORGANISATION));
        for (String name : List.of("everybody", "one", "two")) {
            if (root.at(ORGANISATION).get(name).asLong()
                    > root.at(POPULATION).get(name).asLong()) {
                problems.add(document, ORGANISATION + "/" + name, "is above the number for all organisations");
            }
        }
        return new BudgetLimits(
                root.at("/account/answers_per_day").asLong(),
                purposes,
                root.at("/set/columns_per_quarter").asInt(),
                root.at("/set/lists_per_quarter").asInt(),
                all,
                own);
    }

    private static BudgetLimits.Population population(JsonNode numbers) {
        return new BudgetLimits.Population(
                numbers.get("everybody").asLong(),
                numbers.get("one").asLong(),
                numbers.get("two").asLong());
    }

    private static void narrower(YamlDocument document, String budget, String name, String wider, Problems problems) {
        JsonNode population = document.root().at(budget);
        if (population.get(name).asLong() > population.get(wider).asLong()) {
            problems.add(
                    document,
                    budget + "/" + name,
                    "is above " + wider + ", so it would never be reached: each of its answers counts there too");
        }
    }

    private static String purposes() {
        return Arrays.stream(Purpose.values()).map(Purpose::label).collect(Collectors.joining(", "));
    }
}
