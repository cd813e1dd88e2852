package dk.samsyn.broker.steward;

import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.audit.AuditLog;
import dk.samsyn.broker.audit.Decided;
import dk.samsyn.broker.audit.GroupsReleased;
import dk.samsyn.broker.audit.PersonList;
import dk.samsyn.broker.audit.SourceAsked;
import dk.samsyn.broker.audit.Tried;
import dk.samsyn.spi.ErrorCode;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The log of queries whose rows nobody gets: cases, comparisons, looks as somebody else. The act that runs them is in the real log;
 * entries of their own would tell citizens that somebody looked who did not. What they read is kept together: owners of data are
 * told of it.
 */
public final class SilentLog implements AuditLog {
    private final Set<String> tables = new TreeSet<>();
    private final Set<String> columns = new TreeSet<>();
    private final Set<String> ruleColumns = new TreeSet<>();
    private final Set<PolicyRef> policies = new LinkedHashSet<>();
    private final Map<String, SourceAsked> asked = new TreeMap<>();

    /** What all of them have read until now, for the act that ran them; empty if no source was asked. */
    public synchronized Optional<Tried> tried(String act) {
        return asked.isEmpty()
                ? Optional.empty()
                : Optional.of(new Tried(
                        act,
                        List.copyOf(tables),
                        List.copyOf(columns),
                        List.copyOf(ruleColumns),
                        List.copyOf(policies),
                        List.copyOf(asked.values())));
    }

    private synchronized void decide(Decided decision) {
        tables.addAll(decision.tables());
        columns.addAll(decision.columns());
        ruleColumns.addAll(decision.ruleColumns());
        policies.addAll(decision.policies());
    }

    private synchronized void ask(List<SourceAsked> sources) {
        sources.forEach(source -> asked.merge(source.source(), source, SilentLog::together));
    }

    private static SourceAsked together(SourceAsked one, SourceAsked other) {
        Set<String> owners = new TreeSet<>(one.owners());
        owners.addAll(other.owners());
        return new SourceAsked(one.source(), one.calls() + other.calls(), List.copyOf(owners));
    }

    @Override
    public Entry open(String queryId, Session session, String sql) {
        return new SilentEntry();
    }

    @Override
    public void act(String user, String act, Map<String, Object> details) {}

    @Override
    public void close() {}

    private final class SilentEntry implements Entry {
        @Override
        public Instant asked() {
            return Instant.EPOCH;
        }

        @Override
        public void durable() {}

        @Override
        public void decided(Decided decision) {
            decide(decision);
        }

        @Override
        public void withheld(List<String> sentences) {}

        @Override
        public void searched(Collection<String> persons) {}

        @Override
        public void notified(Collection<String> receivers, Optional<String> person, List<PolicyRef> policies) {}

        @Override
        public void brokeGlass(String person, Instant until, List<PolicyRef> policies) {}

        @Override
        public void shown(PersonList persons, String category) {}

        @Override
        public void released(GroupsReleased groups) {}

        @Override
        public void closed(long rows, List<SourceAsked> sources) {
            ask(sources);
        }

        @Override
        public void failed(ErrorCode code, List<SourceAsked> sources) {
            ask(sources);
        }
    }
}
