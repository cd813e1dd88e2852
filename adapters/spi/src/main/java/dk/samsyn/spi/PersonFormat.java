package dk.samsyn.spi;

/** How a source writes the number of a person in a column; the broker writes keys to the source in this form. */
public enum PersonFormat {
    /** The column does not hold a person's number. */
    NONE {
        @Override
        public String write(String number) {
            return number;
        }
    },
    /** {@code 2512489996}; replacement numbers as they are. */
    PLAIN {
        @Override
        public String write(String number) {
            return number;
        }
    },
    /** {@code 251248-9996}: a hyphen after the sixth character. */
    HYPHEN {
        @Override
        public String write(String number) {
            return number.length() > 6 ? number.substring(0, 6) + "-" + number.substring(6) : number;
        }
    };

    /**
     * The number as the source spells it.
     *
     * @param number a person's number without hyphen or blanks, 10 to 12 characters
     */
    public abstract String write(String number);

    /** Any spelling without hyphen and blanks, upper case: the form in which numbers are compared. */
    public static String normalise(String spelling) {
        return spelling.replace("-", "").replace(" ", "").toUpperCase(java.util.Locale.ROOT);
    }
}
