package dk.samsyn.adapter.soap;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A SOAP fault. Only a code from the known list is kept: the text of a fault may hold anything, a person's data included.
 *
 * <p>Codes: Den Gode Webservice (DGWS) 1.0.1, section on fault codes, and those seen at the national platform.
 */
public final class ServiceFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final Set<String> REFUSALS = Set.of(
            "syntax_error",
            "missing_required_header",
            "security_level_failed",
            "invalid_username_password",
            "invalid_signature",
            "invalid_idcard",
            "invalid_certificate",
            "expired_idcard",
            "not_authorized",
            "illegal_http_method",
            "nonrepudiation_not_supported",
            "no_valid_agreement");
    private static final Set<String> PASSING = Set.of("processing_problem", "internal_error", "service_unavailable");
    private static final Set<String> UNKNOWN_PERSON = Set.of("person_not_found");

    /** What a fault means for the one who called. */
    public enum Meaning {
        /** The service will not answer this caller. */
        REFUSED,
        /** The service failed; a later call may succeed. */
        FAILED,
        /** The service does not know the person: no rows. */
        PERSON_UNKNOWN
    }

    private final String knownCode;
    private final Meaning meaning;

    private ServiceFault(String knownCode, Meaning meaning) {
        super(knownCode);
        this.knownCode = knownCode;
        this.meaning = meaning;
    }

    /** The fault's code if it is a known one. */
    public Optional<String> knownCode() {
        return knownCode.isEmpty() ? Optional.empty() : Optional.of(knownCode);
    }

    public Meaning meaning() {
        return meaning;
    }

    /** Reads a {@code Fault} element of SOAP 1.1 or 1.2. */
    static ServiceFault of(XmlNode fault) {
        String code = find(fault, "FaultCode")
                .or(() -> find(fault, "Subcode").flatMap(sub -> sub.child("Value")))
                .or(() -> find(fault, "faultcode"))
                .or(() -> find(fault, "Value"))
                .map(XmlNode::text)
                .orElse("");
        String bare = code.substring(code.indexOf(':') + 1).toLowerCase(Locale.ROOT);
        if (UNKNOWN_PERSON.contains(bare)) {
            return new ServiceFault(bare, Meaning.PERSON_UNKNOWN);
        }
        if (REFUSALS.contains(bare)) {
            return new ServiceFault(bare, Meaning.REFUSED);
        }
        if (PASSING.contains(bare)) {
            return new ServiceFault(bare, Meaning.FAILED);
        }
        // SOAP's own codes: Server/Receiver is the service's failure, all else its refusal of what it was sent.
        boolean server = bare.equals("server") || bare.equals("receiver");
        return new ServiceFault("", server ? Meaning.FAILED : Meaning.REFUSED);
    }

    private static Optional<XmlNode> find(XmlNode node, String name) {
        if (node.name().equals(name)) {
            return Optional.of(node);
        }
        return node.children().stream()
                .map(child -> find(child, name))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
