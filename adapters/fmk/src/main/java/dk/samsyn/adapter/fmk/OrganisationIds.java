package dk.samsyn.adapter.fmk;

import dk.samsyn.adapter.soap.XmlNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Organisations as FMK names them, in the spellings the region uses. */
final class OrganisationIds {
    private static final int YDER_LENGTH = 6;

    private OrganisationIds() {}

    /**
     * The organisation behind a {@code Created} element: of the person who did it, else of the one on whose behalf it was
     * done.
     */
    static @Nullable String of(XmlNode created) {
        return created.at("By", "Organisation", "Identifier")
                .or(() -> created.at("By", "AuthorisedBy", "Organisation", "Identifier"))
                .map(OrganisationIds::spelling)
                .orElse(null);
    }

    /**
     * A practice (Yder) gets the six characters of the canonical ydernummer, a municipality {@code K} and three digits, a
     * hospital its SHAK code as it is. Others keep their number with its kind before it, so that a CVR number is never taken
     * for a hospital.
     */
    private static @Nullable String spelling(XmlNode identifier) {
        String value = identifier.text().replace(" ", "");
        if (value.isEmpty()) {
            return null;
        }
        return switch (identifier.attribute("source")) {
            case "Yder", "Ydernummer" -> "0".repeat(Math.max(0, YDER_LENGTH - value.length())) + value;
            case "SKS" -> value.toUpperCase(Locale.ROOT);
            case "Kommunekode" -> "K" + (value.length() == 4 && value.startsWith("0") ? value.substring(1) : value);
            case "EAN-Lokationsnummer" -> "EAN" + value;
            case "CVR", "CVR-P" -> "CVR" + value;
            default -> value;
        };
    }
}
