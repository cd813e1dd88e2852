package dk.samsyn.broker.portal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Danish for what the daily check of the log found, which stands in the log in English; a sentence without words stays as it is. */
final class GapWords {
    private static final Map<Pattern, String> DANISH = new LinkedHashMap<>();

    static {
        say("entry (\\d+) \\(([^)]*)\\) belongs to no statement", "Linje $1 ($2) hører ikke til nogen forespørgsel");
        say(
                "entry (\\d+) \\(([^)]*)\\) comes after the end of its statement",
                "Linje $1 ($2) kommer efter forespørgslens slutning");
        say("statement (\\S+) of (\\S+) has no end", "Forespørgsel $1 fra $2 har ingen slutning");
        say(
                "statement (\\S+) of (\\S+) was answered and has no decision",
                "Forespørgsel $1 fra $2 blev besvaret uden en afgørelse i loggen");
        say("statement (\\S+) showed persons before a decision", "Forespørgsel $1 viste borgere, før den var afgjort");
        say(
                "(\\d+) statements were executed, (\\d+) are in the log",
                "$1 forespørgsler blev udført, og $2 står i loggen");
        say(
                "the broker that started at (\\S+) ended without saying how many statements it had executed, so those it took"
                        + " before (\\S+) cannot be compared",
                "Mægleren, der startede $1, sluttede uden at sige, hvor mange forespørgsler den havde udført; dem, den fik"
                        + " før $2, kan ikke sammenlignes");
    }

    private GapWords() {}

    private static void say(String english, String danish) {
        DANISH.put(Pattern.compile(english), danish);
    }

    /** The sentences, which semicolons divide, in Danish. */
    static String of(String gaps) {
        return Arrays.stream(gaps.split("; ", -1)).map(GapWords::one).collect(Collectors.joining(". "));
    }

    private static String one(String sentence) {
        return DANISH.entrySet().stream()
                .filter(words -> words.getKey().matcher(sentence).matches())
                .map(words -> words.getKey().matcher(sentence).replaceFirst(words.getValue()))
                .findFirst()
                .orElse(sentence);
    }
}
