package dk.samsyn.broker.query;

import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.policy.AccessDecision;
import dk.samsyn.broker.policy.Announcement;
import dk.samsyn.spi.ErrorCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * What policies announce as withheld, said to the one who asks for it. A statement that names it is refused with the policy's
 * sentence, one whose star would have shown it is answered with that sentence as a notice. Both follow from policies and the
 * statement alone.
 */
final class Announced {
    /** Code of the notice that a star does not show what a policy withholds. */
    static final String NOTICE = "SAM-N05";

    private final List<Announcement> announcements;
    private final boolean star;

    private Announced(List<Announcement> announcements, boolean star) {
        this.announcements = announcements;
        this.star = star;
    }

    /** What a decision announces and a statement, as it was parsed, asks for. */
    static Announced in(SqlNode statement, AccessDecision decision) {
        if (decision.announcements().isEmpty()) {
            return new Announced(List.of(), false);
        }
        List<String> names = new ArrayList<>();
        statement.accept(new TableNames(names));
        Set<String> asked = new HashSet<>(names);
        Stars stars = new Stars();
        statement.accept(stars);
        return new Announced(
                decision.announcements().stream()
                        .filter(announcement ->
                                asked.contains(announcement.table().key()))
                        .toList(),
                stars.found);
    }

    /** The refusal of a statement that is not valid: with the policy's sentence if what it lacks is announced. */
    QueryException refusal(CalciteContextException invalid) {
        QueryException plain = SqlErrors.validate(invalid);
        Optional<String> lacking = SqlErrors.unknownName(invalid);
        boolean table = plain.errorCode() == ErrorCode.UNKNOWN_TABLE;
        return announcements.stream()
                .filter(announcement -> announcement.column().isEmpty() == table)
                .filter(announcement -> lacking.equals(Optional.of(
                        announcement.column().orElse(announcement.table().table()))))
                .findFirst()
                .map(announcement -> new QueryException(
                        ErrorCode.ANNOUNCED_NOT_SHOWN, announcement.sentence(), plain.line(), plain.column(), invalid))
                .orElse(plain);
    }

    /** Notices of the columns that a star of the statement does not show. */
    List<Notice> notices() {
        return announcements.stream()
                .filter(announcement -> star && announcement.column().isPresent())
                .map(announcement -> new Notice(NOTICE, announcement.sentence()))
                .toList();
    }

    /** Finds a star that stands for columns; that of {@code COUNT(*)} does not. */
    private static final class Stars extends SqlBasicVisitor<@Nullable Void> {
        private boolean found;

        @Override
        public @Nullable Void visit(SqlCall call) {
            if (call instanceof SqlSelect select) {
                found |= select.getSelectList().stream()
                        .anyMatch(shown -> shown instanceof SqlIdentifier name && name.isStar());
            }
            return super.visit(call);
        }
    }
}
