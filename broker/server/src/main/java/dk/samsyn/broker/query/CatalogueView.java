package dk.samsyn.broker.query;

import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.config.ColumnTypeText;
import dk.samsyn.broker.config.SchemaConfig;
import dk.samsyn.broker.policy.Announcement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.schema.Table;

/** What a session's catalogue looks like to metadata calls: configuration and policies only, no source. */
final class CatalogueView {
    private CatalogueView() {}

    static Catalogue of(Model model, SessionView view) {
        List<Catalogue.Table> tables = new ArrayList<>();
        for (Map.Entry<String, Table> entry : view.tables().entrySet()) {
            RelDataType row = entry.getValue().getRowType(model.frontEnd().types());
            Model.Governed governed = model.governed().get(entry.getKey());
            tables.add(governed != null ? table(governed, row, view) : derived(model, entry.getKey(), row));
        }
        view.own().values().forEach(own -> tables.add(own(own, model)));
        tables.sort(Comparator.comparing(Catalogue.Table::schema).thenComparing(Catalogue.Table::name));
        return new Catalogue(
                tables,
                view.decision().announcements().stream()
                        .flatMap(announcement -> withheld(model, announcement).stream())
                        .toList());
    }

    private static Optional<Catalogue.Table> withheld(Model model, Announcement announcement) {
        return Optional.ofNullable(model.governed().get(announcement.table().key()))
                .map(governed -> new Catalogue.Table(
                        announcement.table().schema(),
                        announcement.table().table(),
                        "TABLE",
                        announcement.sentence(),
                        governed.config().columns().stream()
                                .filter(column -> announcement.column().stream().allMatch(column.name()::equals))
                                .flatMap(column ->
                                        Optional.ofNullable(governed.rowType().getField(column.name(), true, false))
                                                .map(field -> column(field, column.type()))
                                                .stream())
                                .toList(),
                        List.of(),
                        List.of()));
    }

    private static Catalogue.Table table(Model.Governed governed, RelDataType row, SessionView view) {
        SchemaConfig.Table config = governed.config();
        List<ResultColumn> columns = new ArrayList<>();
        for (RelDataTypeField field : row.getFieldList()) {
            SchemaConfig.Column column = config.columns().stream()
                    .filter(c -> c.name().equals(field.getName()))
                    .findFirst()
                    .orElseThrow();
            columns.add(column(field, column.type()));
        }
        List<String> key = config.key().stream()
                .filter(k -> row.getField(k, true, false) != null)
                .toList();
        boolean refers = !config.name().equals("borger")
                && row.getField("pid", true, false) != null
                && view.tables().containsKey("borger");
        TableName name = TableName.parse(config.name());
        return new Catalogue.Table(
                name.schema(),
                name.table(),
                "TABLE",
                config.remark(),
                columns,
                key,
                refers ? List.of(new Catalogue.ForeignKey("pid", "borger", "pid")) : List.of());
    }

    private static Catalogue.Table own(OwnTable table, Model model) {
        RelDataType row = table.getRowType(model.frontEnd().types());
        return new Catalogue.Table(
                OwnTable.SCHEMA,
                table.name.table(),
                "TABLE",
                table.remark,
                Results.columns(row.getFieldList(), row.getFieldNames()),
                List.of(),
                List.of());
    }

    private static ResultColumn column(RelDataTypeField field, ColumnTypeText type) {
        ResultColumn plain = Results.column(field.getName(), field.getType());
        if (type.pid()) {
            return new ResultColumn(
                    field.getName(), java.sql.Types.CHAR, "CHAR", ColumnTypeText.PID_LENGTH, 0, plain.nullable());
        }
        return new ResultColumn(
                plain.name(),
                plain.jdbcType(),
                plain.typeName(),
                type.precision() > 0 ? type.precision() : plain.precision(),
                type.scale(),
                type.nullable());
    }

    private static Catalogue.Table derived(Model model, String name, RelDataType row) {
        SchemaConfig.View view = model.viewConfigs().get(name);
        return new Catalogue.Table(
                FrontEnd.SCHEMA,
                name,
                "VIEW",
                view == null ? "" : view.remark(),
                Results.columns(row.getFieldList(), row.getFieldNames()),
                List.of(),
                List.of());
    }
}
