package dk.samsyn.adapter.fhir;

/** A report is not of the form it should have. Carries no text of it; the inbox adds the file's name. */
final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed() {
        super("not a report of the known form");
    }
}
