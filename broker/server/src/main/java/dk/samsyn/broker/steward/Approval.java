package dk.samsyn.broker.steward;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes an approval into the text of a policy, line by line, so that everything else stays as its author wrote it. */
final class Approval {
    private static final Pattern IN_REVIEW = Pattern.compile("status:\\s*[\"']?review[\"']?(\\s*#.*|\\s*)");
    private static final Pattern APPROVED_BY = Pattern.compile("approved_by:(.*)");
    private static final Pattern DOCUMENT_END = Pattern.compile("---(\\s.*)?|\\.\\.\\.");

    private Approval() {}

    /**
     * The text with every policy in review active and approved.
     *
     * <pre>
     *   status: review            =&gt;    status: active
     *   approved_by: [somebody]         approved_by: ["approver"]
     * </pre>
     */
    static String stamped(String text, String approver) {
        List<String> all = new ArrayList<>();
        List<String> document = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (DOCUMENT_END.matcher(line).matches()) {
                all.addAll(document(document, approver));
                all.add(line);
                document.clear();
            } else {
                document.add(line);
            }
        }
        all.addAll(document(document, approver));
        return String.join("\n", all);
    }

    private static List<String> document(List<String> lines, String approver) {
        if (lines.stream().noneMatch(line -> IN_REVIEW.matcher(line).matches())) {
            return List.copyOf(lines);
        }
        List<String> stamped = new ArrayList<>();
        boolean dropping = false;
        for (String line : lines) {
            Matcher review = IN_REVIEW.matcher(line);
            Matcher approved = APPROVED_BY.matcher(line);
            dropping = dropping
                    && (line.isBlank() || line.startsWith(" ") || line.startsWith("-") || line.startsWith("]"));
            if (review.matches()) {
                stamped.add("status: active" + review.group(1).stripTrailing());
                stamped.add("approved_by: [\"" + approver.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]");
            } else if (approved.matches()) {
                // A list may go on over the lines that follow.
                dropping = true;
            } else if (!dropping) {
                stamped.add(line);
            }
        }
        return stamped;
    }
}
