package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.Test;

class SearchCallsTest {
    private final SqlTypeFactoryImpl types = new SqlTypeFactoryImpl(SamsynTypeSystem.INSTANCE);
    private final RexBuilder rex = new RexBuilder(types);

    /** When the first assertion fails, Calcite has mended its own and this class is no longer needed. */
    @Test
    void aSearchWithinWhatIsSearchedIsWrittenOutToo() {
        RexNode place = rex.makeCall(
                SqlStdOperatorTable.CASE,
                in(rex.makeInputRef(types.createSqlType(SqlTypeName.INTEGER), 0), 1, 3),
                number(1),
                number(2));
        RexNode nested = in(place, 1, 5);

        assertThat(RexUtil.expandSearch(rex, null, nested).toString()).contains("SEARCH");
        assertThat(SearchCalls.expanded(rex, nested).toString())
                .doesNotContain("SEARCH")
                .contains("=($0, 1)", "=($0, 3)");
    }

    private RexNode in(RexNode value, int one, int other) {
        return rex.makeIn(value, java.util.List.of(number(one), number(other)));
    }

    private RexNode number(int value) {
        return rex.makeLiteral(value, types.createSqlType(SqlTypeName.INTEGER), false);
    }
}
