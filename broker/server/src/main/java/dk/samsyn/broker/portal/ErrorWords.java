package dk.samsyn.broker.portal;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.SourceException;
import java.util.Map;
import java.util.Optional;

/** What a coded error means for the one who reads the page, and what to do; never a value of a source. */
record ErrorWords(int status, String title, String advice, String code) {
    static ErrorWords of(QueryException failure, Map<String, String> sourceNames) {
        ErrorCode code = failure.errorCode();
        String source = source(failure, sourceNames).orElse("En kilde");
        return switch (code) {
            case NOT_AUTHENTICATED, SESSION_UNKNOWN ->
                words(code, 401, "Du er ikke logget ind", "Log ind igen for at fortsætte.");
            case PURPOSE_UNKNOWN, PURPOSE_NOT_ALLOWED, REASON_MISSING, NOT_ALLOWED ->
                words(
                        code,
                        403,
                        "Det må du ikke se med dette formål",
                        "Spørg din datasteward, hvis du mener, at du skal kunne se det.");
            case ANNOUNCED_NOT_SHOWN -> words(code, 403, "En politik holder det tilbage", failure.getMessage());
            case UNKNOWN_TABLE, UNKNOWN_COLUMN ->
                words(
                        code,
                        403,
                        "Siden viser oplysninger, som din rolle ikke har adgang til",
                        "Vælg en anden side i menuen.");
            case SOURCE_UNAVAILABLE, SOURCE_REFUSED, SOURCE_BUSY, SOURCE_SWITCHED_OFF, SOURCE_MALFORMED ->
                words(
                        code,
                        503,
                        source + " svarede ikke",
                        "Oplysningerne er ukendte lige nu; det betyder ikke, at de mangler. Prøv igen om lidt.");
            case SOURCE_TIMEOUT, QUERY_TIMEOUT ->
                words(code, 504, "Svaret tog for lang tid", "Prøv igen, eller spørg om færre borgere.");
            case CALL_BOUND_EXCEEDED, ROW_CAP_EXCEEDED, MEMORY_LIMIT ->
                words(code, 400, "Spørgsmålet er for bredt", "Indsnævr det med flere kriterier og prøv igen.");
            case REQUEST_INVALID, PARAMETER_INVALID, STATEMENT_UNKNOWN ->
                words(code, 400, "Siden kan ikke vises sådan", "Gå tilbage og prøv igen.");
            case AUDIT_UNAVAILABLE ->
                words(code, 503, "Intet kan vises, fordi opslag ikke kan logges", "Sig det til driften.");
            case SIGN_ON_UNAVAILABLE ->
                words(code, 503, "Login-tjenesten svarer ikke", "Prøv igen om lidt, eller sig det til driften.");
            case SIGN_ON_STATE ->
                words(
                        code,
                        400,
                        "Login er forældet",
                        "Det er brugt én gang eller begyndt i en anden browser. Begynd forfra.");
            case SIGN_ON_REFUSED ->
                words(code, 401, "Login-tjenesten lukkede dig ikke ind", "Begynd forfra, eller log ind som en anden.");
            case SIGN_ON_EXPIRED ->
                words(
                        code,
                        401,
                        "Login er udløbet",
                        "Begynd forfra. Sker det igen, går et ur forkert: sig det til driften.");
            case SIGN_ON_FORGED ->
                words(
                        code,
                        401,
                        "Login-tjenestens svar er ikke ægte",
                        "Svaret er ikke underskrevet af login-tjenesten. Sig det til driften.");
            case SIGN_ON_OTHER_CLIENT ->
                words(
                        code,
                        401,
                        "Login-tjenestens svar gælder et andet program",
                        "Begynd forfra. Sker det igen, så sig det til driften.");
            case SIGN_ON_NONCE -> words(code, 401, "Login-tjenestens svar hører til et andet login", "Begynd forfra.");
            case SIGN_ON_USER_UNKNOWN ->
                words(
                        code,
                        403,
                        "Du er ikke oprettet i Samsyn",
                        "Login lykkedes, men ingen bruger i Samsyn svarer til dig. Spørg din datasteward.");
            case LAUNCH_UNKNOWN ->
                words(
                        code,
                        403,
                        "Journalsystemet er ikke kendt",
                        "Samsyn åbnes kun fra journalsystemer, som der er en aftale med.");
            case LAUNCH_BEYOND ->
                words(
                        code,
                        403,
                        "Journalsystemet bad om mere, end du har adgang til",
                        "Det nævnte en organisation eller et formål, som ikke er dit i Samsyn. Log ind med dit eget.");
            default -> words(code, 500, "Noget gik galt", failure.getMessage());
        };
    }

    /** Nothing stands at that address. */
    static ErrorWords notFound() {
        return new ErrorWords(404, "Siden findes ikke", "Vælg en side i menuen.", "404");
    }

    /** A patient whom a record system has open and the user may not see here, or who is nobody here. */
    static ErrorWords hiddenPatient() {
        return new ErrorWords(
                403,
                "Patienten kan ikke vises",
                "Patienten er ikke blandt dem, du må se i Samsyn. Du er logget ind og kan gå til dine egne sider.",
                ErrorCode.NOT_ALLOWED.code());
    }

    /** A form without the session's token. */
    static ErrorWords oldForm() {
        return new ErrorWords(403, "Formularen er forældet", "Gå tilbage, genindlæs siden og send den igen.", "403");
    }

    private static ErrorWords words(
            ErrorCode code, int status, String title, @org.jspecify.annotations.Nullable String advice) {
        return new ErrorWords(status, title, advice == null ? "" : advice, code.code());
    }

    private static Optional<String> source(QueryException failure, Map<String, String> names) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof SourceException from) {
                String id = from.source().value();
                return Optional.of(names.getOrDefault(id, id));
            }
        }
        return Optional.empty();
    }
}
