package dk.samsyn.region.people;

import dk.samsyn.region.people.PracticeVisit.Form;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The practice's side: yearly controls and all other contacts. */
final class PracticeCare {
    private final Citizen citizen;
    private final LocalDate from;
    private final LocalDate to;
    private final List<PracticeVisit> visits = new ArrayList<>();

    PracticeCare(Citizen citizen) {
        this.citizen = citizen;
        this.from = citizen.historyFrom();
        this.to = citizen.presentTo();
    }

    List<PracticeVisit> visits() {
        for (Disease disease : Disease.values()) {
            if (citizen.course().followedBy(disease).practice()) {
                controls(disease);
            }
        }
        others();
        if (citizen.role() == Citizen.Role.PILL_RISK) {
            add(to.minusDays(30 + (long) (citizen.unit("practice.risk", 0) * 150)), 0.3, Form.KONSULTATION, null);
        }
        visits.sort(Comparator.comparing(PracticeVisit::time));
        List<PracticeVisit> numbered = new ArrayList<>(visits.size());
        for (PracticeVisit visit : visits) {
            numbered.add(visit.numbered(numbered.size()));
        }
        return numbered;
    }

    private void controls(Disease disease) {
        SplittableRandom random = citizen.random("practice.control." + disease);
        LocalDate onset = citizen.course().diagnosed(disease).orElseThrow().onset();
        // One in seven has slipped out: the recall list of the acceptance questions.
        LocalDate last = random.nextDouble() < 0.14 ? to.minusDays(420 + random.nextInt(700)) : to;
        LocalDate day = (onset.isBefore(from) ? from : onset).plusDays(random.nextInt(10, 360));
        while (day.isBefore(last)) {
            if (random.nextDouble() < 0.92) {
                add(day, random.nextDouble(), Form.KONSULTATION, disease);
            }
            day = day.plusDays(320 + random.nextInt(90));
        }
    }

    private void others() {
        SplittableRandom random = citizen.random("practice.visit");
        int age = citizen.age();
        double perYear = Rates.PRACTICE.at(age) * (citizen.woman() && age >= 30 && age < 60 ? 1.2 : 0.97);
        for (LocalDate day : Rates.days(random, perYear, from, to)) {
            double u = random.nextDouble();
            Form form = u < 0.42
                    ? Form.KONSULTATION
                    : u < 0.69
                            ? Form.TELEFON
                            : u < 0.94 ? Form.E_KONSULTATION : u < 0.96 ? Form.VIDEO : Form.HJEMMEBESOEG;
            if (form == Form.HJEMMEBESOEG && age < 75) {
                form = Form.KONSULTATION;
            }
            add(day, random.nextDouble(), form, null);
        }
    }

    private void add(LocalDate day, double hour, Form form, @Nullable Disease control) {
        LocalDate weekday = Rates.weekday(day);
        LocalDateTime time = (weekday.isBefore(to) ? weekday : day).atTime(8, 0).plusMinutes((int) (hour * 470));
        String ydernr = citizen.ydernrOn(time.toLocalDate())
                .orElse(citizen.homePractice().ydernr());
        visits.add(new PracticeVisit(0, time, ydernr, form, control));
    }
}
