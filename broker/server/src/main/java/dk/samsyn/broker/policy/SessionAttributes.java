package dk.samsyn.broker.policy;

import dk.samsyn.broker.access.Principal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What conditions may say of the session as {@code :user.NAME}. */
public final class SessionAttributes {
    /** Every name a condition may use; all but {@code kommunekode} (integer) are texts. */
    public static final Set<String> NAMES = Set.of(
            "ydernr",
            "kommunekode",
            "shak",
            "afdeling",
            "cpr",
            "godkendelse",
            "navn",
            "rolle",
            "organisation",
            "sektor");

    private static final Map<String, String> SECTORS = Map.of(
            "praksis",
            "almen_praksis",
            "hospital",
            "hospital",
            "kommune",
            "kommune",
            "region",
            "region",
            "godkendelse",
            "forskning");

    private SessionAttributes() {}

    /**
     * The principal's own attributes and four that follow from it: {@code navn} (login name), {@code rolle}, {@code
     * organisation} (the org_id: {@code 099001}, {@code 6620}, {@code K730}) and {@code sektor} ({@code almen_praksis}, {@code
     * hospital}, {@code kommune}, {@code region}, {@code forskning}), as {@code samtykke} names receivers. A missing name is NULL.
     */
    public static Map<String, Object> of(Principal principal) {
        Map<String, Object> attributes = new HashMap<>(principal.attributes());
        attributes.put("navn", principal.name());
        attributes.put("rolle", principal.role());
        int colon = principal.organisation().indexOf(':');
        if (colon > 0) {
            String kind = principal.organisation().substring(0, colon);
            String code = principal.organisation().substring(colon + 1);
            attributes.put("organisation", kind.equals("kommune") ? "K" + code : code);
            String sector = SECTORS.get(kind);
            if (sector != null) {
                attributes.put("sektor", sector);
            }
        }
        return Map.copyOf(attributes);
    }
}
