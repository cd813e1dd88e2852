package dk.samsyn.region.people;

import java.util.List;

/** Puts together what the sectors do for a person. */
final class Care {
    private Care() {}

    static CarePlan of(Citizen citizen) {
        List<HospitalContact> contacts = new HospitalCare(citizen).contacts();
        List<PracticeVisit> visits = new PracticeCare(citizen).visits();
        List<BloodTest> tests = new Sampling(citizen, contacts, visits).tests();
        return new CarePlan(contacts, visits, tests, new MunicipalCare(citizen, contacts).needs());
    }
}
