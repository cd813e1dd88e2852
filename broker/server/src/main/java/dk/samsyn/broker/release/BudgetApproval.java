package dk.samsyn.broker.release;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.IsoFields;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * More answers than a budget allows, for one account on one day or one population in one quarter, which two stewards answer for
 * (rule 23). It is in the ledger's database, so every broker of it has it from its next statement on, and a ledger that is started
 * afresh has none.
 *
 * @param subject whose budget
 * @param period the day, or the quarter as {@code 2026Q4}
 * @param answers how many more
 * @param steward who asks for it
 * @param second who approves it
 * @param reason a sentence
 */
public record BudgetApproval(
        Subject subject, String period, long answers, String steward, String second, String reason) {
    private static final long MOST = 1_000_000;

    /**
     * Whose budget.
     *
     * @param key what the database calls it
     * @param words what people call it
     */
    public record Subject(String key, String words) {
        /**
         * An organisation and a purpose.
         *
         * @param account as {@code kommune:730|planlaegning}
         */
        public static Subject account(String account) {
            return new Subject("account " + account, account);
        }

        /** The population that one or two parts choose, written as refusals write them, with the value; none is everybody. */
        public static Subject population(List<String> parts) {
            return new Subject(
                    population(BasePopulations.named(parts)).key(),
                    parts.isEmpty() ? "everybody" : String.join(" and ", parts));
        }

        static Subject population(long base) {
            return new Subject("population " + HexFormat.of().toHexDigits(base), "");
        }
    }

    /**
     * An approval that may be given.
     *
     * @throws QueryException REQUEST_INVALID if the amount or the period is none
     */
    public BudgetApproval {
        if (answers < 1 || answers > MOST) {
            throw new QueryException(ErrorCode.REQUEST_INVALID, "an approval is of 1 to " + MOST + " answers");
        }
        if (!fits(subject, period)) {
            throw new QueryException(
                    ErrorCode.REQUEST_INVALID,
                    "an account's budget is of a day, as 2026-11-23, and a population's of a quarter, as 2026Q4");
        }
    }

    private static boolean fits(Subject subject, String period) {
        if (!subject.key().startsWith("account ")) {
            return period.matches("20[0-9]{2}Q[1-4]");
        }
        try {
            return LocalDate.parse(period).toString().equals(period);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** The quarter of a day, as {@code 2026Q4}. */
    public static String quarter(LocalDate day) {
        return day.getYear() + "Q" + day.get(IsoFields.QUARTER_OF_YEAR);
    }

    /**
     * Writes it; in force when it returns.
     *
     * @throws QueryException LEDGER_RULE if it cannot be written
     */
    public void grant(DataSource database) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO release_approval (id, subject, words, period, answers, steward, second_steward, reason)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, UUID.randomUUID().toString());
            insert.setString(2, subject.key());
            insert.setString(3, subject.words());
            insert.setString(4, period);
            insert.setLong(5, answers);
            insert.setString(6, steward);
            insert.setString(7, second);
            insert.setString(8, reason);
            insert.executeUpdate();
            StoredBatches.toDisk(connection);
        } catch (SQLException e) {
            throw StoredBatches.unavailable(e);
        }
    }

    /** All answers approved for a budget. */
    static long approved(Connection connection, Subject subject, String period) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT COALESCE(SUM(answers), 0) FROM release_approval WHERE subject = ? AND period = ?")) {
            select.setString(1, subject.key());
            select.setString(2, period);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
