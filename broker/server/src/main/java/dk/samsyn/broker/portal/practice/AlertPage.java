package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import dk.samsyn.broker.portal.Completeness;
import dk.samsyn.broker.portal.NoticeWords;
import dk.samsyn.broker.portal.OwnTables;
import dk.samsyn.broker.portal.Reply;
import dk.samsyn.broker.portal.Visit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** <em>Påmindelser</em>: latest values beyond a limit; seen ones leave the list until there is a newer value, muted ones until a date. */
final class AlertPage {
    private static final int PAGE = 25;
    private static final BigDecimal MOST = BigDecimal.valueOf(999);

    private final Ask ask;
    private final OwnTables tables;
    private final AlertLimits limits;
    private final Map<String, String> sourceNames;
    private final Supplier<LocalDate> today;
    private final Clock clock;

    AlertPage(Ask ask, OwnTables tables, Map<String, String> sourceNames, Supplier<LocalDate> today, Clock clock) {
        this.ask = ask;
        this.tables = tables;
        this.limits = new AlertLimits(tables);
        this.sourceNames = sourceNames;
        this.today = today;
        this.clock = clock;
    }

    /** One value beyond a limit; {@code isNew} if nobody had seen it when the user last came. */
    record Alert(Answer.Row row, AlertRule.Words limit, boolean isNew) {}

    /** A rule with the limit that counts for the practice. */
    record Limit(AlertRule rule, BigDecimal value, boolean own) {
        public AlertRule.Words words() {
            return rule.words(value);
        }
    }

    /** How many values have crossed a limit; {@code silent} says why that is not known, empty where it is not the user's to know. */
    record News(int count, boolean known, String silent) {
        /** Nothing to tell. */
        static final News NONE = new News(0, false, "");
    }

    /** What the practice has done about a rule of a person. */
    private record Handled(String person, String rule, Optional<LocalDateTime> value, Optional<LocalDate> mutedUntil) {
        boolean covers(Answer.Row row, LocalDate today) {
            boolean muted = mutedUntil.filter(until -> !until.isBefore(today)).isPresent();
            return muted
                    || value.filter(seen -> seen.equals(row.get("tidspunkt"))).isPresent();
        }
    }

    /** A page of the list: what is left of it when the seen ones are taken away, and where it starts and ends. */
    private record Part(Answer answer, List<Alert> alerts, int quiet, int from, int total) {
        boolean more() {
            return from + PAGE < total;
        }
    }

    Reply show(Visit visit) {
        String rule = visit.value("regel")
                .filter(name -> AlertRule.of(name).isPresent())
                .orElse("");
        Part part = part(visit, rule);
        remember(visit.session().principal());
        Map<String, Object> model = new HashMap<>();
        model.put("alarmer", part.alerts());
        Map<AlertRule, BigDecimal> own = limits.own(visit.session().principal());
        model.put(
                "regler",
                Stream.of(AlertRule.values())
                        .map(one -> new Limit(one, own.getOrDefault(one, one.guideline()), own.containsKey(one)))
                        .toList());
        model.put("regel", rule);
        model.put("haandteret", part.quiet());
        model.put("i_alt", part.total());
        model.put("side", part.from() / PAGE);
        model.put("sider", (part.total() + PAGE - 1) / PAGE);
        model.put("flere", part.more());
        model.put("ukendt", part.answer().unknown(sourceNames));
        model.put("kilder", Completeness.of(List.of(part.answer()), Set.of(), sourceNames));
        model.put("noter", NoticeWords.of(List.of(part.answer()), sourceNames));
        return Reply.page("praksis/paamindelser", model);
    }

    /** One page, or the next one on which there is something left to look at. Patients on other pages are not fetched. */
    private Part part(Visit visit, String rule) {
        Principal user = visit.session().principal();
        Map<String, Handled> handled = handled(user);
        Optional<LocalDateTime> last = lastVisit(user);
        Map<AlertRule, BigDecimal> own = limits.own(user);
        int from = visit.number("side", 0, 0, 10_000) * PAGE;
        int quiet = 0;
        while (true) {
            Answer answer = ask(visit, rule, own, from);
            List<Alert> alerts = new ArrayList<>();
            for (Answer.Row row : answer.rows()) {
                Handled known = handled.get(row.text("cpr") + " " + row.text("regel"));
                if (known != null && known.covers(row, today.get())) {
                    quiet++;
                } else {
                    boolean fresh = last.isPresent()
                            && row.get("tidspunkt") instanceof LocalDateTime time
                            && time.isAfter(last.get());
                    AlertRule of = AlertRule.of(row.text("regel")).orElseThrow();
                    BigDecimal limit = own.getOrDefault(of, of.guideline());
                    alerts.add(new Alert(row, of.words(limit, row.get("vaerdi_num")), fresh));
                }
            }
            int total = answer.rows().isEmpty() ? 0 : answer.rows().get(0).count("i_alt");
            Part part = new Part(answer, alerts, quiet, from, total);
            if (!alerts.isEmpty() || !part.more()) {
                return part;
            }
            from += PAGE;
        }
    }

    private Answer ask(Visit visit, String rule, Map<AlertRule, BigDecimal> own, int from) {
        SqlText beyond = AlertLimits.beyond(own)
                .within(
                        "SELECT a.pid, b.cpr, b.navn, b.alder, a.regel, a.vaerdi_num, a.tidspunkt, COUNT(*) OVER () AS i_alt\nFROM ",
                        " AS a JOIN borger AS b ON b.pid = a.pid\nWHERE " + Population.LIVING
                                + (rule.isEmpty() ? "" : " AND a.regel = ?")
                                + "\nORDER BY a.tidspunkt DESC, b.navn, a.regel, a.pid OFFSET " + from
                                + " ROWS FETCH NEXT " + PAGE + " ROWS ONLY");
        List<Object> values = new ArrayList<>(beyond.values());
        if (!rule.isEmpty()) {
            values.add(rule);
        }
        Answer answer =
                ask.begin(visit.session(), beyond.text(), values.toArray()).get();
        if (answer.silentSource().isEmpty()) {
            answer.orThrow();
        }
        return answer;
    }

    /** Marks one as seen, or mutes it for some months. */
    Reply handle(Visit visit) {
        Principal user = visit.session().principal();
        String rule = visit.value("regel")
                .filter(name -> AlertRule.of(name).isPresent())
                .orElseThrow(() -> Visit.invalid("regel"));
        // The person is looked up with the user's own rights, and so cannot be another practice's.
        SqlText beyond = AlertLimits.beyond(limits.own(user))
                .within(
                        "SELECT b.cpr, a.tidspunkt FROM ",
                        " AS a JOIN borger AS b ON b.pid = a.pid WHERE a.pid = ? AND a.regel = ?");
        List<Object> values = new ArrayList<>(beyond.values());
        values.addAll(List.of(visit.needed("pid"), rule));
        Answer.Row row = ask.rows(visit.session(), beyond.text(), values.toArray()).stream()
                .findFirst()
                .orElseThrow(() -> Visit.invalid("pid"));
        LocalDate mutedUntil =
                switch (visit.needed("g")) {
                    case "set" -> null;
                    case "daemp" -> today.get().plusMonths(visit.number("mdr", 3, 1, 12));
                    default -> throw Visit.invalid("g");
                };
        Timestamp value = row.get("tidspunkt") instanceof LocalDateTime time ? Timestamp.valueOf(time) : null;
        Timestamp now = Timestamp.from(clock.instant());
        Date until = mutedUntil == null ? null : Date.valueOf(mutedUntil);
        int changed = tables.change(
                "UPDATE portal_alert SET value_time = ?, muted_until = ?, changed = ?, changed_by = ?"
                        + " WHERE organisation = ? AND person = ? AND regel = ?",
                value,
                until,
                now,
                user.name(),
                user.organisation(),
                row.text("cpr"),
                rule);
        if (changed == 0) {
            tables.change(
                    "INSERT INTO portal_alert (value_time, muted_until, changed, changed_by, organisation, person, regel)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    value,
                    until,
                    now,
                    user.name(),
                    user.organisation(),
                    row.text("cpr"),
                    rule);
        }
        return Reply.to("/praksis/paamindelser"
                + visit.value("filter")
                        .filter(name -> AlertRule.of(name).isPresent())
                        .map(f -> "?regel=" + f)
                        .orElse(""));
    }

    /** Sets the practice's own limits; an empty field goes back to the guideline's. */
    Reply limits(Visit visit) {
        for (AlertRule rule : AlertRule.values()) {
            limits.set(visit.session().principal(), rule, number(visit, rule.name()), clock.instant());
        }
        return Reply.to("/praksis/paamindelser");
    }

    private static Optional<BigDecimal> number(Visit visit, String name) {
        return visit.value(name).map(text -> {
            try {
                BigDecimal value = new BigDecimal(text.replace(',', '.')).setScale(2, RoundingMode.HALF_UP);
                if (value.signum() <= 0 || value.compareTo(MOST) > 0) {
                    throw Visit.invalid(name);
                }
                return value;
            } catch (NumberFormatException e) {
                throw Visit.invalid(name);
            }
        });
    }

    private Map<String, Handled> handled(Principal user) {
        return tables
                .list(
                        "SELECT person, regel, value_time, muted_until FROM portal_alert WHERE organisation = ?",
                        row -> new Handled(
                                row.getString("person"),
                                row.getString("regel"),
                                Optional.ofNullable(row.getTimestamp("value_time"))
                                        .map(Timestamp::toLocalDateTime),
                                Optional.ofNullable(row.getDate("muted_until")).map(Date::toLocalDate)),
                        user.organisation())
                .stream()
                .collect(Collectors.toMap(h -> h.person() + " " + h.rule(), h -> h));
    }

    /** When the user last looked; a month ago for who never has. */
    LocalDateTime looked(Principal user) {
        return lastVisit(user).orElseGet(() -> today.get().minusMonths(1).atStartOfDay());
    }

    /** How many values that are newer have crossed a limit, but for those that a colleague has dealt with. Names nobody. */
    News since(Ask asking, Session session, LocalDateTime since) {
        Principal user = session.principal();
        SqlText beyond = AlertLimits.beyond(limits.own(user))
                .within(
                        "SELECT COUNT(*) AS antal\nFROM ",
                        " AS a JOIN borger AS b ON b.pid = a.pid\nWHERE " + Population.LIVING
                                + " AND a.tidspunkt > TIMESTAMP '"
                                + Timestamp.valueOf(since).toString().substring(0, 19)
                                + "'");
        Answer answer =
                asking.begin(session, beyond.text(), beyond.values().toArray()).get();
        if (!answer.ok() || !answer.gaps().isEmpty()) {
            return new News(
                    0, false, answer.silentSource().isPresent() || answer.ok() ? answer.unknown(sourceNames) : "");
        }
        int quiet = (int) handled(user).values().stream()
                .filter(one -> one.value().filter(value -> value.isAfter(since)).isPresent())
                .count();
        return new News(Math.max(0, answer.rows().get(0).count("antal") - quiet), true, "");
    }

    private Optional<LocalDateTime> lastVisit(Principal user) {
        return tables
                .list(
                        "SELECT last_visit FROM portal_alert_visit WHERE login = ?",
                        row -> row.getTimestamp("last_visit").toLocalDateTime(),
                        user.name())
                .stream()
                .findFirst();
    }

    /** The day of the sources counts, so that a fixed day of the demo and its values fit together. */
    private void remember(Principal user) {
        Timestamp now = Timestamp.valueOf(
                today.get().atTime(clock.instant().atZone(ZoneOffset.UTC).toLocalTime()));
        if (tables.change("UPDATE portal_alert_visit SET last_visit = ? WHERE login = ?", now, user.name()) == 0) {
            tables.change("INSERT INTO portal_alert_visit (last_visit, login) VALUES (?, ?)", now, user.name());
        }
    }
}
