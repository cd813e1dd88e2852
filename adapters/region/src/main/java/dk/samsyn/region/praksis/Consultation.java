package dk.samsyn.region.praksis;

import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Condition;
import dk.samsyn.region.people.Disease;
import dk.samsyn.region.people.PracticeVisit;
import dk.samsyn.region.people.Smoking;
import dk.samsyn.region.people.Values;
import dk.samsyn.region.praksis.PracticeChart.ContactKind;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Turns a visit into the rows it leaves: the contact, what was measured, and the fees. */
final class Consultation {
    /** Share of blood pressures of which only the day was written down. */
    private static final double WITHOUT_TIME = 0.03;

    private final Citizen citizen;
    private final Values values;

    Consultation(Citizen citizen) {
        this.citizen = citizen;
        this.values = citizen.values();
    }

    void write(PracticeVisit visit, ChartBuilder chart) {
        LocalDate date = visit.time().toLocalDate();
        ContactKind kind = kind(visit.form());
        chart.contact(visit.time(), kind, reason(visit));
        chart.fee(date, visit.control() == null ? kind.fee() : "0120", 1, false);
        boolean inPerson = kind == ContactKind.KONS || kind == ContactKind.BESOEG;
        if (visit.control() != null) {
            control(visit.control(), visit, chart);
        } else if (inPerson && citizen.ageOn(date) < 18) {
            child(visit, chart);
        } else if (inPerson) {
            adult(visit, chart);
        }
        if (inPerson) {
            extras(visit, chart);
        }
    }

    private static ContactKind kind(PracticeVisit.Form form) {
        return switch (form) {
            case KONSULTATION -> ContactKind.KONS;
            case TELEFON -> ContactKind.TLF;
            case E_KONSULTATION -> ContactKind.EKONS;
            case VIDEO -> ContactKind.VIDEO;
            case HJEMMEBESOEG -> ContactKind.BESOEG;
        };
    }

    /** The disease of a control; otherwise a chronic disease, something of the day, or nothing coded. */
    private @Nullable String reason(PracticeVisit visit) {
        LocalDate date = visit.time().toLocalDate();
        if (visit.control() != null) {
            return citizen.course()
                    .diagnosed(visit.control())
                    .filter(c -> !c.icpc().isEmpty())
                    .map(c -> Icpc.recorded(citizen, c))
                    .orElse(null);
        }
        double u = chance("praksis.aarsag", visit);
        if (u < 0.25) {
            return null;
        }
        if (u < 0.40) {
            for (Condition condition : citizen.course().conditions()) {
                if (condition.inPractice()
                        && condition.on(date)
                        && !condition.icpc().isEmpty()) {
                    return Icpc.recorded(citizen, condition);
                }
            }
        }
        return Icpc.REASONS[(int) (chance("praksis.aarsag.kode", visit) * Icpc.REASONS.length)];
    }

    private void control(Disease disease, PracticeVisit visit, ChartBuilder chart) {
        LocalDate date = visit.time().toLocalDate();
        weight(visit, chart);
        switch (disease) {
            case DM -> {
                pressure(visit, chart);
                hba1c(visit, chart);
                chart.capture(date, "DM-AARSKONTROL", "fodundersoegelse", yes("praksis.fod", visit, 0.85));
                chart.capture(date, "DM-AARSKONTROL", "oejenundersoegelse", yes("praksis.oeje", visit, 0.6));
                if (chance("praksis.talje", visit) < 0.3) {
                    chart.analysis(visit.time(), true, OfficeTest.WAIST, values.waist(date));
                }
            }
            case KOL -> {
                spirometry(visit, chart);
                saturation(visit, chart);
                chart.analysis(visit.time(), true, OfficeTest.MRC, values.mrc(date));
                chart.analysis(visit.time(), true, OfficeTest.CAT, values.cat(date));
            }
            case AKS -> {
                pressure(visit, chart);
                chart.analysis(visit.time(), true, OfficeTest.PULSE, values.pulse(date));
            }
            case HT -> {
                pressure(visit, chart);
                if (chance("praksis.hjemme", visit) < 0.4) {
                    chart.analysis(visit.time(), true, OfficeTest.HOME_SYSTOLIC, values.systolicHome(date));
                    chart.analysis(visit.time(), true, OfficeTest.HOME_DIASTOLIC, values.diastolicHome(date));
                }
            }
        }
        if (chance("praksis.rygning", visit) < 0.7) {
            smoking(visit, chart);
        }
    }

    private void adult(PracticeVisit visit, ChartBuilder chart) {
        LocalDate date = visit.time().toLocalDate();
        boolean atRisk = citizen.role() == Citizen.Role.PILL_RISK;
        boolean older = citizen.ageOn(date) >= 40;
        if (atRisk || chance("praksis.bt", visit) < (older ? 0.22 : 0.08)) {
            pressure(visit, chart);
        }
        if (chance("praksis.vaegt", visit) < 0.06) {
            weight(visit, chart);
        }
        if (atRisk || chance("praksis.rygning", visit) < 0.03) {
            smoking(visit, chart);
        }
        if (chance("praksis.crp", visit) < 0.07) {
            chart.analysis(visit.time(), true, OfficeTest.CRP, values.crp(date));
            chart.fee(date, "7120", 1, false);
        }
        if (chance("praksis.hb", visit) < 0.03) {
            chart.analysis(visit.time(), true, OfficeTest.HAEMOGLOBIN, values.haemoglobin(date));
            chart.fee(date, "7101", 1, false);
        }
        if (chance("praksis.glukose", visit) < 0.02) {
            chart.analysis(visit.time(), true, OfficeTest.GLUCOSE, values.glucose(date));
            chart.fee(date, "7136", 1, false);
        }
        if (older && chance("praksis.hba1c", visit) < 0.02) {
            hba1c(visit, chart);
        }
        if (chance("praksis.spo2", visit) < 0.02) {
            saturation(visit, chart);
        }
        boolean smokes = citizen.course().smoking(date) == Smoking.DAGLIGRYGER;
        if (older && smokes && chance("praksis.spirometri", visit) < 0.03) {
            spirometry(visit, chart);
        }
    }

    private void child(PracticeVisit visit, ChartBuilder chart) {
        LocalDate date = visit.time().toLocalDate();
        if (chance("praksis.barn", visit) < (citizen.ageOn(date) < 6 ? 0.35 : 0.05)) {
            weight(visit, chart);
            chart.analysis(visit.time(), true, OfficeTest.HEIGHT, values.heightCm(date) / 100);
        }
    }

    /** Blood drawn for the laboratory, other small services, and services for a child on this parent's number. */
    private void extras(PracticeVisit visit, ChartBuilder chart) {
        LocalDate date = visit.time().toLocalDate();
        if (chance("praksis.blod", visit) < (visit.control() == null ? 0.2 : 0.7)) {
            chart.fee(date, "2101", 1, false);
        }
        double u = chance("praksis.andet", visit);
        if (u < 0.9) {
            chart.fee(date, u < 0.3 ? "7101" : u < 0.6 ? "0107" : "7156", 1 + (u < 0.1 ? 1 : 0), false);
        }
        int age = citizen.ageOn(date);
        if (age >= 25 && age <= 50 && chance("praksis.barnmak", visit) < 0.06) {
            chart.fee(date, "0101", 1, true);
        }
    }

    private void pressure(PracticeVisit visit, ChartBuilder chart) {
        LocalDate date = visit.time().toLocalDate();
        boolean exact = chance("praksis.bt.tid", visit) >= WITHOUT_TIME;
        chart.analysis(visit.time(), exact, OfficeTest.SYSTOLIC, values.systolic(date));
        chart.analysis(visit.time(), exact, OfficeTest.DIASTOLIC, values.diastolic(date));
    }

    private void weight(PracticeVisit visit, ChartBuilder chart) {
        chart.analysis(
                visit.time(),
                true,
                OfficeTest.WEIGHT,
                values.weight(visit.time().toLocalDate()));
    }

    private void hba1c(PracticeVisit visit, ChartBuilder chart) {
        if (!chart.measuresHba1c()) {
            return;
        }
        double ifcc = values.hba1c(visit.time().toLocalDate());
        boolean percent = chart.variant() == PraksisVariant.C && chance("praksis.procent", visit) < 0.25;
        if (percent) {
            chart.analysis(visit.time(), true, OfficeTest.HBA1C_PERCENT, (ifcc + 23.5) / 10.93);
        } else {
            chart.analysis(visit.time(), true, OfficeTest.HBA1C, ifcc);
        }
        chart.fee(visit.time().toLocalDate(), "7403", 1, false);
    }

    private void spirometry(PracticeVisit visit, ChartBuilder chart) {
        LocalDateTime time = visit.time();
        LocalDate date = time.toLocalDate();
        double fev1 = values.fev1(date);
        double fvc = values.fvc(date);
        chart.analysis(time, true, OfficeTest.FEV1, fev1);
        chart.analysis(time, true, OfficeTest.FVC, fvc);
        chart.analysis(time, true, OfficeTest.FEV1_FVC, fev1 / fvc);
        chart.analysis(time, true, OfficeTest.FEV1_PERCENT, values.fev1Pct(date));
        chart.fee(date, "7113", 1, false);
    }

    private void saturation(PracticeVisit visit, ChartBuilder chart) {
        double percent = values.spo2(visit.time().toLocalDate());
        if (chart.variant() == PraksisVariant.C) {
            chart.analysis(visit.time(), true, OfficeTest.SPO2_PERCENT, percent);
        } else {
            chart.analysis(visit.time(), true, OfficeTest.SPO2_FRACTION, percent / 100);
        }
    }

    private void smoking(PracticeVisit visit, ChartBuilder chart) {
        LocalDate date = visit.time().toLocalDate();
        DataCapture.smoking(chart, date, citizen.course().smoking(date));
    }

    private String yes(String topic, PracticeVisit visit, double share) {
        return chance(topic, visit) < share ? "ja" : "nej";
    }

    private double chance(String topic, PracticeVisit visit) {
        return citizen.unit(topic, visit.number());
    }
}
