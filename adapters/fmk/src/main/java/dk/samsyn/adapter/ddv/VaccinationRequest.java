package dk.samsyn.adapter.ddv;

import dk.samsyn.adapter.soap.EnvelopeWriter;
import dk.samsyn.adapter.soap.SoapRequest;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceScope.RequestHeader;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Writes requests to DDV. The real schema is not public; this one follows FMK, which runs on the same platform, under a
 * namespace that cannot be mistaken for the national one.
 */
final class VaccinationRequest {
    /** Namespace of requests and answers. */
    static final String NAMESPACE = "urn:dk:ddv:demo:1";

    private final String idCard;
    private final AtomicLong messages = new AtomicLong();

    /** Reads setting {@code id_card}. */
    VaccinationRequest(SourceConfig config) {
        this.idCard = config.required("id_card");
    }

    SoapRequest forCitizen(String cpr, RequestHeader who) {
        String kind = cpr.chars().allMatch(Character::isDigit) ? "CPR" : "X-eCPR";
        return request(
                "GetVaccinationCard", who, xml -> xml.value("d", NAMESPACE, "PersonIdentifier", "source", kind, cpr));
    }

    SoapRequest list(RequestHeader who) {
        return request("ListVaccinations", who, xml -> xml.value("d", NAMESPACE, "AllCitizens", ""));
    }

    private SoapRequest request(String operation, RequestHeader who, Consumer<EnvelopeWriter> content) {
        String messageId = who.queryId() + "-" + messages.incrementAndGet();
        return new SoapRequest(
                NAMESPACE + "#" + operation,
                EnvelopeWriter.envelope(
                        header -> header.security(idCard, who.queryId(), messageId),
                        body -> body.element("d", NAMESPACE, operation + "Request", () -> content.accept(body))));
    }
}
