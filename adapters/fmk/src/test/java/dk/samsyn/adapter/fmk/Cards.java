package dk.samsyn.adapter.fmk;

/** Answers in the format of FMK 1.6, made of pieces, for tests. */
final class Cards {
    private Cards() {}

    static String envelope(String header, String body) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header>" + header
                + "</s:Header><s:Body>" + body + "</s:Body></s:Envelope>";
    }

    static String card(String cpr, String content) {
        return "<mc:GetMedicineCardResponse xmlns:mc=\"http://fmk-teknik.dk/160\"><mc:MedicineCard>"
                + "<mc:Patient><mc:Person><mc:PersonIdentifier source=\"CPR\">" + cpr
                + "</mc:PersonIdentifier></mc:Person></mc:Patient><mc:Version>77</mc:Version>" + content
                + "</mc:MedicineCard></mc:GetMedicineCardResponse>";
    }

    static String answer(String cpr, String content) {
        return envelope("", card(cpr, content));
    }

    static String header(String content) {
        return "<mc:FMKResponseHeader xmlns:mc=\"http://fmk-teknik.dk/160\">" + content + "</mc:FMKResponseHeader>";
    }

    static String medication(String id, String more) {
        return "<mc:DrugMedication><mc:Identifier>" + id + "</mc:Identifier><mc:Version>1</mc:Version>"
                + "<mc:Created><mc:By><mc:HealthcareProfessional><mc:Name>Henrik Hansen</mc:Name>"
                + "</mc:HealthcareProfessional><mc:Role>Læge</mc:Role><mc:Organisation>"
                + "<mc:Identifier source=\"Yder\">99001</mc:Identifier><mc:Type>Yder</mc:Type>"
                + "<mc:Name>Demo Lægehus</mc:Name></mc:Organisation></mc:By>"
                + "<mc:DateTime>2019-03-04T09:30:47Z</mc:DateTime></mc:Created><mc:Type>Lægeordineret</mc:Type>"
                + "<mc:ActivePeriod><mc:TreatmentStartDate>2019-03-04</mc:TreatmentStartDate>"
                + "<mc:TreatmentEndingUndetermined/></mc:ActivePeriod>"
                + "<mc:Indication><mc:Code source=\"Medicinpriser\">145</mc:Code>"
                + "<mc:Text>mod sukkersyge</mc:Text></mc:Indication>"
                + "<mc:Drug><mc:Name>Metformin \"Demo\"</mc:Name><mc:ATC>"
                + "<mc:Code source=\"Medicinpriser\">A10BA02</mc:Code></mc:ATC><mc:Strength><mc:StrengthItem>"
                + "<mc:Value>500</mc:Value><mc:UnitCode>MG</mc:UnitCode><mc:UnitText>mg</mc:UnitText>"
                + "</mc:StrengthItem></mc:Strength></mc:Drug>" + more + "</mc:DrugMedication>";
    }

    static String warrant(String id, String handovers) {
        return "<mc:Warrant><mc:Identifier>" + id + "</mc:Identifier><mc:Status>Open</mc:Status>"
                + "<mc:AuthorisationDateTime>2026-10-01T22:30:00Z</mc:AuthorisationDateTime>"
                + "<mc:Created><mc:By><mc:Organisation><mc:Identifier source=\"SKS\">6620</mc:Identifier>"
                + "</mc:Organisation></mc:By></mc:Created><mc:ValidToDate>2028-10-01</mc:ValidToDate>"
                + "<mc:Drug><mc:Name>Metformin</mc:Name></mc:Drug>" + handovers + "</mc:Warrant>";
    }

    static String handover(String id, String time) {
        return "<mc:Handover><mc:Identifier>" + id + "</mc:Identifier><mc:DateTime>" + time
                + "</mc:DateTime><mc:Package><mc:PackageQuantity>2</mc:PackageQuantity></mc:Package></mc:Handover>";
    }

    static String fault(String code) {
        return envelope(
                "",
                "<s:Fault xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><faultcode>s:Server</faultcode>"
                        + "<faultstring>2512489996 Nancy Berggren</faultstring><detail><m:FaultCode "
                        + "xmlns:m=\"http://www.medcom.dk/dgws/2006/04/dgws-1.0.xsd\">" + code
                        + "</m:FaultCode></detail></s:Fault>");
    }
}
