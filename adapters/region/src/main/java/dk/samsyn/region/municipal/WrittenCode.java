package dk.samsyn.region.municipal;

/**
 * A term as a record writes it.
 *
 * @param term what is meant
 * @param spelling how it is spelt
 */
public record WrittenCode(FsiiiTerm term, Spelling spelling) {
    public WrittenCode {
        if (spelling == Spelling.LEGACY && term.legacy().isEmpty()) {
            spelling = Spelling.UUID;
        }
    }

    /** The code. */
    public String text() {
        return term.code(spelling);
    }

    /** {@code gammel} for legacy keys and for terms that have been replaced, else {@code ny}. */
    public String version() {
        return spelling == Spelling.LEGACY || term.retired() ? "gammel" : "ny";
    }
}
