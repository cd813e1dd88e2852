package dk.samsyn.region.people;

import dk.samsyn.region.people.Condition.Kind;
import dk.samsyn.region.people.Course.Habits;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Draws a person's diseases and habits from the shares and odds ratios of domain.md 5.2. */
final class CourseOfLife {
    private static final String[] ENDPOINT_DM1 = {"DE109", "DE109", "DE105", "DE102", "DE103", "DE104"};
    private static final String[] ENDPOINT_DM2 = {"DE119", "DE119", "DE119", "DE112", "DE113", "DE114", "DE115", "DE117"
    };
    private static final String[] CORONARY = {"DI214", "DI214", "DI213", "DI200", "DI210", "DI211", "DI219"};
    private static final String[] PROCEDURES = {"KFNG05", "KFNG05A", "KFNG02", "KFNG96", "KFNA00", "KFNC20"};

    private final Citizen citizen;
    private final int age;
    private final boolean woman;
    private final LocalDate end;
    private final List<Condition> conditions = new ArrayList<>();
    private final List<HeartEvent> heartEvents = new ArrayList<>();

    private CourseOfLife(Citizen citizen) {
        this.citizen = citizen;
        this.age = citizen.age();
        this.woman = citizen.woman();
        this.end = citizen.presentTo();
    }

    static Course of(Citizen citizen) {
        return new CourseOfLife(citizen).draw();
    }

    private Course draw() {
        Habits habits = habits();
        if (citizen.role() == Citizen.Role.NONE) {
            boolean diabetes = diabetes(habits.obese());
            boolean copd = copd(habits.smoking());
            boolean heart = heart(copd);
            circulation(diabetes, heart);
            others(diabetes, copd, habits);
        } else if (citizen.role() != Citizen.Role.PILL_RISK) {
            add(Kind.CF, citizen.born().plusMonths(3), "DE849");
            if (citizen.role() == Citizen.Role.CF_DIABETES) {
                add(Kind.DM_ANDEN, ago("cf.diabetes", 4, 8), "DE139");
            }
        }
        List<Medication> medications = new Prescriptions(citizen, conditions, heartEvents).list();
        return new Course(conditions, heartEvents, habits, medications, followedBy());
    }

    private Habits habits() {
        if (citizen.role() == Citizen.Role.PILL_RISK) {
            return new Habits(Smoking.DAGLIGRYGER, null, false);
        }
        boolean obese = chance("obese", share(Prevalence.OBESITY));
        double u = citizen.unit("smoking", 0);
        double daily = share(Prevalence.SMOKES_DAILY);
        double sometimes = daily + share(Prevalence.SMOKES_SOMETIMES);
        double former = sometimes + share(Prevalence.SMOKED);
        if (age < 16 || u >= former || citizen.role() != Citizen.Role.NONE) {
            return new Habits(Smoking.ALDRIGRYGER, null, obese && citizen.role() == Citizen.Role.NONE);
        }
        if (u < sometimes) {
            return new Habits(u < daily ? Smoking.DAGLIGRYGER : Smoking.LEJLIGHEDSRYGER, null, obese);
        }
        return new Habits(Smoking.EKSRYGER, ago("smoking.quit", 10, 18), obese);
    }

    /** Types 1, 2 and other; returns whether one is diagnosed. */
    private boolean diabetes(boolean obese) {
        double all = share(Prevalence.DIABETES);
        double type1 = all * Math.min(1, Prevalence.TYPE1_OF_DIABETES.share(age, woman));
        double other = (all - type1) * 0.02;
        double u = citizen.unit("dm.type", 0);
        if (u < type1) {
            add(Kind.DM1, ago("dm1", 14, 2), pick(ENDPOINT_DM1, "dm1.code"));
            return true;
        }
        if (u < type1 + other) {
            add(Kind.DM_ANDEN, ago("dm.other", 5, 20), citizen.unit("dm.other.code", 0) < 0.6 ? "DE139" : "DE149");
            return true;
        }
        double type2 = Prevalence.given(obese, all - type1 - other, share(Prevalence.OBESITY), 4);
        double v = citizen.unit("dm2", 0);
        if (v < type2) {
            add(Kind.DM2, ago("dm2.onset", 8, Math.min(25, age - 1)), pick(ENDPOINT_DM2, "dm2.code"));
            return true;
        }
        if (age >= 30 && v < 1.3 * type2) {
            unknown(Kind.DM2, ago("dm2.unknown", 3, 25));
        }
        return false;
    }

    private boolean copd(Smoking smoking) {
        double all = share(Prevalence.KOL);
        double ever = share(Prevalence.SMOKES_DAILY) + share(Prevalence.SMOKED);
        boolean smoked = smoking == Smoking.DAGLIGRYGER || smoking == Smoking.EKSRYGER;
        double p = ever <= 0 ? all : Prevalence.withShare(smoked, all, ever, 0.65 * all / ever);
        double u = citizen.unit("kol", 0);
        if (u < p) {
            add(Kind.KOL, ago("kol.onset", 7, 38), pick(new String[] {"DJ449", "DJ449", "DJ448", "DJ441"}, "kol.code"));
            return true;
        }
        if (age >= 40 && u < 2 * p) {
            unknown(Kind.KOL, ago("kol.unknown", 4, 38));
        }
        return false;
    }

    private boolean heart(boolean copd) {
        if (!chance("ihd", Prevalence.given(copd, share(Prevalence.IHD), share(Prevalence.KOL), 2.5))) {
            return false;
        }
        LocalDate onset = ago("ihd.onset", 8, 30);
        if (citizen.unit("aks", 0) < 0.45) {
            String sks = pick(CORONARY, "aks.code");
            add(Kind.AKS, onset, sks);
            heartEvents.add(new HeartEvent(onset, sks, procedure(0)));
            LocalDate again = onset.plusDays(60 + (long) (citizen.unit("aks.again", 1) * 2500));
            if (citizen.unit("aks.again", 0) < 0.15 && again.isBefore(end)) {
                heartEvents.add(new HeartEvent(again, pick(CORONARY, "aks.again.code"), procedure(1)));
            }
        }
        add(Kind.IHD, onset, pick(new String[] {"DI209", "DI251", "DI251", "DI252", "DI259"}, "ihd.code"));
        return true;
    }

    private String procedure(int event) {
        return citizen.unit("aks.procedure", event) < 0.7
                ? PROCEDURES[(int) (citizen.unit("aks.procedure.code", event) * PROCEDURES.length)]
                : "";
    }

    private void circulation(boolean diabetes, boolean heart) {
        double dm = share(Prevalence.DIABETES);
        if (chance("ht", Prevalence.given(diabetes, share(Prevalence.HYPERTENSION), dm, 4))) {
            add(Kind.HT, ago("ht.onset", 9, 20), "DI109");
        }
        double failure = Prevalence.given(heart, share(Prevalence.HEART_FAILURE), share(Prevalence.IHD), 5);
        boolean fails = chance("hf", failure);
        if (fails) {
            add(Kind.HF, ago("hf.onset", 4, 30), pick(new String[] {"DI500", "DI501", "DI509"}, "hf.code"));
        }
        double flutter =
                Prevalence.given(fails, share(Prevalence.ATRIAL_FIBRILLATION), share(Prevalence.HEART_FAILURE), 5);
        if (chance("af", flutter)) {
            add(Kind.AF, ago("af.onset", 5, 25), pick(new String[] {"DI480", "DI481", "DI482", "DI489"}, "af.code"));
        }
        if (chance("stroke", share(Prevalence.STROKE))) {
            add(Kind.STROKE, ago("stroke.onset", 6, 25), citizen.unit("stroke.code", 0) < 0.7 ? "DI639" : "DI649");
        }
        if (chance("pad", Prevalence.given(diabetes, share(Prevalence.ARTERIES), dm, 3))) {
            add(Kind.PAD, ago("pad.onset", 5, 35), citizen.unit("pad.code", 0) < 0.6 ? "DI702" : "DI739");
        }
        if (chance("kidney", Prevalence.given(diabetes, share(Prevalence.KIDNEY), dm, 3))) {
            add(Kind.NYRE, ago("kidney.onset", 5, 30), citizen.unit("kidney.code", 0) < 0.5 ? "DN183" : "DN189");
        }
        // 88 % with heart disease and 70 % with diabetes take a statin; the others so many that the share of all holds.
        double ihd = share(Prevalence.IHD);
        double rest = Math.max(0, (share(Prevalence.STATIN) - 0.88 * ihd) / (1 - ihd));
        double within = dm <= 0 ? 0 : Math.min(0.7, 0.9 * rest / dm);
        if (chance("statin", heart ? 0.88 : Prevalence.withShare(diabetes, rest, dm, within))) {
            add(Kind.LIPID, ago("statin.onset", 7, 25), pick(new String[] {"DE780", "DE782", "DE785"}, "lipid.code"));
        }
    }

    private void others(boolean diabetes, boolean copd, Habits habits) {
        if (!copd && chance("asthma", share(Prevalence.ASTHMA))) {
            add(Kind.ASTMA, ago("asthma.onset", 12, 2), "DJ459");
        }
        if (chance("depression", share(Prevalence.DEPRESSION))) {
            add(Kind.DEPR, ago("depression.onset", 4, 12), "DF329");
        }
        if (chance("epilepsy", share(Prevalence.EPILEPSY))) {
            add(Kind.EPI, ago("epilepsy.onset", 12, 1), "DG409");
        }
        if (habits.obese()) {
            addIfKnown(Kind.OBES, ago("obese.onset", 8, 5), citizen.unit("obese.code", 0) < 0.7 ? "DE660" : "DE669");
        }
        if (habits.smoking() == Smoking.DAGLIGRYGER) {
            addIfKnown(Kind.SMOKE, ago("smoking.onset", 10, 16), "DF172");
        }
        if (woman && age >= 18 && age <= 45 && !diabetes && chance("pcos", 0.015)) {
            add(Kind.PCOS, ago("pcos.onset", 5, 16), "DE282");
        }
        if (woman && age >= 22 && age <= 45 && !diabetes && chance("gestational", 0.012)) {
            add(Kind.GESTATIONEL, ago("gestational.onset", 4, 20), "DO244");
        }
    }

    private Map<Disease, FollowedBy> followedBy() {
        Map<Disease, FollowedBy> map = new EnumMap<>(Disease.class);
        for (Condition condition : conditions) {
            if (!condition.diagnosed()) {
                continue;
            }
            switch (condition.kind()) {
                case DM1, DM_ANDEN -> map.put(Disease.DM, follow("follow.dm", 0.75, 0.10, 0.10));
                case DM2 -> map.put(Disease.DM, follow("follow.dm", 0.10, 0.70, 0.08));
                case KOL -> map.put(Disease.KOL, follow("follow.kol", 0.08, 0.62, 0.06));
                case AKS -> map.put(Disease.AKS, follow("follow.aks", 0.15, 0.60, 0.10));
                case HT -> map.put(Disease.HT, follow("follow.ht", 0.02, 0.78, 0.02));
                default -> {}
            }
        }
        return map;
    }

    private FollowedBy follow(String topic, double hospital, double practice, double both) {
        double u = citizen.unit(topic, 0);
        if (u < hospital) {
            return FollowedBy.HOSPITAL;
        }
        return u < hospital + practice
                ? FollowedBy.PRACTICE
                : u < hospital + practice + both ? FollowedBy.BOTH : FollowedBy.NONE;
    }

    /** A diagnosed disease: at least one record holds its code. */
    private void add(Kind kind, LocalDate onset, String sks) {
        boolean hospital = known(kind, "hospital", kind.inHospital());
        boolean practice = known(kind, "practice", kind.inPractice());
        boolean onlyPractice = !hospital && !practice && !kind.icpc().isEmpty();
        conditions.add(new Condition(
                kind,
                onset,
                true,
                hospital || (!practice && !onlyPractice),
                practice || onlyPractice,
                sks,
                kind.icpc()));
    }

    /** A state that is coded only where somebody thought of it. */
    private void addIfKnown(Kind kind, LocalDate onset, String sks) {
        boolean hospital = known(kind, "hospital", kind.inHospital());
        boolean practice = known(kind, "practice", kind.inPractice());
        conditions.add(new Condition(kind, onset, hospital || practice, hospital, practice, sks, kind.icpc()));
    }

    private void unknown(Kind kind, LocalDate onset) {
        conditions.add(new Condition(kind, onset, false, false, false, "", ""));
    }

    private boolean known(Kind kind, String where, double share) {
        return citizen.unit("known." + where + kind, 0) < share;
    }

    private boolean chance(String topic, double share) {
        return citizen.unit(topic, 0) < share;
    }

    private double share(Prevalence prevalence) {
        return prevalence.share(age, woman);
    }

    private String pick(String[] from, String topic) {
        return from[(int) (citizen.unit(topic, 0) * from.length)];
    }

    /** A day {@code mean} years ago on average, but not before the age of {@code earliest} years. */
    private LocalDate ago(String topic, double mean, int earliest) {
        double u = citizen.unit(topic, 0);
        double room = Math.max(0.1, (end.toEpochDay() - citizen.born().toEpochDay()) / 365.2425 - earliest);
        double years = -Math.log(1 - u) * mean;
        if (years > room) {
            years = room * citizen.unit(topic, 1);
        }
        LocalDate day = end.minusDays((long) (years * 365.2425) + 1);
        return day.isBefore(citizen.born()) ? citizen.born() : day;
    }
}
