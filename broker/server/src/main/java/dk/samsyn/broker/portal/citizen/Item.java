package dk.samsyn.broker.portal.citizen;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What citizens are asked about themselves: measures, and KRAM (diet, smoking, alcohol, exercise). */
public enum Item {
    VAEGT("Vægt", "kg", 12, "20", "300"),
    HOEJDE("Højde", "cm", 60, "50", "230"),
    TALJE("Taljemål", "cm", 12, "40", "200"),
    BT_SYS("Blodtryk, det høje tal", "mmHg", 12, "60", "260"),
    BT_DIA("Blodtryk, det lave tal", "mmHg", 12, "30", "160"),
    RYGNING(
            "Ryger du?",
            12,
            List.of(
                    new Choice("dagligryger", "Ja, hver dag"),
                    new Choice("lejlighedsryger", "Ja, af og til"),
                    new Choice("eksryger", "Nej, jeg er holdt op"),
                    new Choice("aldrigryger", "Nej, jeg har aldrig røget"))),
    ALKOHOL("Alkohol", "genstande om ugen", 12, "0", "150"),
    KOST(
            "Hvor ofte spiser du frugt eller grønt?",
            12,
            List.of(
                    new Choice("flere_dagligt", "Flere gange om dagen"),
                    new Choice("dagligt", "Omtrent hver dag"),
                    new Choice("ugentligt", "Nogle gange om ugen"),
                    new Choice("sjaeldent", "Sjældnere"))),
    MOTION("Motion, mindst 30 minutter", "dage om ugen", 12, "0", "7");

    private final String label;
    private final String unit;
    private final int months;
    private final String least;
    private final String most;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
    private final List<Choice> choices;

    /** A choice and what it is called. */
    public record Choice(String id, String label) {}

    Item(String label, String unit, int months, String least, String most) {
        this.label = label;
        this.unit = unit;
        this.months = months;
        this.least = least;
        this.most = most;
        this.choices = List.of();
    }

    Item(String label, int months, List<Choice> choices) {
        this.label = label;
        this.unit = "";
        this.months = months;
        this.least = "";
        this.most = "";
        this.choices = List.copyOf(choices);
    }

    public String label() {
        return label;
    }

    public String unit() {
        return unit;
    }

    /** Months after which an answer is old. */
    public int months() {
        return months;
    }

    public String least() {
        return least;
    }

    public String most() {
        return most;
    }

    public List<Choice> choices() {
        return choices;
    }

    /** Whether sources have it among measurements; else it is a habit. */
    boolean measured() {
        return switch (this) {
            case VAEGT, HOEJDE, TALJE, BT_SYS, BT_DIA -> true;
            case RYGNING, ALKOHOL, KOST, MOTION -> false;
        };
    }

    /** The answer as it is kept: a choice's id, or a number with a point; empty if it is none that the form allows. */
    Optional<String> accept(String text) {
        if (!choices.isEmpty()) {
            return choices.stream().map(Choice::id).filter(text::equals).findFirst();
        }
        if (!text.matches("[0-9]{1,3}([.,][0-9])?")) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(text.replace(',', '.'));
        boolean within = number.compareTo(new BigDecimal(least)) >= 0 && number.compareTo(new BigDecimal(most)) <= 0;
        return within ? Optional.of(number.toPlainString()) : Optional.empty();
    }

    /** An answer for people; one that is no choice of ours stays as it is. */
    public String shown(String answer) {
        return choices.stream()
                .filter(choice -> choice.id().equals(answer))
                .map(Choice::label)
                .findFirst()
                .orElse(choices.isEmpty() ? answer.replace('.', ',') + " " + unit : answer);
    }
}
