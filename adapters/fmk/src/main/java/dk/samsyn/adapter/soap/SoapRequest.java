package dk.samsyn.adapter.soap;

/**
 * What is posted in one call.
 *
 * @param action value of the header {@code SOAPAction}, without quotes
 * @param envelope the SOAP 1.1 envelope
 */
public record SoapRequest(String action, String envelope) {}
