package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.portal.OwnTables;
import dk.samsyn.spi.ErrorCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The practice's corrections in the broker's own tables; every user reaches those of the own organisation only. */
final class Corrections {
    private static final String COLUMNS =
            "SELECT c.id, c.person, c.kind, c.source, c.source_row, c.code, c.concept, c.new_code, c.reason,"
                    + " s.state, s.at, s.who, s.role FROM portal_correction c"
                    + " JOIN portal_correction_step s ON s.correction = c.id WHERE c.organisation = ?";
    private static final String ORDER = " ORDER BY c.id, s.step";

    private final OwnTables tables;

    Corrections(OwnTables tables) {
        this.tables = tables;
    }

    /** What is said of a diagnosis, before it is written down. */
    record Proposal(
            String person,
            Correction.Kind kind,
            Correction.Diagnosis diagnosis,
            String concept,
            String newCode,
            String reason) {}

    /** All of the organisation, the latest change first. */
    List<Correction> all(Principal user) {
        return read(tables.list(COLUMNS + ORDER, Corrections::line, user.organisation()));
    }

    /** Those about one person. */
    List<Correction> of(Principal user, String person) {
        return read(tables.list(COLUMNS + " AND c.person = ?" + ORDER, Corrections::line, user.organisation(), person));
    }

    /**
     * Writes down what is said.
     *
     * @return whether it was; not if something is said of that diagnosis already, which must be undone first
     */
    boolean propose(Principal user, Proposal proposal, Instant now) {
        boolean said = of(user, proposal.person()).stream()
                .filter(known -> known.state().live())
                .anyMatch(known -> known.diagnosis().equals(proposal.diagnosis())
                        && (known.kind() != Correction.Kind.MISSING
                                || known.concept().equals(proposal.concept())));
        if (said) {
            return false;
        }
        String id = UUID.randomUUID().toString();
        tables.change(
                "INSERT INTO portal_correction (id, organisation, person, kind, source, source_row, code, concept, new_code, reason)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                user.organisation(),
                proposal.person(),
                proposal.kind().name(),
                proposal.diagnosis().source(),
                proposal.diagnosis().row(),
                proposal.diagnosis().code(),
                proposal.concept(),
                proposal.newCode(),
                proposal.reason());
        step(user, id, 0, Correction.State.first(user.role()), now);
        return true;
    }

    /**
     * Takes a correction a step further.
     *
     * @return the correction as it was
     * @throws QueryException if there is none of that id in the organisation, or the user's role may not
     */
    Correction move(Principal user, String id, Correction.State state, Instant now) {
        Correction old = all(user).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new QueryException(ErrorCode.REQUEST_INVALID, "there is no such correction"));
        if (!old.state().next(user.role()).contains(state)) {
            throw new QueryException(ErrorCode.REQUEST_INVALID, "a correction cannot be taken that step");
        }
        // The key of steps lets only one of two people through who act at the same time.
        step(user, id, old.steps().size(), state, now);
        return old;
    }

    private void step(Principal user, String id, int number, Correction.State state, Instant now) {
        tables.change(
                "INSERT INTO portal_correction_step (correction, step, state, at, who, role) VALUES (?, ?, ?, ?, ?, ?)",
                id,
                number,
                state.name(),
                Timestamp.from(now),
                user.name(),
                user.role());
    }

    private record Line(Correction correction, Correction.Step step) {}

    private static Line line(ResultSet row) throws SQLException {
        Correction.Step step = new Correction.Step(
                Correction.State.valueOf(row.getString("state")),
                row.getTimestamp("at").toInstant(),
                row.getString("who"),
                row.getString("role"));
        return new Line(
                new Correction(
                        row.getString("id"),
                        row.getString("person"),
                        Correction.Kind.valueOf(row.getString("kind")),
                        new Correction.Diagnosis(
                                row.getString("source"), row.getString("source_row"), row.getString("code")),
                        row.getString("concept"),
                        row.getString("new_code"),
                        row.getString("reason"),
                        List.of(step)),
                step);
    }

    private static List<Correction> read(List<Line> lines) {
        Map<String, Correction> byId = new LinkedHashMap<>();
        for (Line line : lines) {
            Correction one = line.correction();
            Optional<Correction> begun = Optional.ofNullable(byId.get(one.id()));
            List<Correction.Step> steps =
                    new ArrayList<>(begun.map(Correction::steps).orElse(List.of()));
            steps.add(line.step());
            byId.put(
                    one.id(),
                    new Correction(
                            one.id(),
                            one.person(),
                            one.kind(),
                            one.diagnosis(),
                            one.concept(),
                            one.newCode(),
                            one.reason(),
                            steps));
        }
        return byId.values().stream()
                .sorted((a, b) -> last(b).compareTo(last(a)))
                .toList();
    }

    private static Instant last(Correction correction) {
        return correction.steps().get(correction.steps().size() - 1).at();
    }
}
