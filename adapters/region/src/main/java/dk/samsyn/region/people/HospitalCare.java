package dk.samsyn.region.people;

import dk.samsyn.region.people.Condition.Kind;
import dk.samsyn.region.people.HospitalContact.Form;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The hospital's side: first contacts with a disease, controls, other visits, admissions and readmissions. */
final class HospitalCare {
    private final Citizen citizen;
    private final Course course;
    private final LocalDate from;
    private final LocalDate to;
    private final List<HospitalContact> contacts = new ArrayList<>();

    HospitalCare(Citizen citizen) {
        this.citizen = citizen;
        this.course = citizen.course();
        this.from = citizen.historyFrom();
        this.to = citizen.presentTo();
    }

    List<HospitalContact> contacts() {
        onsets();
        controls();
        visits();
        admissions();
        contacts.sort(Comparator.comparing(HospitalContact::start));
        List<HospitalContact> kept = new ArrayList<>();
        LocalDateTime busy = LocalDateTime.MIN;
        for (HospitalContact contact : contacts) {
            boolean clash =
                    contact.form() == Form.INDLAEGGELSE && contact.start().isBefore(busy);
            if (!clash) {
                kept.add(contact.numbered(kept.size()));
            }
            if (!clash && contact.form() == Form.INDLAEGGELSE) {
                // The national definition of a readmission starts four hours after the discharge.
                busy = contact.end() == null ? LocalDateTime.MAX : contact.end().plusHours(5);
            }
        }
        return kept;
    }

    /** The first contact with each disease that the hospital knows, however long ago. */
    private void onsets() {
        SplittableRandom random = citizen.random("hospital.onset");
        for (Condition condition : course.conditions()) {
            LocalDate day =
                    condition.onset().isBefore(citizen.presentFrom()) ? citizen.presentFrom() : condition.onset();
            boolean admitted = random.nextDouble() < 0.35;
            double hour = random.nextDouble();
            double stay = random.nextDouble();
            if (condition.inHospital() && condition.kind() != Kind.AKS && day.isBefore(to)) {
                if (admitted) {
                    admission(day, hour, stay, random.nextDouble() < 0.7, of(condition.kind()), condition.sks());
                } else {
                    ambulant(day, hour, of(condition.kind()), condition.sks(), null);
                }
            }
        }
        for (HeartEvent event : course.heartEvents()) {
            if (citizen.presentOn(event.date()) && event.date().isBefore(to)) {
                admission(event.date(), random.nextDouble(), 0.75, true, Speciality.KARDIOLOGI, event.sks());
            }
        }
    }

    private void controls() {
        for (Disease disease : Disease.values()) {
            if (course.followedBy(disease).hospital()) {
                Condition condition = course.diagnosed(disease).orElseThrow();
                controls(disease, condition, condition.kind() == Kind.DM2 || disease == Disease.KOL ? 2 : 3);
            }
        }
        if (course.condition(Kind.CF).isPresent()) {
            SplittableRandom random = citizen.random("hospital.cf");
            for (LocalDate day : Rates.days(random, 4, from, to)) {
                ambulant(day, random.nextDouble(), Speciality.LUNGE, "DE849", null);
            }
        }
    }

    private void controls(Disease disease, Condition condition, int perYear) {
        SplittableRandom random = citizen.random("hospital.control." + disease);
        int yearly = disease == Disease.AKS || disease == Disease.HT ? 1 : perYear;
        // One in eight has slipped out of the programme.
        LocalDate last = random.nextDouble() < 0.12 ? to.minusDays(450 + random.nextInt(700)) : to;
        LocalDate day = (condition.onset().isBefore(from) ? from : condition.onset())
                .plusDays(random.nextInt(10, 20 + 365 / yearly));
        String sks = condition.inHospital() ? condition.sks() : defaultCode(condition.kind());
        while (day.isBefore(last)) {
            if (random.nextDouble() < 0.93) {
                ambulant(day, random.nextDouble(), of(condition.kind()), sks, disease);
            }
            day = day.plusDays(365 / yearly - 25 + random.nextInt(50));
        }
    }

    private void visits() {
        SplittableRandom random = citizen.random("hospital.visit");
        for (LocalDate day : Rates.days(random, Rates.AMBULANT.at(citizen.age()), from, to)) {
            boolean emergency = random.nextDouble() < 0.14;
            Complaint complaint = Complaint.of(citizen, random.nextDouble());
            double hour = random.nextDouble();
            if (emergency) {
                LocalDateTime start = day.atTime((int) (hour * 24), (int) (hour * 1440) % 60);
                add(
                        Form.AKUT_AMBULANT,
                        true,
                        start,
                        start.plusMinutes(40 + random.nextInt(300)),
                        Speciality.AKUT,
                        complaint.sks(),
                        null);
            } else {
                ambulant(day, hour, complaint.speciality(), complaint.sks(), null);
            }
        }
    }

    private void admissions() {
        SplittableRandom random = citizen.random("hospital.admission");
        boolean copd = course.diagnosed(Disease.KOL).isPresent();
        double severe = copd && citizen.values().goldStage() >= 3 ? 0.13 : copd ? 0.03 : 0;
        double perYear = Rates.ADMISSION.at(citizen.age());
        for (LocalDate day : Rates.days(random, perYear + severe, from, to)) {
            boolean exacerbation = copd && random.nextDouble() < severe / (perYear + severe);
            cause(day, exacerbation, random, 0);
        }
    }

    /** An admission and, for one in ten (KOL: 16 %), an acute one again within 30 days. */
    private void cause(LocalDate day, boolean exacerbation, SplittableRandom random, int again) {
        Complaint complaint = Complaint.of(citizen, random.nextDouble());
        boolean acute = again > 0 || exacerbation || random.nextDouble() < 0.66;
        double hour = random.nextDouble();
        double stay = random.nextDouble();
        HospitalContact contact = exacerbation
                ? admission(day, hour, stay, true, Speciality.LUNGE, stay < 0.6 ? "DJ441" : "DJ440")
                : admission(day, hour, stay, acute, complaint.speciality(), complaint.sks());
        double risk = exacerbation ? 0.16 : 0.10;
        boolean returns = random.nextDouble() < risk;
        LocalDate next =
                contact.end() == null ? to : contact.end().toLocalDate().plusDays(1 + random.nextInt(27));
        if (returns && again < 2 && next.isBefore(to)) {
            cause(next, exacerbation, random, again + 1);
        }
    }

    private HospitalContact admission(
            LocalDate day, double hour, double stay, boolean acute, Speciality speciality, String sks) {
        int minutes = acute ? (int) (hour * 1439) : 420 + (int) (hour * 240);
        LocalDateTime start = day.atStartOfDay().plusMinutes(minutes);
        // Exponential with a mean of 3.2 days.
        LocalDateTime end = start.plusMinutes(240 + (long) (-Math.log(1 - Math.min(stay, 0.9999)) * 3.05 * 1440));
        LocalDateTime limit = to.atTime(23, 50);
        boolean stillThere = to.equals(citizen.window().today()) && !end.isBefore(to.atStartOfDay());
        return add(
                Form.INDLAEGGELSE,
                acute,
                start,
                stillThere ? null : end.isAfter(limit) ? limit : end,
                speciality,
                sks,
                null);
    }

    private void ambulant(LocalDate day, double hour, Speciality speciality, String sks, @Nullable Disease control) {
        LocalDate weekday = Rates.weekday(day);
        LocalDateTime start =
                (weekday.isBefore(to) ? weekday : day).atTime(8, 0).plusMinutes(5L * (int) (hour * 90));
        add(Form.AMBULANT, false, start, start.plusMinutes(30), speciality, sks, control);
    }

    private HospitalContact add(
            Form form,
            boolean acute,
            LocalDateTime start,
            @Nullable LocalDateTime end,
            Speciality speciality,
            String sks,
            @Nullable Disease control) {
        LocalDate day = start.toLocalDate();
        Hospital hospital =
                Municipality.ofCode(citizen.addressOn(day).kommunekode()).hospital();
        HospitalContact contact = new HospitalContact(
                0, form, acute, start, end, speciality, hospital.department(speciality, day), sks, control);
        contacts.add(contact);
        return contact;
    }

    private static String defaultCode(Kind kind) {
        return switch (kind) {
            case DM1 -> "DE109";
            case DM2 -> "DE119";
            case KOL -> "DJ449";
            case AKS -> "DI259";
            case HT -> "DI109";
            default -> "DE139";
        };
    }

    private static Speciality of(Kind kind) {
        return switch (kind) {
            case DM1, DM2, DM_ANDEN, OBES, PCOS -> Speciality.ENDOKRINOLOGI;
            case KOL, ASTMA, CF, SMOKE -> Speciality.LUNGE;
            case AKS, IHD, HF, AF, HT, LIPID -> Speciality.KARDIOLOGI;
            case STROKE, EPI -> Speciality.NEUROLOGI;
            case GESTATIONEL -> Speciality.GYNAEKOLOGI;
            case PAD -> Speciality.KIRURGI;
            default -> Speciality.MEDICIN;
        };
    }
}
