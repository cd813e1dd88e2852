package dk.samsyn.driver;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.RowIdLifetime;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.AvaticaDatabaseMetaData;
import org.apache.calcite.avatica.ColumnMetaData;
import org.jspecify.annotations.Nullable;

/**
 * What tools ask before they show anything. Tables and columns come from the broker's catalogue, keys from {@link
 * BrokerCatalogue}; no source is asked. What the broker does not have is an empty answer, never an exception.
 */
final class SamsynDatabaseMetaData extends AvaticaDatabaseMetaData {
    private static final List<ColumnMetaData> REFERENCE = LocalColumns.of()
            .text(
                    "PKTABLE_CAT",
                    "PKTABLE_SCHEM",
                    "PKTABLE_NAME",
                    "PKCOLUMN_NAME",
                    "FKTABLE_CAT",
                    "FKTABLE_SCHEM",
                    "FKTABLE_NAME",
                    "FKCOLUMN_NAME")
            .number("KEY_SEQ", "UPDATE_RULE", "DELETE_RULE")
            .text("FK_NAME", "PK_NAME")
            .number("DEFERRABILITY")
            .all();
    private static final int NAME_LENGTH = 128;

    private final SamsynConnection samsyn;

    SamsynDatabaseMetaData(SamsynConnection connection) {
        super(connection);
        this.samsyn = connection;
    }

    @Override
    public ResultSet getPrimaryKeys(@Nullable String catalog, @Nullable String schema, String table)
            throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (BrokerCatalogue.Table one : tables(schema, table)) {
            for (int i = 0; i < one.primaryKey().size(); i++) {
                rows.add(row(null, one.schema(), one.name(), one.primaryKey().get(i), i + 1, one.name() + "_pk"));
            }
        }
        rows.sort(Comparator.comparing(row -> String.valueOf(row.get(3))));
        return samsyn.local(
                LocalColumns.of()
                        .text("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME", "COLUMN_NAME")
                        .number("KEY_SEQ")
                        .text("PK_NAME")
                        .all(),
                rows);
    }

    @Override
    public ResultSet getImportedKeys(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        return references(own -> matches(own, schema, table), other -> true);
    }

    @Override
    public ResultSet getExportedKeys(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        return references(own -> true, other -> matches(other, schema, table));
    }

    @Override
    public ResultSet getCrossReference(
            @Nullable String parentCatalog,
            @Nullable String parentSchema,
            @Nullable String parentTable,
            @Nullable String foreignCatalog,
            @Nullable String foreignSchema,
            @Nullable String foreignTable)
            throws SQLException {
        return references(
                own -> matches(own, foreignSchema, foreignTable), other -> matches(other, parentSchema, parentTable));
    }

    /** A table as keys name it. */
    private record Name(String schema, String table) {}

    private ResultSet references(Predicate<Name> from, Predicate<Name> to) throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (BrokerCatalogue.Table table : samsyn.catalogue().tables()) {
            for (BrokerCatalogue.ForeignKey key : table.foreignKeys()) {
                if (from.test(new Name(table.schema(), table.name()))
                        && to.test(new Name(table.schema(), key.otherTable()))) {
                    rows.add(row(
                            null,
                            table.schema(),
                            key.otherTable(),
                            key.otherColumn(),
                            null,
                            table.schema(),
                            table.name(),
                            key.column(),
                            1,
                            DatabaseMetaData.importedKeyNoAction,
                            DatabaseMetaData.importedKeyNoAction,
                            table.name() + "_" + key.column() + "_fk",
                            key.otherTable() + "_pk",
                            DatabaseMetaData.importedKeyNotDeferrable));
                }
            }
        }
        return samsyn.local(REFERENCE, rows);
    }

    @Override
    public ResultSet getIndexInfo(
            @Nullable String catalog, @Nullable String schema, String table, boolean unique, boolean approximate)
            throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (BrokerCatalogue.Table one : tables(schema, table)) {
            for (int i = 0; i < one.primaryKey().size(); i++) {
                rows.add(row(
                        null,
                        one.schema(),
                        one.name(),
                        false,
                        null,
                        one.name() + "_pk",
                        (int) DatabaseMetaData.tableIndexOther,
                        i + 1,
                        one.primaryKey().get(i),
                        "A",
                        null,
                        null,
                        null));
            }
        }
        return samsyn.local(
                LocalColumns.of()
                        .text("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME")
                        .flag("NON_UNIQUE")
                        .text("INDEX_QUALIFIER", "INDEX_NAME")
                        .number("TYPE", "ORDINAL_POSITION")
                        .text("COLUMN_NAME", "ASC_OR_DESC")
                        .number("CARDINALITY", "PAGES")
                        .text("FILTER_CONDITION")
                        .all(),
                rows);
    }

    @Override
    public ResultSet getBestRowIdentifier(
            @Nullable String catalog, @Nullable String schema, String table, int scope, boolean nullable)
            throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (BrokerCatalogue.Table one : tables(schema, table)) {
            for (BrokerCatalogue.Column column : one.columns()) {
                if (one.primaryKey().contains(column.name())) {
                    rows.add(row(
                            DatabaseMetaData.bestRowSession,
                            column.name(),
                            column.jdbcType(),
                            column.typeName(),
                            column.precision(),
                            null,
                            column.scale(),
                            DatabaseMetaData.bestRowNotPseudo));
                }
            }
        }
        return samsyn.local(
                LocalColumns.of()
                        .number("SCOPE")
                        .text("COLUMN_NAME")
                        .number("DATA_TYPE")
                        .text("TYPE_NAME")
                        .number("COLUMN_SIZE", "BUFFER_LENGTH", "DECIMAL_DIGITS", "PSEUDO_COLUMN")
                        .all(),
                rows);
    }

    @Override
    public ResultSet getFunctions(@Nullable String catalog, @Nullable String schema, @Nullable String name)
            throws SQLException {
        Predicate<String> wanted = like(name);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        String all = String.join(",", getNumericFunctions(), getStringFunctions(), getTimeDateFunctions());
        Arrays.stream(all.split(",", -1))
                .filter(function -> !function.isEmpty() && wanted.test(function))
                .sorted()
                .forEach(function ->
                        rows.add(row(null, null, function, null, DatabaseMetaData.functionNoTable, function)));
        return samsyn.local(
                LocalColumns.of()
                        .text("FUNCTION_CAT", "FUNCTION_SCHEM", "FUNCTION_NAME", "REMARKS")
                        .number("FUNCTION_TYPE")
                        .text("SPECIFIC_NAME")
                        .all(),
                rows);
    }

    @Override
    public ResultSet getClientInfoProperties() throws SQLException {
        return samsyn.local(
                LocalColumns.of()
                        .text("NAME")
                        .number("MAX_LEN")
                        .text("DEFAULT_VALUE", "DESCRIPTION")
                        .all(),
                List.of(row("ApplicationName", 200, "", "What the client calls itself, for the audit log")));
    }

    @Override
    public ResultSet getTables(String catalog, String schemaPattern, String tableNamePattern, String @Nullable [] types)
            throws SQLException {
        return samsyn.calls().failing(() -> super.getTables(catalog, schemaPattern, tableNamePattern, types));
    }

    @Override
    public ResultSet getColumns(String catalog, String schemaPattern, String tableNamePattern, String columnNamePattern)
            throws SQLException {
        return samsyn.calls()
                .failing(() -> super.getColumns(catalog, schemaPattern, tableNamePattern, columnNamePattern));
    }

    @Override
    public ResultSet getSchemas(String catalog, String schemaPattern) throws SQLException {
        return samsyn.calls().failing(() -> super.getSchemas(catalog, schemaPattern));
    }

    @Override
    public ResultSet getCatalogs() throws SQLException {
        return samsyn.calls().failing(super::getCatalogs);
    }

    @Override
    public ResultSet getTableTypes() throws SQLException {
        return samsyn.calls().failing(super::getTableTypes);
    }

    @Override
    public ResultSet getTypeInfo() throws SQLException {
        return samsyn.calls().failing(super::getTypeInfo);
    }

    @Override
    public String getURL() throws SQLException {
        return Address.PREFIX + samsyn.config().url();
    }

    @Override
    public String getUserName() throws SQLException {
        return samsyn.user();
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }

    @Override
    public boolean storesLowerCaseIdentifiers() {
        return true;
    }

    @Override
    public boolean storesUpperCaseIdentifiers() {
        return false;
    }

    @Override
    public boolean storesMixedCaseIdentifiers() {
        return false;
    }

    @Override
    public boolean supportsMixedCaseIdentifiers() {
        return false;
    }

    @Override
    public boolean storesMixedCaseQuotedIdentifiers() {
        return true;
    }

    @Override
    public boolean supportsMixedCaseQuotedIdentifiers() {
        return true;
    }

    @Override
    public boolean supportsTransactions() {
        return false;
    }

    @Override
    public boolean supportsTransactionIsolationLevel(int level) {
        return level == java.sql.Connection.TRANSACTION_NONE;
    }

    @Override
    public int getDefaultTransactionIsolation() {
        return java.sql.Connection.TRANSACTION_NONE;
    }

    @Override
    public boolean supportsBatchUpdates() {
        return false;
    }

    @Override
    public boolean supportsStoredProcedures() {
        return false;
    }

    @Override
    public boolean supportsSelectForUpdate() {
        return false;
    }

    @Override
    public boolean supportsSchemasInDataManipulation() {
        return true;
    }

    @Override
    public boolean supportsCatalogsInDataManipulation() {
        return false;
    }

    @Override
    public boolean supportsResultSetType(int type) {
        return type == ResultSet.TYPE_FORWARD_ONLY;
    }

    @Override
    public boolean supportsResultSetConcurrency(int type, int concurrency) {
        return type == ResultSet.TYPE_FORWARD_ONLY && concurrency == ResultSet.CONCUR_READ_ONLY;
    }

    @Override
    public boolean supportsResultSetHoldability(int holdability) {
        return holdability == ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public int getResultSetHoldability() {
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public boolean ownUpdatesAreVisible(int type) {
        return false;
    }

    @Override
    public boolean ownDeletesAreVisible(int type) {
        return false;
    }

    @Override
    public boolean ownInsertsAreVisible(int type) {
        return false;
    }

    @Override
    public boolean othersUpdatesAreVisible(int type) {
        return false;
    }

    @Override
    public boolean othersDeletesAreVisible(int type) {
        return false;
    }

    @Override
    public boolean othersInsertsAreVisible(int type) {
        return false;
    }

    @Override
    public boolean updatesAreDetected(int type) {
        return false;
    }

    @Override
    public boolean deletesAreDetected(int type) {
        return false;
    }

    @Override
    public boolean insertsAreDetected(int type) {
        return false;
    }

    @Override
    public RowIdLifetime getRowIdLifetime() {
        return RowIdLifetime.ROWID_UNSUPPORTED;
    }

    @Override
    public int getSQLStateType() {
        return DatabaseMetaData.sqlStateSQL;
    }

    @Override
    public int getMaxColumnNameLength() {
        return NAME_LENGTH;
    }

    private List<BrokerCatalogue.Table> tables(@Nullable String schema, @Nullable String table) throws SQLException {
        return samsyn.catalogue().tables().stream()
                .filter(one -> matches(new Name(one.schema(), one.name()), schema, table))
                .toList();
    }

    /** As keys are asked for: by name, not by pattern. */
    private static boolean matches(Name name, @Nullable String schema, @Nullable String table) {
        return (schema == null || schema.isEmpty() || name.schema().equals(schema))
                && (table == null || name.table().equals(table));
    }

    private static Predicate<String> like(@Nullable String pattern) {
        if (pattern == null) {
            return name -> true;
        }
        StringBuilder regex = new StringBuilder();
        pattern.chars().forEach(c -> regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote("" + (char) c)));
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE).asMatchPredicate();
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }
}
