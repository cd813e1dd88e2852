package dk.samsyn.adapter.cpr;

import dk.samsyn.spi.Capability;
import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.KeyPattern;
import dk.samsyn.spi.PersonFormat;
import dk.samsyn.spi.SourceColumn;
import dk.samsyn.spi.SourceTable;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** The four nightly lists: their columns, and how each spells its values. A list's header names the same columns. */
enum ListTable {
    BORGER(
            Field.PERSON,
            new Field("navn", ColumnType.VARCHAR, 120, Spelling.NAME),
            new Field("koen", ColumnType.VARCHAR, 1, Spelling.CODE),
            new Field("foedselsdato", ColumnType.DATE, 0, Spelling.DATE),
            new Field("doed_dato", ColumnType.DATE, 0, Spelling.DATE),
            new Field("status", ColumnType.VARCHAR, 2, Spelling.CODE),
            new Field("kommunekode", ColumnType.INTEGER, 0, Spelling.NUMBER),
            new Field("postnr", ColumnType.INTEGER, 0, Spelling.NUMBER),
            new Field("sogn", ColumnType.INTEGER, 0, Spelling.NUMBER),
            new Field("adressebeskyttet", ColumnType.BOOLEAN, 0, Spelling.FLAG)),
    PERSON_IDENTIFIKATOR(
            Field.PERSON,
            new Field("vaerdi", ColumnType.VARCHAR, 12, Spelling.PERSON),
            new Field("type", ColumnType.VARCHAR, 10, Spelling.CODE),
            new Field("gyldig_fra", ColumnType.DATE, 0, Spelling.DATE),
            new Field("gyldig_til", ColumnType.DATE, 0, Spelling.DATE)),
    ADRESSE_PERIODE(
            Field.PERSON,
            new Field("kommunekode", ColumnType.INTEGER, 0, Spelling.NUMBER),
            new Field("postnr", ColumnType.INTEGER, 0, Spelling.NUMBER),
            new Field("gyldig_fra", ColumnType.DATE, 0, Spelling.DATE),
            new Field("gyldig_til", ColumnType.DATE, 0, Spelling.DATE)),
    GP_TILKNYTNING(
            Field.PERSON,
            new Field("ydernr", ColumnType.VARCHAR, 6, Spelling.YDERNR),
            new Field("gyldig_fra", ColumnType.DATE, 0, Spelling.DATE),
            new Field("gyldig_til", ColumnType.DATE, 0, Spelling.DATE),
            new Field("sikringsgruppe", ColumnType.INTEGER, 0, Spelling.NUMBER));

    /** One list holds all, so any number of keys is one call. */
    private static final int KEYS_PER_CALL = 1_000_000;
    /** One citizen is asked live; from the second on the list is quicker. */
    static final int LIST_FROM = 2;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of records
    private final List<Field> fields;

    ListTable(Field... fields) {
        this.fields = List.of(fields);
    }

    /** How a list writes values. */
    enum Spelling {
        /** A person's number, in any spelling; indexed. */
        PERSON(text -> PersonFormat.normalise(text)),
        /** Free text. */
        NAME(text -> text),
        /** One of few words. */
        CODE(text -> text),
        /** A practice: six characters, leading zeros may be missing. */
        YDERNR(text -> text.length() < 6 ? "0".repeat(6 - text.length()) + text : text),
        /** Whole number; leading zeros ({@code 0751}) are the register's, three digits are ours. */
        NUMBER(text -> Integer.valueOf(text)),
        /** ISO 8601. */
        DATE(text -> LocalDate.parse(text)),
        /** true/false, 1/0 or ja/nej. */
        FLAG(Spelling::flag);

        @SuppressWarnings("ImmutableEnumChecker") // stateless
        private final Function<String, Object> parse;

        Spelling(Function<String, Object> parse) {
            this.parse = parse;
        }

        /**
         * The value of a text that is not empty.
         *
         * @throws IllegalArgumentException or {@link java.time.DateTimeException} if it has none
         */
        Object value(String text) {
            return parse.apply(text);
        }

        ListColumn column() {
            return switch (this) {
                case PERSON -> new TextColumn(true);
                case NAME -> new TextColumn(false);
                case CODE, YDERNR, NUMBER, DATE, FLAG -> new CodedColumn(parse);
            };
        }

        private static Object flag(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true", "1", "ja" -> true;
                case "false", "0", "nej" -> false;
                default -> throw new IllegalArgumentException("a flag is true or false");
            };
        }
    }

    /** One column. */
    record Field(String name, ColumnType type, int length, Spelling spelling) {
        static final Field PERSON = new Field("cpr", ColumnType.VARCHAR, 12, Spelling.PERSON);

        SourceColumn column() {
            boolean key = name.equals("cpr");
            return new SourceColumn(name, type, length, 0, !key, key ? PersonFormat.PLAIN : PersonFormat.NONE, true);
        }
    }

    List<Field> fields() {
        return fields;
    }

    /** Name of the table, and of the list's file without its ending. */
    String tableName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What the broker sees.
     *
     * @param citizens rough number of citizens, for planning
     */
    SourceTable table(int callsAtOnce, long citizens) {
        return new SourceTable(
                tableName(),
                fields.stream().map(Field::column).toList(),
                new KeyPattern("cpr", false, KEYS_PER_CALL, callsAtOnce, this == BORGER ? LIST_FROM : 1),
                Set.of(Capability.SCAN, Capability.KEYS, Capability.FILTER_IN),
                citizens,
                "");
    }
}
