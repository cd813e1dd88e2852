package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Danish;
import dk.samsyn.broker.portal.Labels;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One patient as a list shows it. What no source said and what a source could not be asked about are different things here: a cell
 * is a value, nothing, or unknown.
 *
 * @param control last control
 * @param followed where the condition is followed
 * @param values one cell per measure of the condition, in its order
 * @param medicine medicine of the condition
 * @param gaps what the programme wants and nobody has done in time
 */
record PatientRow(
        String pid,
        String name,
        String cpr,
        String sexAndAge,
        Control control,
        Cell followed,
        List<Cell> values,
        Cell medicine,
        List<String> gaps) {
    /** How a control stands. */
    enum State {
        NEVER("Aldrig set"),
        OVERDUE("Forfalden"),
        SOON("Snart"),
        DONE("Udført"),
        UNKNOWN("Ukendt");

        private final String label;

        State(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** Last control: when, where, and how it stands. */
    record Control(State state, String label, String date, String place) {}

    /** What a cell knows. */
    enum Known {
        VALUE,
        NOTHING,
        UNKNOWN,
        /** Its source has not been asked yet. */
        LATER
    }

    /** One value with when and where; {@code marked} if it is beyond the programme's limit, {@code old} if it is too old. */
    record Cell(Known known, String text, String date, String place, boolean marked, boolean old) {
        static final Cell NOTHING = new Cell(Known.NOTHING, "", "", "", false, false);
        static final Cell LATER = new Cell(Known.LATER, "", "", "", false, false);

        static Cell unknown(String why) {
            return new Cell(Known.UNKNOWN, "", "", why, false, false);
        }
    }

    /** Where names and days come from. */
    record Surroundings(LocalDate today, Map<String, String> sourceNames, String ownOrganisation) {}

    private static final int SOON_DAYS = 30;

    /** The rows of a page; without values their cells are to come later. */
    static List<PatientRow> of(
            Population.Page page, Optional<PatientValues> values, Condition condition, Surroundings around) {
        Map<String, String> places = page.places().rows().stream()
                .collect(Collectors.toMap(r -> r.text("org_id"), r -> r.text("navn"), (a, b) -> a));
        List<PatientRow> rows = new ArrayList<>();
        for (Answer.Row row : page.answer().rows()) {
            rows.add(new Builder(page, values, condition, around, places, row).build());
        }
        return rows;
    }

    /** Puts one row together. */
    private record Builder(
            Population.Page page,
            Optional<PatientValues> values,
            Condition condition,
            Surroundings around,
            Map<String, String> places,
            Answer.Row row) {
        PatientRow build() {
            String pid = row.text("pid");
            Control control = control();
            List<Cell> cells = condition.measures().stream()
                    .map(m -> shown(known -> cell(m, pid, known)))
                    .toList();
            List<String> gaps = new ArrayList<>();
            if (control.state() == State.NEVER || control.state() == State.OVERDUE) {
                gaps.add("Årskontrol");
            }
            for (int i = 0; i < cells.size(); i++) {
                Measure measure = condition.measures().get(i);
                if (measure.everyDays() > 0
                        && (cells.get(i).old() || cells.get(i).known() == Known.NOTHING)) {
                    gaps.add(measure.label());
                }
            }
            return new PatientRow(
                    pid,
                    row.text("navn").isEmpty() ? "Navnebeskyttet" : row.text("navn"),
                    Danish.cpr(row.get("cpr")),
                    row.text("koen") + " " + row.text("alder"),
                    control,
                    shown(known -> followed(pid, known.followed())),
                    cells,
                    shown(known -> medicine(pid, known.drugs())),
                    gaps);
        }

        private Control control() {
            if (!page.controlsKnown()) {
                return new Control(State.UNKNOWN, State.UNKNOWN.label(), "", "");
            }
            Optional<LocalDate> date = row.date("kontrol_dato");
            if (date.isEmpty()) {
                return new Control(State.NEVER, State.NEVER.label(), "", "");
            }
            LocalDate due = date.get().plusDays(Condition.INTERVAL_DAYS);
            State state = due.isBefore(around.today())
                    ? State.OVERDUE
                    : due.isBefore(around.today().plusDays(SOON_DAYS)) ? State.SOON : State.DONE;
            String week = row.text("tid_praecision").equals("uge") ? "uge fra " : "";
            return new Control(state, state.label(), week + Danish.date(date.get()), place(row.text("org_id")));
        }

        private Cell shown(Function<PatientValues, Cell> cell) {
            return values.map(cell).orElse(Cell.LATER);
        }

        private Cell cell(Measure measure, String pid, PatientValues known) {
            Answer from = measure.kind() == Measure.Kind.LAB ? known.lab() : known.clinical();
            return latest(from, pid, measure.concept())
                    .map(found -> value(measure, found, pid, from))
                    .orElse(nothing(from));
        }

        private Cell value(Measure measure, Answer.Row found, String pid, Answer from) {
            String number = (found.text("operator").equals("=") ? "" : found.text("operator"))
                    + Danish.number(found.get("vaerdi_num"));
            boolean marked = crossed(measure, found.get("vaerdi_num"));
            if (measure.concept().equals("BT_SYS")) {
                Optional<Answer.Row> diastolic = latest(from, pid, "BT_DIA");
                number += "/"
                        + diastolic.map(r -> Danish.number(r.get("vaerdi_num"))).orElse("–");
                marked = marked
                        || diastolic.filter(r -> r.count("vaerdi_num") >= 90).isPresent();
            }
            boolean old = measure.everyDays() > 0
                    && found.date("tid")
                            .filter(d -> d.plusDays(measure.everyDays()).isBefore(around.today()))
                            .isPresent();
            return new Cell(Known.VALUE, number, Danish.date(found.get("tid")), place(found.text("org")), marked, old);
        }

        private static boolean crossed(Measure measure, @Nullable Object number) {
            return measure.limit().filter(limit -> limit.crossed(number)).isPresent();
        }

        private Cell followed(String pid, Answer from) {
            return from.rows().stream()
                    .filter(r -> r.text("pid").equals(pid))
                    .findFirst()
                    .map(r -> new Cell(
                            Known.VALUE,
                            Labels.of("foelges " + r.text("foelges_hos")),
                            "",
                            "",
                            r.text("foelges_hos").equals("begge"),
                            false))
                    .orElse(nothing(from));
        }

        private Cell medicine(String pid, Answer from) {
            List<Answer.Row> mine =
                    from.rows().stream().filter(r -> r.text("pid").equals(pid)).toList();
            boolean hidden = mine.stream().anyMatch(r -> Boolean.TRUE.equals(r.get("hidden_flag")));
            Set<String> names = new TreeSet<>();
            Set<String> by = new TreeSet<>();
            for (Answer.Row drug : mine) {
                if (condition.drugs().stream()
                        .anyMatch(start -> drug.text("atc").startsWith(start))) {
                    names.add(drug.text("middel"));
                    by.add(place(drug.text("ordineret_af_org")));
                }
            }
            if (names.isEmpty()) {
                return hidden ? new Cell(Known.VALUE, "Privatmarkeret medicin", "", "", false, false) : nothing(from);
            }
            return new Cell(Known.VALUE, String.join(", ", names), "", String.join(", ", by), false, false);
        }

        /** What it means that an answer has nothing: that there is nothing, or that it is not known. */
        private Cell nothing(Answer from) {
            String why = from.unknown(around.sourceNames());
            return why.isEmpty() ? Cell.NOTHING : Cell.unknown(why);
        }

        private static Optional<Answer.Row> latest(Answer from, String pid, String concept) {
            return from.rows().stream()
                    .filter(r -> r.text("pid").equals(pid) && r.text("begreb").equals(concept))
                    .findFirst();
        }

        private String place(String organisation) {
            if (organisation.isEmpty()) {
                return "";
            }
            if (around.ownOrganisation().endsWith(":" + organisation)) {
                return "egen praksis";
            }
            return places.getOrDefault(organisation, organisation);
        }
    }
}
