package dk.samsyn.region.people;

/** Departments that every hospital of the demo has; invented three-digit department codes. */
public enum Speciality {
    AKUT("010", "Akutafdeling", "Akutmedicin"),
    MEDICIN("100", "Medicinsk afdeling", "Intern medicin"),
    ENDOKRINOLOGI("130", "Diabetes- og hormonsygdomme", "Intern medicin: endokrinologi"),
    LUNGE("140", "Lungesygdomme", "Intern medicin: lungesygdomme"),
    KARDIOLOGI("150", "Hjertesygdomme", "Intern medicin: kardiologi"),
    NEUROLOGI("160", "Neurologisk afdeling", "Neurologi"),
    KIRURGI("200", "Kirurgisk afdeling", "Kirurgi"),
    ORTOPAEDI("210", "Ortopædkirurgisk afdeling", "Ortopædisk kirurgi"),
    PAEDIATRI("300", "Børn og unge", "Pædiatri"),
    GYNAEKOLOGI("310", "Kvindesygdomme og fødsler", "Gynækologi og obstetrik");

    private final String department;
    private final String text;
    private final String hovedspeciale;

    Speciality(String department, String text, String hovedspeciale) {
        this.department = department;
        this.text = text;
        this.hovedspeciale = hovedspeciale;
    }

    /** Last three digits of the department's SHAK code. */
    public String department() {
        return department;
    }

    /** Name of the department. */
    public String text() {
        return text;
    }

    /** Main speciality as the classification writes it. */
    public String hovedspeciale() {
        return hovedspeciale;
    }
}
