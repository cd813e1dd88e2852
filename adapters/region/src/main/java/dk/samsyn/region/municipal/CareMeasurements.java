package dk.samsyn.region.municipal;

import dk.samsyn.region.municipal.CareMeasurement.By;
import dk.samsyn.region.municipal.CareMeasurement.Item;
import dk.samsyn.region.people.AddressPeriod;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.HospitalContact;
import dk.samsyn.region.people.MunicipalNeed;
import dk.samsyn.region.people.Values;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is measured at home, by the citizen or the nurse, and by the health visitor of children. */
final class CareMeasurements {
    private static final int GROWN_UP = 17;

    private final Citizen citizen;
    private final long firstId;
    private final Values values;
    private final List<CareMeasurement> list = new ArrayList<>();

    CareMeasurements(Citizen citizen, long firstId) {
        this.citizen = citizen;
        this.firstId = firstId;
        this.values = citizen.values();
    }

    List<CareMeasurement> list() {
        growth();
        for (MunicipalNeed need : citizen.care().needs()) {
            home(need);
        }
        citizen.care().contacts().forEach(this::copied);
        return list;
    }

    /**
     * What a hospital measured at an admission or a yearly control, the home nurse writes down once more: the same pressure
     * stands in two records, less than half an hour apart (domain.md 4.6).
     */
    private void copied(HospitalContact contact) {
        LocalDate day = contact.start().toLocalDate();
        boolean measured = contact.form() == HospitalContact.Form.INDLAEGGELSE || contact.control() != null;
        if (!measured || day.isBefore(citizen.historyFrom()) || day.isAfter(citizen.presentTo())) {
            return;
        }
        citizen.care().needs().stream()
                .filter(need -> need.kind().paragraf().equals("SUL138") && need.on(day))
                .findFirst()
                .ifPresent(need -> {
                    LocalDateTime time = contact.start()
                            .plusMinutes(25 + (long) (4 * citizen.unit("kommunal.afskrift", contact.number())));
                    add(need.kommunekode(), Item.BT_SYS, values.systolic(day), time, By.SYGEPLEJERSKE);
                    add(need.kommunekode(), Item.BT_DIA, values.diastolic(day), time, By.SYGEPLEJERSKE);
                });
    }

    private void home(MunicipalNeed need) {
        LocalDate last = need.to() == null ? citizen.presentTo() : need.to();
        int days =
                switch (need.kind()) {
                    case HJEMMEMONITORERING_DIABETES, HJEMMEMONITORERING_KOL -> 4;
                    case HJEMMEMONITORERING_HJERTE -> 7;
                    case MAALING -> 14;
                    default -> 0;
                };
        if (days == 0) {
            return;
        }
        int round = 0;
        for (LocalDate day = need.from().plusDays(2); !day.isAfter(last); day = day.plusDays(days)) {
            double u = citizen.unit("kommunal.maaling." + need.kind(), day.toEpochDay());
            // One round in eight is forgotten.
            if (u < 0.875) {
                measure(need, day, round, u);
            }
            round++;
        }
    }

    private void measure(MunicipalNeed need, LocalDate day, int round, double u) {
        int kommune = need.kommunekode();
        boolean nurse = need.kind() == MunicipalNeed.Kind.MAALING;
        LocalDateTime time = day.atTime(nurse ? 10 : 7, 0).plusMinutes((long) (u * 100));
        By by = nurse ? By.SYGEPLEJERSKE : By.BORGER;
        switch (need.kind()) {
            case HJEMMEMONITORERING_DIABETES -> {
                add(kommune, Item.GLUKOSE, values.glucose(day), time, by);
                if (round % 4 == 0) {
                    add(kommune, Item.VAEGT, values.weight(day), time.plusMinutes(3), by);
                }
            }
            case HJEMMEMONITORERING_KOL -> {
                add(kommune, Item.SPO2, values.spo2(day), time, by);
                add(kommune, Item.PULS, values.pulse(day), time, by);
            }
            default -> {
                add(kommune, Item.BT_SYS, values.systolicHome(day), time, by);
                add(kommune, Item.BT_DIA, values.diastolicHome(day), time, by);
                if (!nurse) {
                    add(kommune, Item.VAEGT, values.weight(day), time.plusMinutes(3), by);
                }
            }
        }
    }

    /** Height and weight of children up to 16, about 0.7 times a year, where the child lives that day. */
    private void growth() {
        LocalDate first = citizen.historyFrom();
        for (int year = first.getYear(); year <= citizen.presentTo().getYear(); year++) {
            if (citizen.unit("kommunal.vaekst", year) >= 0.7) {
                continue;
            }
            LocalDate day = weekday(
                    LocalDate.of(year, 1, 5).plusDays((long) (350 * citizen.unit("kommunal.vaekst.dag", year))));
            boolean present = !day.isBefore(first) && day.isBefore(citizen.presentTo());
            Optional<Integer> kommune = kommune(day);
            if (present && citizen.ageOn(day) < GROWN_UP && kommune.isPresent()) {
                LocalDateTime time =
                        day.atTime(9, 0).plusMinutes((long) (300 * citizen.unit("kommunal.vaekst.tid", year)));
                add(kommune.get(), Item.HOEJDE, values.heightCm(day), time, By.SUNDHEDSPLEJERSKE);
                add(kommune.get(), Item.VAEGT, values.weight(day), time, By.SUNDHEDSPLEJERSKE);
            }
        }
    }

    private static LocalDate weekday(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY
                ? day.plusDays(2)
                : day.getDayOfWeek() == DayOfWeek.SUNDAY ? day.plusDays(1) : day;
    }

    private Optional<Integer> kommune(LocalDate day) {
        return citizen.addresses().stream()
                .filter(address -> address.on(day))
                .map(AddressPeriod::kommunekode)
                .filter(code -> CareSystem.of(code).isPresent())
                .findFirst();
    }

    private void add(int kommune, Item item, double value, LocalDateTime time, By by) {
        list.add(new CareMeasurement(
                firstId + list.size(),
                kommune,
                item,
                BigDecimal.valueOf(value).setScale(item.decimals(), RoundingMode.HALF_UP),
                time,
                by));
    }
}
