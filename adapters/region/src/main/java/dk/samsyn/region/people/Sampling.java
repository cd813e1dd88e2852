package dk.samsyn.region.people;

import dk.samsyn.region.people.BloodTest.Analyte;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** The samplings that the hospital laboratory answers: before controls, and whenever somebody is ill. */
final class Sampling {
    private static final Set<Analyte> LIPIDS =
            Collections.unmodifiableSet(EnumSet.of(Analyte.TOTKOL, Analyte.HDL, Analyte.LDL, Analyte.TG));
    private static final Set<Analyte> BASIC = Collections.unmodifiableSet(
            EnumSet.of(Analyte.HB, Analyte.CRP, Analyte.K, Analyte.NA, Analyte.KREA, Analyte.EGFR));
    private static final Set<Analyte> KIDNEY =
            Collections.unmodifiableSet(EnumSet.of(Analyte.KREA, Analyte.EGFR, Analyte.K, Analyte.NA));

    private final Citizen citizen;
    private final List<HospitalContact> contacts;
    private final List<PracticeVisit> visits;
    private final List<BloodTest> tests = new ArrayList<>();

    Sampling(Citizen citizen, List<HospitalContact> contacts, List<PracticeVisit> visits) {
        this.citizen = citizen;
        this.contacts = contacts;
        this.visits = visits;
    }

    List<BloodTest> tests() {
        controls();
        illness();
        if (citizen.role() == Citizen.Role.PILL_RISK) {
            LocalDate day = citizen.presentTo().minusDays(20 + (long) (citizen.unit("lab.risk", 0) * 150));
            EnumSet<Analyte> asked = EnumSet.copyOf(LIPIDS);
            asked.addAll(BASIC);
            add(Rates.weekday(day), 0.4, practice(day), asked);
        }
        tests.sort(Comparator.comparing(BloodTest::taken));
        List<BloodTest> numbered = new ArrayList<>(tests.size());
        for (BloodTest test : tests) {
            numbered.add(test.numbered(numbered.size()));
        }
        return numbered;
    }

    private void controls() {
        SplittableRandom random = citizen.random("lab.control");
        for (PracticeVisit visit : visits) {
            if (visit.control() != null) {
                LocalDate day = visit.time().toLocalDate().minusDays(3 + random.nextInt(8));
                before(visit.control(), day, random, visit.ydernr(), true);
                if (visit.control() == Disease.DM) {
                    LocalDate half = day.plusDays(150 + random.nextInt(50));
                    if (half.isBefore(citizen.presentTo())) {
                        before(Disease.DM, half, random, visit.ydernr(), false);
                    }
                }
            }
        }
        boolean yearly = true;
        for (HospitalContact contact : contacts) {
            if (contact.control() != null && !contact.start().toLocalDate().isBefore(citizen.historyFrom())) {
                LocalDate day = contact.start().toLocalDate().minusDays(2 + random.nextInt(5));
                before(contact.control(), day, random, contact.department(), yearly);
                yearly = !yearly;
            }
        }
    }

    private void before(Disease disease, LocalDate day, SplittableRandom random, String requester, boolean yearly) {
        EnumSet<Analyte> asked = EnumSet.noneOf(Analyte.class);
        double u = random.nextDouble();
        switch (disease) {
            case DM -> {
                asked.add(Analyte.HBA1C);
                if (yearly) {
                    asked.addAll(KIDNEY);
                    asked.addAll(LIPIDS);
                    asked.add(Analyte.UACR);
                }
            }
            case HT -> asked.addAll(KIDNEY);
            case AKS -> {
                asked.addAll(LIPIDS);
                asked.addAll(KIDNEY);
            }
            case KOL -> {
                if (u < 0.4) {
                    asked.addAll(BASIC);
                }
            }
        }
        if (!asked.isEmpty() && !day.isBefore(citizen.historyFrom())) {
            add(Rates.weekday(day), random.nextDouble(), requester, asked);
        }
    }

    private void illness() {
        SplittableRandom random = citizen.random("lab.illness");
        int age = citizen.age();
        boolean diabetic =
                citizen.course().diabetes().filter(Condition::diagnosed).isPresent();
        boolean suspected = citizen.course().diabetes().isPresent() && !diabetic;
        double perYear = Rates.SAMPLING.at(age) * (diabetic ? 0.9 : 1);
        for (LocalDate day : Rates.days(random, perYear, citizen.historyFrom(), citizen.presentTo())) {
            EnumSet<Analyte> asked = EnumSet.copyOf(BASIC);
            double sugar = age < 18 ? 0.02 : age < 40 ? 0.13 : 0.23;
            if (random.nextDouble() < (suspected ? 0.5 : sugar)) {
                asked.add(Analyte.HBA1C);
            }
            if (random.nextDouble() < 0.3) {
                asked.add(Analyte.GLUKOSE);
            }
            if (random.nextDouble() < (age < 30 ? 0.05 : 0.2)) {
                asked.addAll(LIPIDS);
            }
            if (random.nextDouble() < 0.04) {
                asked.add(Analyte.UACR);
            }
            boolean hospital = random.nextDouble() < 0.3;
            Speciality where = random.nextDouble() < 0.5 ? Speciality.AKUT : Speciality.MEDICIN;
            String requester = hospital ? citizen.municipality().hospital().department(where, day) : practice(day);
            add(hospital ? day : Rates.weekday(day), random.nextDouble(), requester, asked);
        }
    }

    private String practice(LocalDate day) {
        return citizen.ydernrOn(day).orElse(citizen.homePractice().ydernr());
    }

    private void add(LocalDate day, double hour, String requester, Set<Analyte> asked) {
        LocalDate last = citizen.presentTo().minusDays(1);
        LocalDateTime taken = (day.isAfter(last) ? last : day).atTime(7, 30).plusMinutes((int) (hour * 450));
        tests.add(new BloodTest(0, taken, requester, Collections.unmodifiableSet(EnumSet.copyOf(asked))));
    }
}
