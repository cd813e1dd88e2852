package dk.samsyn.region.people;

import java.time.LocalDate;
import java.util.List;

/**
 * What all sectors do for one person; the sources tell of the same visits.
 *
 * @param contacts hospital contacts in order of time, single ones before the window
 * @param visits contacts with general practice in the window, in order of time
 * @param bloodTests samplings in the window, in order of time
 * @param needs municipal help
 */
public record CarePlan(
        List<HospitalContact> contacts,
        List<PracticeVisit> visits,
        List<BloodTest> bloodTests,
        List<MunicipalNeed> needs) {
    public CarePlan {
        contacts = List.copyOf(contacts);
        visits = List.copyOf(visits);
        bloodTests = List.copyOf(bloodTests);
        needs = List.copyOf(needs);
    }

    /** Days of the yearly controls in practice. */
    public List<LocalDate> practiceControls(Disease disease) {
        return visits.stream()
                .filter(v -> v.control() == disease)
                .map(v -> v.time().toLocalDate())
                .toList();
    }

    /** Days of the controls in hospital. */
    public List<LocalDate> hospitalControls(Disease disease) {
        return contacts.stream()
                .filter(c -> c.control() == disease)
                .map(c -> c.start().toLocalDate())
                .toList();
    }

    /** Admissions only. */
    public List<HospitalContact> admissions() {
        return contacts.stream()
                .filter(c -> c.form() == HospitalContact.Form.INDLAEGGELSE)
                .toList();
    }
}
