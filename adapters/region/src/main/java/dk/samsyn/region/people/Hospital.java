package dk.samsyn.region.people;

import java.time.LocalDate;

/** Hospitals by SHAK code, with the codes of the same houses before 2012 (domain.md 2.10). */
public enum Hospital {
    AARHUS("6620", "7003", "Aarhus Universitetshospital", "Århus Sygehus"),
    MIDT("6630", "7601", "Hospitalsenhed Midt", "Sygehus Viborg"),
    GOEDSTRUP("6650", "6650", "Regionshospitalet Gødstrup", "Regionshospitalet Gødstrup"),
    HORSENS("6006", "6006", "Regionshospitalet Horsens", "Regionshospitalet Horsens"),
    RANDERS("7005", "7005", "Regionshospitalet Randers", "Regionshospitalet Randers");

    /** From this day on the present codes are used. */
    public static final LocalDate PRESENT_CODES = LocalDate.of(2012, 1, 1);

    private final String shak;
    private final String formerShak;
    private final String text;
    private final String formerText;

    Hospital(String shak, String formerShak, String text, String formerText) {
        this.shak = shak;
        this.formerShak = formerShak;
        this.text = text;
        this.formerText = formerText;
    }

    /** Present code, four digits. */
    public String shak() {
        return shak;
    }

    /** Code before 2012; the same where it never changed. */
    public String formerShak() {
        return formerShak;
    }

    /** Present name. */
    public String text() {
        return text;
    }

    /** Name before 2012. */
    public String formerText() {
        return formerText;
    }

    /** Seven digits: the code of the day and the department. */
    public String department(Speciality speciality, LocalDate date) {
        return (date.isBefore(PRESENT_CODES) ? formerShak : shak) + speciality.department();
    }
}
