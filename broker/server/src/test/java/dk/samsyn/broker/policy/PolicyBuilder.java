package dk.samsyn.broker.policy;

import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.ReleaseMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** A policy for tests: an active permit for doctors in treatment until told otherwise. */
final class PolicyBuilder {
    private final String id;
    private int version = 1;
    private Mandate.Status status = Mandate.Status.ACTIVE;
    private Optional<LocalDate> from = Optional.empty();
    private Optional<LocalDate> to = Optional.empty();
    private NavigableSet<String> roles = new TreeSet<>(Set.of("laege"));
    private UserCondition condition = UserCondition.ALWAYS;
    private Set<Purpose> purposes = Set.of(Purpose.BEHANDLING);
    private Policy.Effect effect = Policy.Effect.PERMIT;
    private Release release = Release.rows(ReleaseMode.IDENTIFIED);
    private Obligations obligations = Obligations.NONE;
    private boolean onePerson;
    private Optional<BreakGlass> breakGlass = Optional.empty();
    private boolean announce;
    private String explanation = "Fordi.";
    private final List<DataEntry> data = new ArrayList<>();

    private PolicyBuilder(String id) {
        this.id = id;
    }

    static PolicyBuilder permit(String id) {
        return new PolicyBuilder(id);
    }

    static PolicyBuilder forbid(String id) {
        PolicyBuilder builder = new PolicyBuilder(id);
        builder.effect = Policy.Effect.FORBID;
        return builder;
    }

    PolicyBuilder status(Mandate.Status value) {
        status = value;
        return this;
    }

    PolicyBuilder valid(String first, String last) {
        from = first.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(first));
        to = last.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(last));
        return this;
    }

    PolicyBuilder roles(String... values) {
        roles = new TreeSet<>(Set.of(values));
        return this;
    }

    PolicyBuilder when(String text) {
        condition = UserCondition.parse(text);
        return this;
    }

    PolicyBuilder purposes(Purpose... values) {
        purposes = Set.of(values);
        return this;
    }

    PolicyBuilder release(Release value) {
        release = value;
        return this;
    }

    PolicyBuilder maxRows(int rows) {
        obligations = obligations.and(new Obligations(OptionalInt.of(rows), List.of(), List.of()));
        return this;
    }

    PolicyBuilder logToCitizen(String text) {
        obligations = obligations.and(new Obligations(OptionalInt.empty(), List.of(text), List.of()));
        return this;
    }

    PolicyBuilder notify(String receiver) {
        obligations = obligations.and(new Obligations(OptionalInt.empty(), List.of(), List.of(receiver)));
        return this;
    }

    PolicyBuilder version(int value) {
        version = value;
        return this;
    }

    PolicyBuilder onePerson() {
        onePerson = true;
        return this;
    }

    PolicyBuilder breakGlass(int minutes, String rows) {
        breakGlass = Optional.of(new BreakGlass(minutes, Optional.of(rows)));
        return this;
    }

    PolicyBuilder announce() {
        announce = true;
        return this;
    }

    PolicyBuilder explanation(String text) {
        explanation = text;
        return this;
    }

    PolicyBuilder allRows(String table) {
        data.add(new DataEntry(List.of(table), List.of(), Optional.empty(), Columns.UNSPECIFIED, Optional.empty()));
        return this;
    }

    PolicyBuilder rows(String table, String rows) {
        data.add(new DataEntry(List.of(table), List.of(), Optional.of(rows), Columns.UNSPECIFIED, Optional.empty()));
        return this;
    }

    PolicyBuilder columns(String table, String rows, Columns columns) {
        data.add(new DataEntry(List.of(table), List.of(), Optional.of(rows), columns, Optional.empty()));
        return this;
    }

    PolicyBuilder entry(DataEntry entry) {
        data.add(entry);
        return this;
    }

    Policy build() {
        return new Policy(
                new PolicyRef(id, version, explanation),
                new Mandate(status, from, to, "anne", List.of("bo"), "lov"),
                new Audience(roles, condition, purposes),
                effect,
                data,
                effect == Policy.Effect.PERMIT ? Optional.of(release) : Optional.empty(),
                obligations,
                onePerson,
                breakGlass,
                announce);
    }

    static Columns listed(String... names) {
        return Columns.of(Columns.Selection.LISTED, List.of(names), Map.of());
    }

    static Columns masked(String column, Mask mask) {
        return Columns.of(Columns.Selection.ALL_BUT_DIRECT, List.of(), Map.of(column, mask));
    }

    static Columns all() {
        return Columns.of(Columns.Selection.ALL, List.of(), Map.of());
    }
}
