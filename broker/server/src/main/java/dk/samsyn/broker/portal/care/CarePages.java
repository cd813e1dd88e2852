package dk.samsyn.broker.portal.care;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.OwnTables;
import dk.samsyn.broker.portal.Portal;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import dk.samsyn.broker.portal.patient.PatientPage;
import dk.samsyn.spi.ErrorCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages of hospital, home nurse and health visitor, and where they are. */
public final class CarePages {
    private static final int MOST_REASON = 500;
    private static final int LEAST_REASON = 10;
    private static final String DOCTOR = "hospitalslaege";

    private final Ask ask;
    private final PatientPage patient;
    private final Map<String, String> sourceNames;
    private final BrokenGlass glass;
    private final SignalLimits limits;
    private final Clock clock;

    /**
     * The pages.
     *
     * @param ask how they ask
     * @param patient one patient across sectors
     * @param tables the broker's own tables
     * @param sourceNames names of sources by id
     * @param clock for how long a reason for break-glass is kept, and for what the pages write down
     */
    public CarePages(Ask ask, PatientPage patient, OwnTables tables, Map<String, String> sourceNames, Clock clock) {
        this.ask = ask;
        this.patient = patient;
        this.sourceNames = sourceNames;
        this.glass = new BrokenGlass(clock);
        this.limits = new SignalLimits(tables);
        this.clock = clock;
    }

    /** Adds the pages. */
    public void mount(Portal.Routes routes) {
        for (CareKind kind : List.of(CareKind.NURSE, CareKind.CHILDREN, CareKind.HOSPITAL)) {
            CarePage list = new CarePage(ask, sourceNames, kind, limits);
            routes.add("GET", kind.path(), list::show);
            PatientPage.Area area = new PatientPage.Area(kind.path(), kind.title(), "", false);
            routes.add("GET", kind.path() + "/borger/:pid", visit -> {
                String pid = visit.part("pid");
                return patient.show(glass.with(visit, pid), pid, area, PatientPage.Remarks.NONE);
            });
        }
        routes.add("POST", "/hospital/find", this::find);
        routes.add("POST", "/hospital/vaerdispring", this::breakGlass);
        routes.add("POST", "/hospital/signal", this::limit);
    }

    /** Sets from where on a pressure is a signal, for a department or the hospital; two empty fields take the own limit away. */
    private Reply limit(Visit visit) {
        if (!visit.session().principal().role().equals(DOCTOR)) {
            throw new QueryException(ErrorCode.NOT_ALLOWED, "limits of a hospital are set by its doctors");
        }
        String department = visit.value("afdeling").orElse("");
        boolean known = department.isEmpty()
                || !ask.rows(visit.session(), "SELECT org_id FROM organisation WHERE org_id = ?", department)
                        .isEmpty();
        SignalLimits.Limit limit =
                new SignalLimits.Limit(visit.number("sys", 0, 0, 999), visit.number("dia", 0, 0, 999), true);
        String back = "/hospital?vis=signal&afdeling=" + URLEncoder.encode(department, StandardCharsets.UTF_8);
        if (!known) {
            throw Visit.invalid("afdeling");
        }
        if (limit.systolic() == 0 && limit.diastolic() == 0) {
            limits.clear(visit.session().principal(), department);
        } else if (limit.plausible()) {
            limits.set(visit.session().principal(), department, limit, clock.instant());
        } else {
            return Reply.to(back + "&forkert=1&sys=" + limit.systolic() + "&dia=" + limit.diastolic());
        }
        return Reply.to(back);
    }

    /** One known patient: the page of an own one; else the dialogue about break-glass. The number stays out of addresses. */
    private Reply find(Visit visit) {
        String number = number(visit);
        if (number.isEmpty()) {
            return dialogue("", "Skriv et personnummer med ti cifre.", "");
        }
        return person(visit.session(), number).map(CarePages::page).orElseGet(() -> dialogue(number, "", ""));
    }

    /** Opens one citizen's record with a reason, as the other doors do; the citizen and the stewards are told. */
    private Reply breakGlass(Visit visit) {
        String number = number(visit);
        String reason = visit.value("begrundelse").orElse("");
        if (number.isEmpty()
                || reason.length() < LEAST_REASON
                || reason.length() > MOST_REASON
                || visit.value("behandling").isEmpty()) {
            return dialogue(number, "Skriv en begrundelse, og bekræft, at patienten er i behandling hos dig.", reason);
        }
        Optional<String> pid = person(BrokenGlass.because(visit, reason).session(), number);
        pid.ifPresent(known -> glass.keep(visit, known, reason));
        return pid.map(CarePages::page)
                .orElseGet(() -> dialogue(
                        number, "Ingen borger med det nummer kan vises, heller ikke ved værdispring.", reason));
    }

    private Optional<String> person(Session session, String number) {
        List<Answer.Row> rows = ask.rows(session, "SELECT pid FROM borger WHERE cpr_er(?)", number);
        return rows.stream().findFirst().map(row -> row.text("pid"));
    }

    private static String number(Visit visit) {
        return visit.value("cpr")
                .map(text -> text.replaceAll("[\\s-]", ""))
                .filter(text -> text.matches("[0-9]{10}"))
                .orElse("");
    }

    private static Reply dialogue(String number, String problem, String reason) {
        return new Reply.Page(
                problem.isEmpty() ? 200 : 400,
                "pleje/vaerdispring",
                Map.of("cpr", number, "problem", problem, "begrundelse", reason));
    }

    private static Reply page(String pid) {
        return Reply.to("/hospital/borger/" + pid);
    }
}
