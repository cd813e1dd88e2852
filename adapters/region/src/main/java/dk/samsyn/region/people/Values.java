package dk.samsyn.region.people;

import dk.samsyn.region.people.Condition.Kind;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What would be measured on a person on a day: a personal level, slow swings and the scatter of the day, so that two tests
 * in a row agree at about 0.7 (domain.md 5.2). All values in canonical units; the same day gives the same value.
 */
public final class Values {
    private static final double DAYS_PER_YEAR = 365.2425;

    private final Citizen citizen;
    private final Course course;
    private final Optional<Condition> diabetes;
    private final Optional<LocalDate> statin;

    Values(Citizen citizen, Course course) {
        this.citizen = citizen;
        this.course = course;
        this.diabetes = course.diabetes();
        this.statin = course.statinSince();
    }

    /** HbA1c, mmol/mol: below 48 without diabetes, 48–70 in diabetes that nobody knows of. */
    public double hba1c(LocalDate date) {
        double z = swing("hba1c", date);
        if (diabetes.isEmpty() || !diabetes.get().on(date)) {
            double healthy = 36 + 4 * z;
            double near = diabetes.map(d -> Math.max(0, 9 - 2 * years(date, d.onset())))
                    .orElse(0.0);
            return clamp(healthy + near, 24, 46.9);
        }
        Condition known = diabetes.get();
        if (!known.diagnosed()) {
            return clamp(54 + 5 * z, 48, 70);
        }
        if (known.kind() == Kind.DM1) {
            return clamp(62 + 14 * z, 32, 140);
        }
        double level = 50 * Math.exp(0.205 * z);
        if (citizen.unit("hba1c.control", 0) < 0.12) {
            level = level * 1.45 + badControl(date);
        }
        return clamp(level, 30, 150);
    }

    /** Up 3 a year for three years, then down 8 within four months of new treatment. */
    private double badControl(LocalDate date) {
        double years = date.toEpochDay() / DAYS_PER_YEAR + 10 * citizen.unit("hba1c.phase", 0);
        double phase = years % 3.33;
        return phase < 3 ? 3 * phase - 4.5 : 4.5 - 9 * (phase - 3) / 0.33;
    }

    /** LDL, mmol/L. */
    public double ldl(LocalDate date) {
        double z = swing("ldl", date);
        if (citizen.role() == Citizen.Role.PILL_RISK) {
            return clamp(4.3 + 0.2 * z, 4.0, 6);
        }
        boolean treated = statin.isPresent() && date.isAfter(statin.get().plusDays(40));
        double untreated = course.has(Kind.LIPID, citizen.presentTo()) ? 4.0 : 3.1;
        return treated ? clamp(2.0 + 0.8 * z, 0.6, 6) : clamp(untreated + 0.9 * z, 0.9, 8);
    }

    /** HDL, mmol/L. */
    public double hdl(LocalDate date) {
        // With LDL of 4.0 or more, an HDL of 1.0 keeps the seeded women above a total of 5.0.
        double low = citizen.role() == Citizen.Role.PILL_RISK ? 1.0 : 0.6;
        return clamp((citizen.woman() ? 1.6 : 1.35) + 0.35 * swing("hdl", date), low, 3.2);
    }

    /** Triglyceride, mmol/L. */
    public double triglyceride(LocalDate date) {
        double level = course.obese() || diabetes.isPresent() ? 1.8 : 1.2;
        return clamp(level * Math.exp(0.4 * swing("tg", date)), 0.3, 12);
    }

    /** Total cholesterol, mmol/L: LDL + HDL + triglyceride/2.2 (Friedewald). */
    public double totalCholesterol(LocalDate date) {
        return ldl(date) + hdl(date) + triglyceride(date) / 2.2;
    }

    /** eGFR, mL/min/1.73 m²; laboratories print 90 and more as {@code >90}. */
    public double egfr(LocalDate date) {
        double age = (date.toEpochDay() - citizen.born().toEpochDay()) / DAYS_PER_YEAR;
        double level = 100 - 0.8 * Math.max(0, age - 40) + 9 * swing("egfr", date);
        if (course.has(Kind.NYRE, date)) {
            level = Math.min(level - 18, 57);
        }
        return clamp(level, 8, 130);
    }

    /** Creatinine, µmol/L, such that it fits the eGFR. */
    public double creatinine(LocalDate date) {
        return clamp((citizen.woman() ? 66 : 84) * Math.pow(95 / egfr(date), 0.95), 30, 700);
    }

    /** Albumin/creatinine in urine, mg/g. */
    public double uacr(LocalDate date) {
        double spread = diabetes.isPresent() && diabetes.get().on(date) ? 1.5 : 0.7;
        return clamp(12 * Math.exp(spread * swing("uacr", date)), 1, 3500);
    }

    /** Systolic pressure in the clinic, mmHg. */
    public double systolic(LocalDate date) {
        double z = swing("bp", date);
        if (citizen.role() == Citizen.Role.PILL_RISK) {
            return clamp(154 + 5 * z, 145, 178);
        }
        double age = citizen.ageOn(date);
        if (age < 18) {
            return clamp(95 + 1.4 * age + 8 * z, 75, 150);
        }
        double level =
                132 + 0.2 * (age - 55) + (diabetes.isPresent() && diabetes.get().on(date) ? 6 : 0);
        return clamp(level + 15 * z, 85, 235);
    }

    /** Diastolic pressure in the clinic, mmHg. */
    public double diastolic(LocalDate date) {
        double z = 0.6 * swing("bp", date) + 0.8 * swing("bp.dia", date);
        if (citizen.role() == Citizen.Role.PILL_RISK) {
            return clamp(93 + 3 * z, 88, 105);
        }
        double age = citizen.ageOn(date);
        if (age < 18) {
            return clamp(55 + 0.9 * age + 7 * z, 40, 95);
        }
        return clamp(79 - 0.05 * (age - 55) + (diabetes.isPresent() ? 1 : 0) + 10 * z, 45, 135);
    }

    /** Systolic pressure at home, mmHg: the clinic's less 5, with the scatter of the living room. */
    public double systolicHome(LocalDate date) {
        double home = systolic(date) - 5 + 5 * citizen.gaussian("bp.home", date.toEpochDay());
        return citizen.role() == Citizen.Role.PILL_RISK ? Math.max(138, home) : clamp(home, 80, 230);
    }

    /** Diastolic pressure at home, mmHg. */
    public double diastolicHome(LocalDate date) {
        return clamp(diastolic(date) - 3 + 4 * citizen.gaussian("bp.home.dia", date.toEpochDay()), 40, 130);
    }

    /** Pulse, 1/min. */
    public double pulse(LocalDate date) {
        return clamp(72 + 10 * swing("pulse", date), 42, 150);
    }

    /** Oxygen saturation, %. */
    public double spo2(LocalDate date) {
        double level = course.has(Kind.KOL, date) ? 93.5 : 97.3;
        return clamp(level + 1.4 * swing("spo2", date), 82, 100);
    }

    /** Height, cm; children grow. */
    public double heightCm(LocalDate date) {
        double adult = (citizen.woman() ? 167 : 180.5) + 6.6 * citizen.gaussian("height", 0);
        double age = Math.max(0, (date.toEpochDay() - citizen.born().toEpochDay()) / DAYS_PER_YEAR);
        double done = citizen.woman() ? 15.5 : 17.5;
        return age >= done ? adult : 50 + (adult - 50) * Math.pow(age / done, 0.62);
    }

    /** Body mass index, kg/m². */
    public double bmi(LocalDate date) {
        double age = Math.max(0, (date.toEpochDay() - citizen.born().toEpochDay()) / DAYS_PER_YEAR);
        double z = citizen.gaussian("bmi", 0);
        double adult = course.obese() ? 30.2 + 3.2 * Math.abs(z) : Math.min(29.6, 24.4 + 2.6 * z);
        double drift = 0.25 * swing("bmi", date);
        return age >= 18 ? Math.max(16, adult + drift) : Math.max(12.5, 15.5 + (adult - 15.5) * age / 18 + drift);
    }

    /** Weight, kg. */
    public double weight(LocalDate date) {
        double metres = heightCm(date) / 100;
        return bmi(date) * metres * metres;
    }

    /** Waist, cm. */
    public double waist(LocalDate date) {
        return clamp(bmi(date) * 2.9 + (citizen.woman() ? 12 : 20) + 2 * swing("waist", date), 45, 180);
    }

    /** FEV1, L: falls 40 mL a year in KOL. */
    public double fev1(LocalDate date) {
        double predicted = predictedFev1(date);
        if (!course.has(Kind.KOL, date)) {
            return clamp(predicted * (0.98 + 0.1 * swing("fev1", date)), 0.5, 7);
        }
        boolean known = course.copd().map(Condition::diagnosed).orElse(false);
        double personal = (known ? 62 : 72) + (known ? 20 : 13) * citizen.gaussian("fev1.level", 0);
        double atToday = predictedFev1(citizen.window().today()) * clamp(personal, 18, 104) / 100;
        double lost = 0.040 * years(citizen.window().today(), date);
        return clamp(atToday + lost + 0.06 * swing("fev1", date), 0.35, 6);
    }

    /** FEV1 in % of what is expected for age, sex and height. */
    public double fev1Pct(LocalDate date) {
        return 100 * fev1(date) / predictedFev1(date);
    }

    /** FVC, L; FEV1/FVC is below 0.70 in KOL. */
    public double fvc(LocalDate date) {
        double ratio = course.has(Kind.KOL, date)
                ? clamp(0.56 + 0.07 * citizen.gaussian("fvc", 0), 0.3, 0.69)
                : clamp(0.80 + 0.03 * citizen.gaussian("fvc", 0), 0.72, 0.9);
        return fev1(date) / ratio;
    }

    /** GOLD stage 1–4 by FEV1 % today; 0 without KOL. */
    public int goldStage() {
        if (course.copd().isEmpty()) {
            return 0;
        }
        double percent = fev1Pct(citizen.presentTo());
        return percent >= 80 ? 1 : percent >= 50 ? 2 : percent >= 30 ? 3 : 4;
    }

    /** MRC dyspnoea scale, 1–5. */
    public int mrc(LocalDate date) {
        return (int) clamp(Math.rint(1 + Math.max(0, 90 - fev1Pct(date)) / 20 + 0.6 * swing("mrc", date)), 1, 5);
    }

    /** COPD assessment test, 0–40. */
    public int cat(LocalDate date) {
        return (int) clamp(Math.rint(6 + Math.max(0, 95 - fev1Pct(date)) / 4 + 4 * swing("cat", date)), 0, 40);
    }

    /** Expected FEV1, L (European Coal and Steel Community 1993), for children scaled by height. */
    private double predictedFev1(LocalDate date) {
        double metres = heightCm(date) / 100;
        double age = Math.max(25, citizen.ageOn(date));
        double litres = citizen.woman() ? 3.95 * metres - 0.025 * age - 2.60 : 4.30 * metres - 0.029 * age - 2.49;
        return Math.max(0.6, litres);
    }

    /** Haemoglobin, mmol/L. */
    public double haemoglobin(LocalDate date) {
        return clamp((citizen.woman() ? 8.4 : 9.2) + 0.6 * swing("hb", date), 4.5, 12);
    }

    /** C-reactive protein, mg/L. */
    public double crp(LocalDate date) {
        return clamp(2.5 * Math.exp(1.2 * citizen.gaussian("crp", date.toEpochDay())), 0.2, 380);
    }

    /** Potassium, mmol/L. */
    public double potassium(LocalDate date) {
        return clamp(4.0 + 0.3 * swing("k", date), 2.4, 6.5);
    }

    /** Sodium, mmol/L. */
    public double sodium(LocalDate date) {
        return clamp(140 + 2.3 * swing("na", date), 118, 158);
    }

    /** Glucose, mmol/L, in step with HbA1c. */
    public double glucose(LocalDate date) {
        double mean = (hba1c(date) * 0.0915 + 2.15) * 1.59 - 2.59;
        return clamp(
                mean + (diabetes.isPresent() ? 1.8 : 0.5) * citizen.gaussian("glucose", date.toEpochDay()), 2.5, 33);
    }

    /** A standard normal number: 70 % the person, 18 % swings over half a year, 12 % the day. */
    private double swing(String topic, LocalDate date) {
        long day = date.toEpochDay();
        long node = Math.floorDiv(day, 180);
        double part = Math.floorMod(day, 180L) / 180.0;
        double slow = (1 - part) * citizen.gaussian(topic, 1_000_000 + node)
                + part * citizen.gaussian(topic, 1_000_001 + node);
        double scale = Math.sqrt((1 - part) * (1 - part) + part * part);
        return 0.8367 * citizen.gaussian(topic, 2_000_000)
                + 0.4243 * slow / scale
                + 0.3464 * citizen.gaussian(topic, day);
    }

    private static double years(LocalDate from, LocalDate to) {
        return Math.abs(to.toEpochDay() - from.toEpochDay()) / DAYS_PER_YEAR;
    }

    private static double clamp(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }
}
