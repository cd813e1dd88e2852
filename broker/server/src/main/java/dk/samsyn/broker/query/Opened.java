package dk.samsyn.broker.query;

import dk.samsyn.broker.policy.AccessDecision;
import java.time.LocalDate;
import java.util.function.Supplier;

/**
 * What policies open for a session on a day. A decision is large, so what follows from it is worked out once and not for each
 * statement.
 *
 * @param every all that is open, the tables for a statement about one person among it
 * @param ordinary what is open for every statement, whoever it is about
 * @param moreForOne whether a statement about one person may see more
 * @param everyView the catalogue of {@code every}, made at the first call
 * @param ordinaryView the catalogue of {@code ordinary}, made at the first call
 * @param today the day
 */
record Opened(
        AccessDecision every,
        AccessDecision ordinary,
        boolean moreForOne,
        Supplier<SessionView> everyView,
        Supplier<SessionView> ordinaryView,
        LocalDate today) {}
