package dk.samsyn.broker.release;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import java.time.LocalDate;
import java.util.Set;
import javax.sql.DataSource;

/**
 * A ledger that is lost is not begun again under its own secret. Every draw follows from the secret, the persons and the label, so
 * a group that has the same persons as before would have its former number and one in which somebody came or went would not: whoever
 * kept the former answers would see it (the release rules' first finding, 0.91 of guesses right). Under another secret all is drawn
 * anew, and former answers are one more sample of each number and nothing else. That is why each start afresh is a release of its own
 * that two stewards answer for, and why the quarter's budget of cuts is half afterwards.
 */
public final class LostLedger {
    private LostLedger() {}

    /**
     * Throws unless an empty ledger may take the place of this one.
     *
     * @param used marks of all secrets that the audit log knows answers to be given under
     * @param audited newest batch that the audit log knows of
     * @param whole whether a ledger that is not lost may be thrown away too
     * @throws QueryException CONFIGURATION with what to do; LEDGER_RULE if the ledger cannot be read
     */
    public static void check(DataSource database, NoiseSecret secret, Set<String> used, long audited, boolean whole) {
        if (used.contains(secret.mark())) {
            throw new QueryException(
                    ErrorCode.CONFIGURATION,
                    "Answers were given under this noise secret before. Put one that was never used into secrets.noise of broker.yaml.");
        }
        long newest = StoredBatches.newest(database);
        if (!whole && newest > 0 && newest >= audited) {
            throw new QueryException(
                    ErrorCode.CONFIGURATION,
                    "The answer ledger is not lost: it has all that the audit log tells of. Put its noise secret back and start the"
                            + " broker; if the secret itself has become known, say --whole to throw the ledger away.");
        }
    }

    /**
     * Begins an empty ledger.
     *
     * @param audited newest batch that the audit log knows of; the numbers go on after it
     * @param day today
     * @return batches that were thrown away
     * @throws QueryException CONFIGURATION if the ledger was made with this very secret; LEDGER_RULE if it cannot be written
     */
    public static long begin(DataSource database, NoiseSecret secret, long audited, LocalDate day) {
        return StoredBatches.afresh(database, secret, audited, day);
    }
}
