package dk.samsyn.broker.portal;

import dk.samsyn.broker.access.Notice;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Notices of answers as sentences for a page: each once, and a source by its name where programs get its id. */
public final class NoticeWords {
    private static final String GAP = "SAM-N03";
    private static final Pattern SOURCE = Pattern.compile("^Kilden (\\S+) ");

    private NoticeWords() {}

    /**
     * The sentences, in order of the answers.
     *
     * @param sourceNames names of sources by id
     */
    public static List<String> of(Collection<Answer> answers, Map<String, String> sourceNames) {
        return answers.stream()
                .flatMap(answer -> answer.notices().stream())
                .map(notice -> of(notice, sourceNames).text())
                .distinct()
                .toList();
    }

    /** One notice with its code, for pages that show that, too. */
    public static Notice of(Notice notice, Map<String, String> sourceNames) {
        Matcher source = SOURCE.matcher(notice.text());
        if (!notice.code().equals(GAP) || !source.find()) {
            return notice;
        }
        String name = sourceNames.getOrDefault(source.group(1), "Kilden " + source.group(1));
        return new Notice(notice.code(), name + notice.text().substring(source.end() - 1));
    }
}
