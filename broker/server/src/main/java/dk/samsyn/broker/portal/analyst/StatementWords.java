package dk.samsyn.broker.portal.analyst;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;

/** What went wrong with a statement and what to do, in Danish; the doors' English sentence stands below it with its details. */
final class StatementWords {
    private StatementWords() {}

    /** The sentence for an error. */
    static String of(QueryException failure) {
        ErrorCode code = failure.errorCode();
        return switch (code) {
            case SYNTAX -> "Sætningen er ikke gyldig SQL.";
            case UNKNOWN_TABLE, UNKNOWN_COLUMN, UNKNOWN_FUNCTION ->
                "Et navn i sætningen findes ikke, eller du må ikke se det. Listen til højre viser, hvad du kan spørge om.";
            case AMBIGUOUS_NAME -> "Et navn kan betyde flere kolonner. Skriv tabellens navn foran.";
            case TYPE_MISMATCH, EXPRESSION_FAILED, PARAMETER_INVALID ->
                "En værdi har en anden type end den, den sammenlignes eller regnes med.";
            case STATEMENT_NOT_SUPPORTED, STATEMENT_INVALID, NOT_PLANNABLE ->
                "Sætningen kan ikke besvares i den form. Skriv den enklere.";
            case STATEMENT_TOO_LARGE -> "Sætningen er for lang.";
            case PURPOSE_UNKNOWN, PURPOSE_NOT_ALLOWED, NOT_ALLOWED ->
                "Det må du ikke se med dette formål. Spørg din datasteward, hvis du mener, at du skal kunne.";
            case ANNOUNCED_NOT_SHOWN -> "En politik holder det tilbage. Her står hvilken og hvorfor.";
            case REASON_MISSING -> "Værdispring kræver en ny begrundelse.";
            case KEY_NOT_BOUND ->
                "En kilde kan kun spørges om én borger ad gangen. Afgræns sætningen til de borgere, det drejer sig om.";
            case CALL_BOUND_EXCEEDED, ROW_CAP_EXCEEDED, MEMORY_LIMIT ->
                "Spørgsmålet er for bredt. Afgræns det, og prøv igen.";
            case PERSON_SEARCH_LIMIT -> "Du har slået for mange borgere op ved nummer. Vent en time.";
            case SOURCE_UNAVAILABLE, SOURCE_REFUSED, SOURCE_BUSY, SOURCE_SWITCHED_OFF, SOURCE_MALFORMED ->
                "En kilde svarede ikke, så svaret er ukendt. Prøv igen om lidt.";
            case SOURCE_TIMEOUT, QUERY_TIMEOUT -> "Svaret tog for lang tid. Afgræns spørgsmålet, eller prøv igen.";
            case QUERY_CANCELLED -> "Forespørgslen blev afbrudt.";
            case AUDIT_UNAVAILABLE -> "Intet kan vises, fordi opslag ikke kan logges. Sig det til driften.";
            case BUDGET_RULE ->
                "Der er givet så mange nye svar om grupper, som budgettet tillader. Spørg mindre opdelt eller om det samme igen, eller bed to"
                        + " datastewards om flere svar.";
            default ->
                code.code().startsWith("SAM-6")
                        ? "Reglerne for, hvad der må frigives om grupper, tillader ikke den sætning."
                        : "Noget gik galt. Sig koden til driften.";
        };
    }
}
