package dk.samsyn.broker.portal.citizen;

import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Labels;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** <em>Hvem har set mine data</em>: one line per day, user and purpose, with every kind of data that was shown. */
final class LookupPage {
    private static final int PAGE = 50;
    /** Rows of the log that are read; a day of one user is many of them. */
    private static final int MOST = 5000;

    private final Ask ask;

    LookupPage(Ask ask) {
        this.ask = ask;
    }

    /**
     * What one user saw on one day for one purpose.
     *
     * @param reason the reason given for break-glass, or empty
     * @param own whether it was the citizen
     */
    record Look(
            LocalDate day,
            String who,
            String role,
            String organisation,
            String purpose,
            String reason,
            List<String> kinds,
            boolean own) {}

    Reply show(Visit visit) {
        Answer answer = ask.begin(
                        visit.session(),
                        "SELECT seen, who, role, organisation, purpose, category, reason FROM samsyn.opslag\n"
                                + "ORDER BY seen DESC FETCH FIRST " + MOST + " ROWS ONLY")
                .get();
        boolean own = visit.value("egne").isPresent();
        List<Look> looks = looks(answer.orThrow(), visit.session().principal().name()).stream()
                .filter(look -> own || !look.own())
                .toList();
        int page = visit.number("side", 0, 0, 1000);
        Map<String, Object> model = new HashMap<>();
        model.put("opslag", looks.stream().skip((long) page * PAGE).limit(PAGE).toList());
        model.put("i_alt", looks.size());
        model.put("egne", own);
        model.put("side", page);
        model.put("sider", (looks.size() + PAGE - 1) / PAGE);
        model.put("afkortet", answer.rows().size() == MOST);
        return Reply.page("borger/opslag", model);
    }

    private static List<Look> looks(List<Answer.Row> rows, String self) {
        Map<List<Object>, List<Answer.Row>> grouped = new LinkedHashMap<>();
        for (Answer.Row row : rows) {
            grouped.computeIfAbsent(
                            List.of(
                                    row.date("seen").orElse(LocalDate.MIN),
                                    row.text("who"),
                                    row.text("purpose"),
                                    row.text("reason")),
                            key -> new ArrayList<>())
                    .add(row);
        }
        return grouped.values().stream()
                .map(group -> look(group, self))
                .sorted(Comparator.comparing(Look::day).reversed())
                .toList();
    }

    private static Look look(List<Answer.Row> group, String self) {
        Answer.Row first = group.get(0);
        TreeSet<String> kinds = new TreeSet<>();
        group.forEach(row -> kinds.add(Labels.of("kategori " + row.text("category"))));
        return new Look(
                first.date("seen").orElse(LocalDate.MIN),
                first.text("who"),
                first.text("role"),
                first.text("organisation"),
                first.text("purpose"),
                first.text("reason"),
                List.copyOf(kinds),
                first.text("who").equals(self));
    }
}
