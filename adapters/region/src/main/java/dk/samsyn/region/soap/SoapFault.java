package dk.samsyn.region.soap;

/** The service refuses a request with one of the fault codes of Den Gode Webservice (DGWS) 1.0. */
public final class SoapFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /** A refusal with a DGWS fault code. */
    public SoapFault(String code) {
        super(code);
        this.code = code;
    }

    /** The SOAP 1.1 envelope with the fault. */
    String envelope() {
        return new XmlText()
                .open("soap:Envelope", "xmlns:soap", SoapServer.SOAP)
                .open("soap:Body")
                .open("soap:Fault")
                .value("faultcode", "soap:Server")
                .value("faultstring", "Forespørgslen blev afvist")
                .open("detail")
                .value("medcom:FaultCode", code, "xmlns:medcom", "http://www.medcom.dk/dgws/2006/04/dgws-1.0.xsd")
                .close()
                .close()
                .close()
                .close()
                .toString();
    }
}
