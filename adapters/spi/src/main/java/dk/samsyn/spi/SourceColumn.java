package dk.samsyn.spi;

/**
 * One column of a source table.
 *
 * @param name lower-case name, unique in its table
 * @param type type of its values
 * @param precision characters of a VARCHAR or digits of a DECIMAL; 0 where it has no meaning
 * @param scale decimals of a DECIMAL
 * @param nullable whether NULL occurs
 * @param person how the column spells a person's number, or {@link PersonFormat#NONE}
 * @param exactText whether {@code =} in the source is binary equality: false for collations that ignore case, accents or
 *     trailing blanks, so that an answer must be filtered again
 */
public record SourceColumn(
        String name,
        ColumnType type,
        int precision,
        int scale,
        boolean nullable,
        PersonFormat person,
        boolean exactText) {
    public SourceColumn {
        if (!name.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("a column name is lower-case letters, digits and underscores: " + name);
        }
    }

    /** A nullable column without a person's number, compared exactly. */
    public static SourceColumn of(String name, ColumnType type) {
        return new SourceColumn(
                name,
                type,
                type == ColumnType.VARCHAR ? 4000 : type == ColumnType.DECIMAL ? 18 : 0,
                type == ColumnType.DECIMAL ? 6 : 0,
                true,
                PersonFormat.NONE,
                true);
    }

    /** The same column holding a person's number in {@code format}. */
    public SourceColumn holdingPerson(PersonFormat format) {
        return new SourceColumn(name, type, precision, scale, nullable, format, exactText);
    }
}
