package dk.samsyn.adapter.fmk;

import dk.samsyn.adapter.soap.EnvelopeWriter;
import dk.samsyn.adapter.soap.SoapRequest;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceScope.RequestHeader;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes {@code GetMedicineCard} requests: everything current, what ended in the time the service keeps, prescriptions with
 * their handovers.
 */
final class CardRequest {
    private static final String HEADER_2012 = "http://www.sdsd.dk/dgws/2012/06";
    private static final String HEADER_2010 = "http://www.sdsd.dk/dgws/2010/08";

    private final FmkVersion version;
    private final String idCard;
    private final String onBehalfOf;
    private final String endedAfter;
    private final String systemOwner;
    private final String systemName;
    private final String systemVersion;
    private final String responsible;
    private final AtomicLong messages = new AtomicLong();

    /** Reads settings {@code version, id_card, on_behalf_of, ended_after, system_owner, system_name, …}. */
    CardRequest(SourceConfig config) {
        this.version = FmkVersion.of(config.optional("version", "1.6"));
        this.idCard = config.required("id_card");
        this.onBehalfOf = config.optional("on_behalf_of", "");
        // The service keeps ended treatments for two years; asking further back means all it keeps.
        this.endedAfter = config.optional("ended_after", "2000-01-01T00:00:00Z");
        this.systemOwner = config.optional("system_owner", "Samsyn");
        this.systemName = config.optional("system_name", "Samsyn");
        this.systemVersion = config.optional("system_version", "1");
        this.responsible = config.optional("responsible", "Region Midtjylland");
    }

    /**
     * The request for one citizen.
     *
     * @param requestedRole FMK's word for the user's role
     */
    SoapRequest forCitizen(String cpr, RequestHeader who, String requestedRole) {
        String messageId = who.queryId() + "-" + messages.incrementAndGet();
        return new SoapRequest(
                version.action(),
                EnvelopeWriter.envelope(
                        header -> {
                            header.security(idCard, who.queryId(), messageId);
                            caller(header, who, requestedRole);
                        },
                        body -> question(body, cpr)));
    }

    private void question(EnvelopeWriter xml, String cpr) {
        String namespace = version.namespace();
        xml.element("mc", namespace, "GetMedicineCardRequest", () -> {
            // Replacement numbers (eCPR) hold letters and are of another kind.
            String kind = cpr.chars().allMatch(Character::isDigit) ? "CPR" : "X-eCPR";
            xml.value("mc", namespace, "PersonIdentifier", "source", kind, cpr);
            if (version == FmkVersion.V1_6) {
                xml.element(
                        "mc", namespace, "IncludeWarrants", () -> xml.value("mc", namespace, "IncludeHandovers", ""));
                xml.value("mc", namespace, "IncludeNonRelevantWarrants", "");
                xml.element(
                        "mc",
                        namespace,
                        "IncludeEndedDrugMedications",
                        () -> xml.value("mc", namespace, "EndedAfterDateTime", endedAfter));
                return;
            }
            xml.value("mc", namespace, "IncludePrescriptions", "true");
            xml.value("mc", namespace, "IncludeEffectuations", "true");
            xml.value("mc", namespace, "IncludeNonRelevantPrescriptions", "true");
            xml.element(
                    "mc",
                    namespace,
                    "IncludeWithdrawnDrugMedications",
                    () -> xml.value("mc", namespace, "WithdrawnAfterDateTime", endedAfter));
        });
    }

    /** 1.6 has one header with everything, 1.4.6 has one for each. */
    private void caller(EnvelopeWriter xml, RequestHeader who, String requestedRole) {
        boolean another = !onBehalfOf.isEmpty() && RequestedRole.actsForAnother(requestedRole);
        if (version == FmkVersion.V1_6) {
            String namespace = version.namespace();
            xml.element("mc", namespace, "FMKRequestHeader", () -> {
                if (another) {
                    xml.element(
                            "mc",
                            namespace,
                            "OnBehalfOfHeader",
                            () -> xml.value("mc", namespace, "AuthorisationIdentifier", onBehalfOf));
                }
                whitelisting(xml, "mc", namespace, who, requestedRole);
            });
            return;
        }
        if (another) {
            xml.element(
                    "b10",
                    HEADER_2010,
                    "OnBehalfOf",
                    () -> xml.value("b10", HEADER_2010, "AuthorisationIdentifier", onBehalfOf));
        }
        whitelisting(xml, "b12", HEADER_2012, who, requestedRole);
    }

    private void whitelisting(
            EnvelopeWriter xml, String prefix, String namespace, RequestHeader who, String requestedRole) {
        xml.element(prefix, namespace, "WhitelistingHeader", () -> xml.value(
                        prefix, namespace, "SystemOwnerName", systemOwner)
                .value(prefix, namespace, "SystemName", systemName)
                .value(prefix, namespace, "SystemVersion", systemVersion)
                .value(prefix, namespace, "OrgResponsibleName", responsible)
                .value(prefix, namespace, "OrgUsingName", who.organisation())
                .value(
                        prefix,
                        namespace,
                        "OrgUsingID",
                        "NameFormat",
                        nameFormat(who.organisation()),
                        who.organisation())
                .value(prefix, namespace, "RequestedRole", requestedRole));
    }

    /** How an organisation's number is called in DGWS 1.0. */
    private static String nameFormat(String organisation) {
        if (organisation.matches("K?[0-9]{3}")) {
            return "medcom:communalnumber";
        }
        return organisation.matches("[0-9]{5,6}") ? "medcom:ynumber" : "medcom:skscode";
    }
}
