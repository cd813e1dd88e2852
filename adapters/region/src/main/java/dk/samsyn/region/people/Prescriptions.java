package dk.samsyn.region.people;

import dk.samsyn.region.people.Condition.Kind;
import dk.samsyn.region.people.Medication.Prescriber;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which drugs a person takes for the conditions that somebody knows of. */
final class Prescriptions {
    private static final Drug[] PILLS = {
        Drug.LEVONORGESTREL_EE,
        Drug.LEVONORGESTREL_EE,
        Drug.DESOGESTREL_EE,
        Drug.GESTODEN_EE,
        Drug.DROSPIRENON_EE,
        Drug.CYPROTERON_EE
    };

    private final Citizen citizen;
    private final List<Condition> conditions;
    private final List<HeartEvent> heartEvents;
    private final LocalDate end;
    private final List<Medication> list = new ArrayList<>();

    Prescriptions(Citizen citizen, List<Condition> conditions, List<HeartEvent> heartEvents) {
        this.citizen = citizen;
        this.conditions = conditions;
        this.heartEvents = heartEvents;
        this.end = citizen.presentTo();
    }

    List<Medication> list() {
        for (Condition condition : conditions) {
            if (condition.diagnosed()) {
                treat(condition);
            }
        }
        for (HeartEvent event : heartEvents) {
            add(
                    citizen.unit("rx.antiplatelet", 0) < 0.6 ? Drug.TICAGRELOR : Drug.CLOPIDOGREL,
                    0.92,
                    event.date(),
                    event.date().plusDays(365));
        }
        contraception();
        int age = citizen.age();
        add(Drug.PARACETAMOL, age >= 60 ? 0.25 : age >= 18 ? 0.06 : 0, recent("rx.paracetamol.from"), null);
        add(Drug.OMEPRAZOL, age >= 60 ? 0.18 : age >= 18 ? 0.05 : 0, recent("rx.omeprazol.from"), null);
        return list;
    }

    private void treat(Condition condition) {
        LocalDate from = condition.onset();
        Kind kind = condition.kind();
        switch (kind) {
            case DM1 -> {
                add(Drug.INSULIN_DEGLUDEC, 0.95, from, null);
                add(Drug.INSULIN_ASPART, 0.97, from, null);
            }
            case DM2 -> {
                add(Drug.METFORMIN, 0.75, from, null);
                add(Drug.EMPAGLIFLOZIN, 0.22, later(from, 1), null);
                add(Drug.DAPAGLIFLOZIN, 0.06, later(from, 2), null);
                add(Drug.SEMAGLUTID, 0.20, later(from, 3), null);
                add(Drug.SITAGLIPTIN, 0.12, later(from, 4), null);
                add(Drug.GLIMEPIRID, 0.06, later(from, 5), null);
                add(Drug.INSULIN_GLARGIN, 0.14, later(from, 6), null);
            }
            case DM_ANDEN -> add(Drug.INSULIN_ASPART, 0.85, from, null);
            case LIPID -> {
                double u = citizen.unit("rx.statin", 0);
                add(u < 0.35 ? Drug.SIMVASTATIN : u < 0.9 ? Drug.ATORVASTATIN : Drug.ROSUVASTATIN, 1, from, null);
                add(Drug.EZETIMIB, 0.08, later(from, 7), null);
            }
            case HT -> {
                double u = citizen.unit("rx.ht", 0);
                add(u < 0.4 ? Drug.ENALAPRIL : u < 0.75 ? Drug.LOSARTAN : Drug.AMLODIPIN, 1, from, null);
                add(Drug.AMLODIPIN, u < 0.75 ? 0.3 : 0, later(from, 8), null);
                add(Drug.BENDROFLUMETHIAZID, 0.25, later(from, 9), null);
            }
            case IHD -> {
                add(Drug.ASA, 0.8, from, null);
                add(Drug.METOPROLOL, 0.6, from, null);
                add(Drug.GLYCERYLTRINITRAT, 0.5, from, null);
            }
            case HF -> {
                add(Drug.RAMIPRIL, 0.7, from, null);
                add(Drug.FUROSEMID, 0.75, from, null);
                add(Drug.SPIRONOLACTON, 0.35, from, null);
            }
            case AF -> {
                double u = citizen.unit("rx.af", 0);
                add(u < 0.45 ? Drug.APIXABAN : u < 0.85 ? Drug.RIVAROXABAN : Drug.WARFARIN, 0.85, from, null);
            }
            case KOL -> lungs(from);
            case ASTMA -> {
                add(Drug.BUDESONID, 0.6, from, null);
                add(Drug.SALBUTAMOL, 0.7, from, null);
            }
            case DEPR -> add(citizen.unit("rx.depr", 0) < 0.5 ? Drug.CITALOPRAM : Drug.SERTRALIN, 0.7, from, null);
            case EPI -> add(Drug.LEVETIRACETAM, 0.8, from, null);
            case PCOS -> add(Drug.METFORMIN, 0.5, from, null);
            case CF -> add(Drug.IVACAFTOR, 0.9, later(from, 11), null);
            default -> {}
        }
    }

    private void lungs(LocalDate from) {
        add(Drug.SALBUTAMOL, 0.75, from, null);
        double u = citizen.unit("rx.kol", 0);
        if (u < 0.85) {
            add(u < 0.3 ? Drug.TIOTROPIUM : u < 0.6 ? Drug.LAMA_LABA : Drug.TRIPLE, 1, from, null);
        }
        LocalDate day = citizen.historyFrom().isAfter(from) ? citizen.historyFrom() : from;
        for (int k = 0; day.isBefore(end); k++) {
            // An exacerbation about every second year: five days of steroid, a week of antibiotics.
            day = day.plusDays(60 + (long) (-Math.log(1 - citizen.unit("rx.exacerbation", k)) * 650));
            add(Drug.PREDNISOLON, 1, day, day.plusDays(4));
            add(Drug.AMOXICILLIN, 0.6, day, day.plusDays(6));
        }
    }

    /** Shares of Danish women on combined pills by age; fewer with raised pressure, minipills and coils from 30. */
    private void contraception() {
        int age = citizen.age();
        if (citizen.role() == Citizen.Role.PILL_RISK) {
            list.add(pill().taken(
                            end.minusDays(200 + (long) (citizen.unit("rx.pill.from", 0) * 1200)),
                            null,
                            Prescriber.PRACTICE));
            return;
        }
        if (!citizen.woman() || age < 15 || age > 52) {
            return;
        }
        double share = age < 20 ? 0.25 : age < 25 ? 0.34 : age < 30 ? 0.24 : age < 35 ? 0.13 : age < 40 ? 0.07 : 0.035;
        boolean pressure = conditions.stream().anyMatch(c -> c.kind() == Kind.HT || c.kind() == Kind.STROKE);
        double u = citizen.unit("rx.contraception", 0);
        double pill = pressure ? share * 0.3 : share;
        LocalDate from = recent("rx.pill.from");
        if (u < pill) {
            list.add(
                    pill().taken(from, citizen.unit("rx.pill.end", 0) < 0.1 ? ended(from) : null, Prescriber.PRACTICE));
        } else if (u < pill + 0.01) {
            list.add(Drug.PLASTER.taken(from, null, Prescriber.PRACTICE));
        } else if (u < pill + 0.06) {
            list.add(Drug.MINIPILLE.taken(from, null, Prescriber.PRACTICE));
        } else if (age >= 28 && u < pill + 0.22) {
            list.add(Drug.HORMONSPIRAL.taken(from, null, Prescriber.PRACTICE));
        }
    }

    private Drug pill() {
        return PILLS[(int) (citizen.unit("rx.pill", 0) * PILLS.length)];
    }

    private void add(Drug drug, double share, LocalDate from, @Nullable LocalDate to) {
        if (!from.isBefore(end) || citizen.unit("rx.drug." + drug, 0) >= share) {
            return;
        }
        LocalDate last =
                to != null && to.isAfter(end) && !end.equals(citizen.window().today()) ? end : to;
        LocalDate stop = last == null && !end.equals(citizen.window().today()) ? end : last;
        boolean ends = stop == null && citizen.unit("rx.ended." + drug, 0) < 0.05;
        list.add(drug.taken(
                from,
                ends ? ended(from) : stop,
                citizen.unit("rx.by." + drug, 0) < 0.2 ? Prescriber.HOSPITAL : Prescriber.PRACTICE));
    }

    private LocalDate ended(LocalDate from) {
        long days = end.toEpochDay() - from.toEpochDay();
        return from.plusDays((long) (days * (0.2 + 0.7 * citizen.unit("rx.ended.day", from.toEpochDay()))));
    }

    private LocalDate later(LocalDate from, int step) {
        long days = Math.max(1, end.toEpochDay() - from.toEpochDay());
        return from.plusDays((long) (days * 0.7 * citizen.unit("rx.later", step)));
    }

    private LocalDate recent(String topic) {
        return end.minusDays(20 + (long) (citizen.unit(topic, 0) * 1800));
    }
}
