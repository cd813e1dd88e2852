package dk.samsyn.broker.query;

/**
 * A column of an answer or of a table.
 *
 * @param name name as the statement or catalogue has it
 * @param jdbcType constant of {@link java.sql.Types}
 * @param typeName SQL name, such as {@code VARCHAR}
 * @param precision characters or digits, 0 where it has no meaning
 * @param scale decimals
 * @param nullable whether NULL can occur
 */
public record ResultColumn(String name, int jdbcType, String typeName, int precision, int scale, boolean nullable) {}
