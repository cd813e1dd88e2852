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

    /** Whether they were for this owner's data, or {@code praksis:*} says that they may have been. */
    public boolean isOf(String owner) {
        return matches(owners, owner);
    }

    /** Whether some of these names is the owner, or stands for all of its kind. */
    static boolean matches(List<String> names, String owner) {
        return names.contains(owner) || names.contains(owner.replaceFirst(":.*", ":*"));
    }
}
