package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.portal.Visit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says in words what a search asks for. */
final class SearchWords {
    private SearchWords() {}

    /** The criteria of a group in words. */
    static String of(Search.Group group, Function<String, String> cohortNames) {
        String any = group.any().stream().map(c -> of(c, cohortNames)).collect(Collectors.joining(" eller "));
        return group.negated() ? "ikke " + any : any;
    }

    private static String of(Search.Criterion c, Function<String, String> cohortNames) {
        Kind kind = Kind.of(c.kind()).orElseThrow(() -> Visit.invalid("kriterium"));
        if (kind.id().equals("KOHORTE")) {
            return "»" + cohortNames.apply(c.text("id")) + "«";
        }
        String values = kind.fields().stream()
                .filter(f -> !c.text(f.name()).isEmpty())
                .filter(f -> !(kind.id().equals("MEDICIN")
                        && f.name().equals("gruppe")
                        && !c.text("atc").isEmpty()))
                .map(f -> f.type().equals("choice")
                        ? f.choices().stream()
                                .filter(choice -> choice.id().equals(c.text(f.name())))
                                .map(Kind.Choice::label)
                                .findFirst()
                                .orElse("?")
                        : f.label() + " " + c.text(f.name()))
                .collect(Collectors.joining(", "));
        return kind.label() + ": " + values;
    }
}
