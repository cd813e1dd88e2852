package dk.samsyn.broker.steward;

import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.audit.AuditLog;
import dk.samsyn.broker.audit.Decided;
import dk.samsyn.broker.audit.GroupsReleased;
import dk.samsyn.broker.audit.SourceAsked;
import dk.samsyn.spi.ErrorCode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The log of queries whose rows nobody gets: cases and comparisons. The act that runs them is in the real log; entries of their own
 * would tell citizens that somebody looked who did not.
 */
final class SilentLog implements AuditLog {
    @Override
    public Entry open(String queryId, Session session, String sql) {
        return new SilentEntry();
    }

    @Override
    public void act(String user, String act, Map<String, Object> details) {}

    @Override
    public void close() {}

    private static final class SilentEntry implements Entry {
        @Override
        public Instant asked() {
            return Instant.EPOCH;
        }

        @Override
        public void durable() {}

        @Override
        public void decided(Decided decision) {}

        @Override
        public void withheld(List<String> sentences) {}

        @Override
        public void searched(Collection<String> persons) {}

        @Override
        public void notified(Collection<String> receivers, Optional<String> person, List<PolicyRef> policies) {}

        @Override
        public void brokeGlass(String person, Instant until, List<PolicyRef> policies) {}

        @Override
        public void shown(Collection<String> persons, String category) {}

        @Override
        public void released(GroupsReleased groups) {}

        @Override
        public void closed(long rows, List<SourceAsked> asked) {}

        @Override
        public void failed(ErrorCode code, List<SourceAsked> asked) {}
    }
}
