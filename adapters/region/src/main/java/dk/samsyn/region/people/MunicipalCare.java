package dk.samsyn.region.people;

import dk.samsyn.region.people.Condition.Kind;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** The municipality's side: home care, home nursing, monitoring, prevention and rehabilitation. */
final class MunicipalCare {
    private final Citizen citizen;
    private final List<HospitalContact> contacts;
    private final List<MunicipalNeed> needs = new ArrayList<>();

    MunicipalCare(Citizen citizen, List<HospitalContact> contacts) {
        this.citizen = citizen;
        this.contacts = contacts;
    }

    List<MunicipalNeed> needs() {
        boolean resident = Municipality.ofCode(citizen.kommunekode()).code() == citizen.kommunekode();
        if (resident
                && citizen.age() >= 18
                && citizen.presentTo().isAfter(citizen.historyFrom().plusDays(60))) {
            care();
            nursing();
            programmes();
            training();
        }
        return needs;
    }

    /** Home care: 12 % of those over 65, 28 % of those over 80; nursing homes 3.3 %. */
    private void care() {
        int age = citizen.age();
        if (chance("kommune.plejehjem", age < 65 ? 0.0005 : age < 80 ? 0.012 : age < 90 ? 0.08 : 0.26)) {
            add(MunicipalNeed.Kind.PLEJEHJEM, 0, 0.05);
            return;
        }
        if (chance("kommune.pleje", age < 65 ? 0.006 : age < 80 ? 0.06 : 0.28)) {
            add(MunicipalNeed.Kind.RENGOERING, 1, 0.15);
            if (chance("kommune.personlig", 0.55)) {
                add(MunicipalNeed.Kind.PERSONLIG_PLEJE, 2, 0.2);
            }
            if (chance("kommune.mad", 0.3)) {
                add(MunicipalNeed.Kind.MADSERVICE, 3, 0.2);
            }
        }
    }

    /** Home nursing (SUL § 138): about 14 % of those over 65. */
    private void nursing() {
        int age = citizen.age();
        if (!chance("kommune.sygepleje", age < 65 ? 0.007 : age < 80 ? 0.09 : 0.30)) {
            return;
        }
        add(MunicipalNeed.Kind.MEDICIN, 4, 0.2);
        if (has(Kind.PAD) || (citizen.course().diabetes().isPresent() && chance("kommune.saar", 0.35))) {
            add(MunicipalNeed.Kind.SAAR, 5, 0.5);
        }
        if (has(Kind.KOL)) {
            add(MunicipalNeed.Kind.RESPIRATION, 6, 0.3);
        }
        if (has(Kind.HF)) {
            add(MunicipalNeed.Kind.KREDSLOEB, 7, 0.3);
        }
        if (chance("kommune.maaling", 0.4)) {
            add(MunicipalNeed.Kind.MAALING, 8, 0.3);
        }
    }

    private void programmes() {
        boolean diabetes = citizen.course().diagnosed(Disease.DM).isPresent();
        boolean copd = citizen.course().diagnosed(Disease.KOL).isPresent();
        if (diabetes && chance("kommune.monitor.dm", 0.06)) {
            add(MunicipalNeed.Kind.HJEMMEMONITORERING_DIABETES, 9, 0.3);
        }
        if (copd && chance("kommune.monitor.kol", 0.10)) {
            add(MunicipalNeed.Kind.HJEMMEMONITORERING_KOL, 10, 0.3);
        }
        if (has(Kind.HF) && chance("kommune.monitor.hf", 0.12)) {
            add(MunicipalNeed.Kind.HJEMMEMONITORERING_HJERTE, 11, 0.3);
        }
        if ((diabetes || copd || has(Kind.IHD)) && chance("kommune.119", 0.18)) {
            add(MunicipalNeed.Kind.FOREBYGGELSE, 12, 0.85);
        }
        boolean smokes = citizen.course().smoking(citizen.presentTo()) == Smoking.DAGLIGRYGER;
        if (smokes && chance("kommune.tobak", 0.04)) {
            add(MunicipalNeed.Kind.TOBAK, 13, 0.8);
        }
    }

    /** Training after some admissions (SUL § 140). */
    private void training() {
        for (HospitalContact contact : contacts) {
            LocalDateTime end = contact.end();
            boolean admission = contact.form() == HospitalContact.Form.INDLAEGGELSE;
            if (end != null
                    && admission
                    && !contact.start().toLocalDate().isBefore(citizen.historyFrom())
                    && citizen.unit("kommune.140", contact.number()) < 0.15) {
                train(end.toLocalDate().plusDays(7));
            }
        }
    }

    private void train(LocalDate from) {
        LocalDate to = from.plusDays(60);
        if (from.isBefore(citizen.presentTo())) {
            boolean over = to.isBefore(citizen.presentTo());
            needs.add(
                    new MunicipalNeed(MunicipalNeed.Kind.GENOPTRAENING, citizen.kommunekode(), from, over ? to : null));
        }
    }

    /** Help from some day of the window on; {@code over} is the chance that it has ended. */
    private void add(MunicipalNeed.Kind kind, int key, double over) {
        LocalDate home = citizen.address().from();
        LocalDate first = citizen.historyFrom().isAfter(home) ? citizen.historyFrom() : home;
        long days = citizen.presentTo().toEpochDay() - first.toEpochDay();
        if (days < 20) {
            return;
        }
        LocalDate from = first.plusDays((long) (days * 0.9 * citizen.unit("kommune.fra", key)));
        long left = citizen.presentTo().toEpochDay() - from.toEpochDay();
        boolean ended = !citizen.presentTo().equals(citizen.window().today()) || chance("kommune.slut." + key, over);
        LocalDate to = ended ? from.plusDays(5 + (long) (left * 0.9 * citizen.unit("kommune.til", key))) : null;
        LocalDate last = to != null && to.isAfter(citizen.presentTo()) ? citizen.presentTo() : to;
        needs.add(new MunicipalNeed(kind, citizen.kommunekode(), from, last));
    }

    private boolean has(Kind kind) {
        return citizen.course().condition(kind).filter(Condition::diagnosed).isPresent();
    }

    private boolean chance(String topic, double share) {
        return citizen.unit(topic, 0) < share;
    }
}
