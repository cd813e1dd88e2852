package dk.samsyn.region.people;

/** What people come to hospital for besides the diseases that the demo follows. */
record Complaint(Speciality speciality, String sks) {
    private static final Complaint[] ADULTS = {
        new Complaint(Speciality.ORTOPAEDI, "DS525"),
        new Complaint(Speciality.ORTOPAEDI, "DM179"),
        new Complaint(Speciality.KIRURGI, "DK409"),
        new Complaint(Speciality.KIRURGI, "DR104"),
        new Complaint(Speciality.MEDICIN, "DJ189"),
        new Complaint(Speciality.MEDICIN, "DZ038"),
        new Complaint(Speciality.MEDICIN, "DN390"),
        new Complaint(Speciality.NEUROLOGI, "DG439"),
        new Complaint(Speciality.KARDIOLOGI, "DR074"),
        new Complaint(Speciality.MEDICIN, "DR739")
    };
    private static final Complaint[] CHILDREN = {
        new Complaint(Speciality.PAEDIATRI, "DJ069"),
        new Complaint(Speciality.PAEDIATRI, "DZ001"),
        new Complaint(Speciality.ORTOPAEDI, "DS525"),
        new Complaint(Speciality.PAEDIATRI, "DR104")
    };
    private static final Complaint PREGNANCY = new Complaint(Speciality.GYNAEKOLOGI, "DZ340");

    /** What brings {@code citizen} for draw {@code u} in [0, 1). */
    static Complaint of(Citizen citizen, double u) {
        int age = citizen.age();
        if (age < 18) {
            return CHILDREN[(int) (u * CHILDREN.length)];
        }
        if (citizen.woman() && age < 42 && u < 0.35) {
            return PREGNANCY;
        }
        return ADULTS[(int) (u * ADULTS.length)];
    }
}
