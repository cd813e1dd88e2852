package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;

/** Writing down on a patient's page when the next control is. */
final class AppointmentAction {
    private final Ask ask;
    private final Appointments appointments;
    private final Clock clock;

    AppointmentAction(Ask ask, Appointments appointments, Clock clock) {
        this.ask = ask;
        this.appointments = appointments;
        this.clock = clock;
    }

    /** Sets the day, or takes it away if the field is empty. */
    Reply set(Visit visit) {
        String pid = visit.part("pid");
        Optional<LocalDate> day = visit.date("dag");
        if (!day.map(appointments::mayBe).orElse(true)) {
            throw Visit.invalid("dag");
        }
        // The person is looked up with the user's own rights, and so cannot be another practice's.
        Answer.Row person = ask.rows(visit.session(), "SELECT cpr FROM borger WHERE pid = ?", pid).stream()
                .findFirst()
                .orElseThrow(() -> Visit.invalid("pid"));
        appointments.set(visit.session().principal(), person.text("cpr"), day, clock.instant());
        return Reply.to("/praksis/borger/" + URLEncoder.encode(pid, StandardCharsets.UTF_8));
    }
}
