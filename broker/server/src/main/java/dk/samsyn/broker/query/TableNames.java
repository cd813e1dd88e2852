package dk.samsyn.broker.query;

import dk.samsyn.broker.access.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Collects the tables that stand in FROM of a statement by {@link TableName#key()}, without its own WITH names. */
final class TableNames extends SqlBasicVisitor<@Nullable Void> {
    private final List<String> names;
    private final Set<String> own = new HashSet<>();

    TableNames(List<String> names) {
        this.names = names;
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
        if (call instanceof SqlWithItem item) {
            own.add(item.name.getSimple());
        }
        if (call instanceof SqlSelect select && select.getFrom() != null) {
            from(select.getFrom());
        }
        return super.visit(call);
    }

    private void from(SqlNode node) {
        if (node instanceof SqlIdentifier identifier) {
            String name = TableName.parse(identifier.toString()).key();
            if (!own.contains(name)) {
                names.add(name);
            }
        } else if (node instanceof SqlJoin join) {
            from(join.getLeft());
            from(join.getRight());
        } else if (node.getKind() == SqlKind.AS || node.getKind() == SqlKind.LATERAL) {
            from(((SqlCall) node).operand(0));
        }
    }
}
