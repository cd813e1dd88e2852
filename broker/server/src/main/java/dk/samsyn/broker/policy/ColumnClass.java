package dk.samsyn.broker.policy;

/** How much a column says about a person; the letters are those of {@code conf/schema}. */
public enum ColumnClass {
    /** D: identifies a person directly. Shown only by a policy that names it, and never outside identified mode. */
    DIRECT("D"),
    /** Q: identifies together with others, such as a date of birth. */
    QUASI("Q"),
    /** S: sensitive, such as a diagnosis. */
    SENSITIVE("S"),
    /**
     * K: a source's own key of a row, a contact, a sample or a prescription. Says nothing, but whoever reads the source finds the
     * person by it; outside identified mode it is a pseudonym at the lightest.
     */
    SOURCE_KEY("K"),
    /** O: about an organisation or a professional. */
    ORGANISATION("O"),
    /** N: neutral. */
    NEUTRAL("N");

    private final String letter;

    ColumnClass(String letter) {
        this.letter = letter;
    }

    /** The class with that letter. An unknown letter is the strictest class: what nobody classified is not shown. */
    public static ColumnClass ofLetter(String letter) {
        for (ColumnClass columnClass : values()) {
            if (columnClass.letter.equals(letter)) {
                return columnClass;
            }
        }
        return DIRECT;
    }
}
