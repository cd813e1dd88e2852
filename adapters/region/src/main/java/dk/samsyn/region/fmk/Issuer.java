package dk.samsyn.region.fmk;

import dk.samsyn.region.people.Hospital;

/**
 * Who orders a drug.
 *
 * @param source kind of number as FMK calls it: Yder or SKS
 * @param written the number as FMK writes it: practices without their leading zero
 * @param orgId the canonical number
 * @param type kind of organisation
 * @param name name of the organisation
 */
record Issuer(String source, String written, String orgId, String type, String name) {
    /** Out-of-hours service; its number lies outside those in use. */
    static final Issuer VAGTLAEGE = new Issuer("Yder", "99901", "099901", "Yder", "Lægevagten Region Midtjylland");

    /** A practice by its six characters. */
    static Issuer practice(String ydernr) {
        return new Issuer("Yder", ydernr.replaceFirst("^0+", ""), ydernr, "Yder", "Lægehuset " + ydernr);
    }

    /** A hospital. */
    static Issuer hospital(Hospital hospital) {
        return new Issuer("SKS", hospital.shak(), hospital.shak(), "Sygehus", hospital.text());
    }
}
