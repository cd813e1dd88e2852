package dk.samsyn.broker.query;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.config.SchemaConfig;
import dk.samsyn.broker.config.SourcesConfig;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.KeyPattern;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceColumn;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import dk.samsyn.spi.SourceTable;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;

/**
 * Stands for a source that may not be asked, such as one whose legal basis is gone, where no other source fills the table. Its
 * adapter is never opened. A statement that would need it is refused before anything is asked; so is one whose policy would
 * need it, for without the citizens' blocks, say, nobody knows what is blocked.
 */
final class SwitchedOffSource implements SourceAdapter {
    private final SourcesConfig.Source source;
    private final SourceTable table;

    private SwitchedOffSource(SourcesConfig.Source source, SourceTable table) {
        this.source = source;
        this.table = table;
    }

    /** The source in place of whatever it would have mapped to a governed table. */
    static SwitchedOffSource of(SourcesConfig.Source source, SchemaConfig.Table table) {
        List<SourceColumn> columns = table.columns().stream()
                .map(column -> SourceColumn.of(column.name(), column.type().type()))
                .toList();
        return new SwitchedOffSource(source, new SourceTable(table.name(), columns, KeyPattern.NONE, Set.of(), 0, ""));
    }

    /** Refuses a tree that reads such a source anywhere. */
    static void refuse(RelNode tree, TableName asked) {
        if (tree instanceof SourceScan scan && scan.source instanceof SwitchedOffSource off) {
            throw off.refusal(asked);
        }
        tree.getInputs().forEach(input -> refuse(input, asked));
    }

    private QueryException refusal(TableName asked) {
        return new QueryException(
                ErrorCode.SOURCE_SWITCHED_OFF,
                "Table " + asked + " cannot be read: " + source.title() + " is switched off. " + source.switchedOff()
                        + " Leave the table out, or ask the data steward.");
    }

    @Override
    public SourceId id() {
        return source.config().id();
    }

    @Override
    public List<SourceTable> tables() {
        return List.of(table);
    }

    @Override
    public RowCursor scan(ScanRequest request, SourceScope scope) {
        throw new SourceException(id(), ErrorCode.SOURCE_SWITCHED_OFF, "the source is switched off");
    }

    @Override
    public void ping(SourceScope scope) {
        throw new SourceException(id(), ErrorCode.SOURCE_SWITCHED_OFF, "the source is switched off");
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
