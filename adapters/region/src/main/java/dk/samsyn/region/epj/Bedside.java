package dk.samsyn.region.epj;

import dk.samsyn.region.epj.EpjFacts.SmokingRecord;
import dk.samsyn.region.epj.Measurement.Item;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Rounded;
import dk.samsyn.region.people.Smoking;
import dk.samsyn.region.people.Speciality;
import dk.samsyn.region.people.Values;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** What is measured and asked at hospital contacts since LPR3. */
final class Bedside {
    private final Citizen citizen;
    private final Values values;
    private final List<EpjContact> contacts;
    private final Set<String> seen = new HashSet<>();
    private final List<Measurement> measurements = new ArrayList<>();

    Bedside(Citizen citizen, List<EpjContact> contacts) {
        this.citizen = citizen;
        this.values = citizen.values();
        this.contacts = contacts;
    }

    List<Measurement> measurements() {
        SplittableRandom random = citizen.random("epj.sfi");
        for (EpjContact contact : contacts) {
            double u = random.nextDouble();
            int minute = random.nextInt(5, 25);
            boolean timed = random.nextDouble() >= 0.03;
            double gaps = random.nextDouble();
            if (!contact.lpr3() || contact.virtual()) {
                continue;
            }
            LocalDateTime start = contact.contact().start();
            LocalDateTime time =
                    timed ? start.plusMinutes(minute) : start.toLocalDate().atStartOfDay();
            if (contact.admission()) {
                pressure(time, gaps);
                lungs(time, gaps, u < 0.5);
                if (u < 0.6) {
                    body(time, gaps, u < 0.3);
                }
            } else if (contact.contact().control() != null) {
                pressure(time, gaps);
                body(time, gaps, u < 0.3);
                if (contact.contact().speciality() == Speciality.LUNGE) {
                    spirometry(time, gaps);
                }
            } else if (u < 0.12) {
                pressure(time, gaps);
            }
        }
        return List.copyOf(measurements);
    }

    private void pressure(LocalDateTime time, double gaps) {
        LocalDate day = time.toLocalDate();
        add(Item.SYSTOLISK, values.systolic(day), time, gaps);
        add(Item.DIASTOLISK, values.diastolic(day), time, gaps);
        add(Item.PULS, values.pulse(day), time, gaps);
    }

    private void lungs(LocalDateTime time, double gaps, boolean fraction) {
        double percent = values.spo2(time.toLocalDate());
        if (fraction) {
            add(Item.SPO2_ANDEL, percent / 100, time, gaps);
        } else {
            add(Item.SPO2_PROCENT, percent, time, gaps);
        }
    }

    private void body(LocalDateTime time, double gaps, boolean height) {
        LocalDate day = time.toLocalDate();
        add(Item.VAEGT, values.weight(day), time, gaps);
        if (height) {
            add(Item.HOEJDE, values.heightCm(day) / 100, time, gaps);
            add(Item.BMI, values.bmi(day), time, gaps);
        }
    }

    private void spirometry(LocalDateTime time, double gaps) {
        LocalDate day = time.toLocalDate();
        add(Item.FEV1, values.fev1(day), time, gaps);
        add(Item.FVC, values.fvc(day), time, gaps);
        add(Item.FEV1_PCT, values.fev1Pct(day), time, gaps);
        add(Item.MRC, values.mrc(day), time, gaps);
    }

    private void add(Item item, double value, LocalDateTime time, double gaps) {
        if (time.toLocalDate().isAfter(citizen.presentTo()) || !seen.add(item + " " + time)) {
            return;
        }
        BigDecimal number = Rounded.of(value, item.decimals());
        String text = number.toPlainString().replace('.', ',');
        measurements.add(new Measurement(item, text, gaps < 0.3 ? null : number, time, number.multiply(item.factor())));
    }

    /** One of three adults is asked at a contact; the answer is never more than a year and a half newer than the last. */
    List<SmokingRecord> smoking() {
        List<SmokingRecord> list = new ArrayList<>();
        SplittableRandom random = citizen.random("epj.smoking");
        boolean asked = random.nextDouble() < 0.75;
        LocalDateTime last = LocalDateTime.MIN;
        for (EpjContact contact : contacts) {
            double share = contact.admission() || contact.contact().control() != null ? 0.4 : 0.06;
            boolean now = random.nextDouble() < share;
            double word = random.nextDouble();
            LocalDateTime time = contact.contact().start().plusMinutes(20);
            boolean enough = last.isAfter(time.minusDays(300));
            if (asked && now && !enough && contact.lpr3() && citizen.ageOn(time.toLocalDate()) >= 16) {
                list.add(answer(time, word));
                last = time;
            }
        }
        return List.copyOf(list);
    }

    private SmokingRecord answer(LocalDateTime time, double word) {
        Smoking smoking = citizen.course().smoking(time.toLocalDate());
        if (word < 0.01 && citizen.role() == Citizen.Role.NONE) {
            return new SmokingRecord(time, "Andet (f.eks. snus, e-cigaretter mv.)", "anden");
        }
        String text =
                switch (smoking) {
                    case DAGLIGRYGER -> word < 0.8 ? "Ryger dagligt" : "Ryger";
                    case LEJLIGHEDSRYGER -> "Ryger lejlighedsvis";
                    case EKSRYGER -> word < 0.5 ? "Eks ryger" : "Tidligere ryger";
                    case ALDRIGRYGER -> "Aldrig røget";
                };
        return new SmokingRecord(time, text, smoking.code());
    }
}
