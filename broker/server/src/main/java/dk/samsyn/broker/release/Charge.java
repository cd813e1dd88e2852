package dk.samsyn.broker.release;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Set;

/**
 * Who asks for answers, for the ledger's records and budgets.
 *
 * @param queryId the statement's run
 * @param account organisation and purpose, which share a budget
 * @param policyVersion version of the policy set
 * @param day the day
 * @param partitions ways in which the statement cuts a set of persons by columns outside the standard set
 * @param population the rows that the policies open, as a name
 */
public record Charge(
        String queryId,
        String account,
        String policyVersion,
        LocalDate day,
        Set<Partition> partitions,
        String population) {
    /** The rows of policies that open all of them. */
    static final String ALL = "all";

    public Charge {
        partitions = Set.copyOf(partitions);
    }

    /** A charge for rows that policies open whole, or one that is over. */
    public Charge(String queryId, String account, String policyVersion, LocalDate day, Set<Partition> partitions) {
        this(queryId, account, policyVersion, day, partitions, ALL);
    }

    /**
     * A set of persons and the column that it is cut by.
     *
     * @param base hash of the set's canonical form
     * @param column name of the column, or a hash if it is long
     */
    public record Partition(String base, String column) {
        /** How the name of a list of several values, or of a range, begins. */
        public static final String LIST = "list ";

        private static final int LONGEST = 200;

        static Partition of(String form, String column) {
            String kind = column.startsWith(LIST) ? LIST : "";
            return new Partition(hash(form), column.length() > LONGEST ? kind + hash(column) : column);
        }

        private static String hash(String text) {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("the JDK lacks SHA-256", e);
            }
        }
    }
}
