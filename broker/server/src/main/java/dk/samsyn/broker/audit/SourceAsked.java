package dk.samsyn.broker.audit;

import java.util.List;

/**
 * What one query asked of one source.
 *
 * @param source the source's id
 * @param calls requests that were sent: statements, HTTP requests, files
 * @param owners whose data they were for, such as {@code praksis:099001}; none where the source has no such owner
 */
public record SourceAsked(String source, long calls, List<String> owners) {
    public SourceAsked {
        owners = List.copyOf(owners);
    }
}
