package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.audit.AuditLog;
import dk.samsyn.broker.audit.FileAuditLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of the rewriter by themselves: pid keys, what may run below a seal, what a seal notes, who is told. */
class RewriterPartsTest {
    private static final RexBuilder REX = new RexBuilder(new JavaTypeFactoryImpl());

    @TempDir
    private Path folder;

    private static PersonCipher cipher(String purpose, String organisation) {
        return new PersonCipher.Ring("a test secret of some length".getBytes(StandardCharsets.UTF_8))
                .of(purpose, organisation);
    }

    @Test
    void aPidLeadsBackToItsPersonUnderItsOwnKeyOnly() {
        PersonCipher mine = cipher("behandling", "praksis:099001");
        String pid = mine.encode("0101500001");

        assertThat(pid).hasSize(24).doesNotContain("0101500001");
        assertThat(mine.decode(pid)).contains("0101500001");
        assertThat(mine.encode("0101500001")).isEqualTo(pid);
        assertThat(mine.decode(mine.encode("AB1234567890123Z"))).contains("AB1234567890123Z");
        assertThat(cipher("forskning", "praksis:099001").decode(pid)).isEmpty();
        assertThat(cipher("behandling", "praksis:099002").decode(pid)).isEmpty();
        assertThat(new PersonCipher.Ring("another secret of some length".getBytes(StandardCharsets.UTF_8))
                        .of("behandling", "praksis:099001")
                        .decode(pid))
                .isEmpty();
        assertThatThrownBy(() -> mine.encode("12345678901234567")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0101500001",
                "AAAAAAAAAAAAAAAAAAAAAA==",
                "!!!!!!!!!!!!!!!!!!!!!!!!",
                "AAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void whatIsNoPidNamesNobody(String text) {
        assertThat(cipher("behandling", "praksis:099001").decode(text)).isEmpty();
    }

    @Test
    void aPseudonymHasAKeyOfItsOwn() {
        PersonCipher mine = cipher("behandling", "praksis:099001");

        assertThat(mine.pseudonym("r1"))
                .hasSize(12)
                .isEqualTo(mine.pseudonym("r1"))
                .isNotEqualTo(mine.pseudonym("r2"));
        assertThat(cipher("forskning", "praksis:099001").pseudonym("r1")).isNotEqualTo(mine.pseudonym("r1"));
        assertThat(mine.encode("r1")).doesNotStartWith(mine.pseudonym("r1"));
    }

    @Test
    void aShortSecretIsRefused() {
        assertThatThrownBy(() -> new PersonCipher.Ring(new byte[15])).isInstanceOf(IllegalArgumentException.class);
        assertThat(new PersonCipher.Ring(new byte[16]).of("a", "b").encode("1")).hasSize(24);
    }

    private static RelDataType type(SqlTypeName name) {
        return REX.getTypeFactory().createSqlType(name);
    }

    private static RexNode column(SqlTypeName name) {
        return REX.makeInputRef(type(name), 0);
    }

    private static RexNode call(SqlOperator operator, RexNode... operands) {
        return REX.makeCall(operator, operands);
    }

    static Stream<Arguments> expressions() {
        RexNode number = column(SqlTypeName.INTEGER);
        RexNode text = column(SqlTypeName.VARCHAR);
        RexNode one = REX.makeExactLiteral(java.math.BigDecimal.ONE);
        RexNode letter = REX.makeLiteral("a");
        RexNode divides = call(SqlStdOperatorTable.GREATER_THAN, call(SqlStdOperatorTable.DIVIDE, one, number), one);
        RexNode equal = call(SqlStdOperatorTable.EQUALS, number, one);
        return Stream.of(
                Arguments.of("a column", number, true),
                Arguments.of("a parameter", REX.makeDynamicParam(type(SqlTypeName.INTEGER), 0), true),
                Arguments.of("a comparison", equal, true),
                Arguments.of("a null test", call(SqlStdOperatorTable.IS_NULL, number), true),
                Arguments.of("both", call(SqlStdOperatorTable.AND, equal, equal), true),
                Arguments.of("LIKE", call(SqlStdOperatorTable.LIKE, text, letter), true),
                Arguments.of(
                        "LIKE with an escape, which may be wrong",
                        call(SqlStdOperatorTable.LIKE, text, letter, letter),
                        false),
                Arguments.of("a division", divides, false),
                Arguments.of("a comparison beside one", call(SqlStdOperatorTable.OR, equal, divides), false),
                Arguments.of("a sum, which overflows", call(SqlStdOperatorTable.PLUS, number, one), false),
                Arguments.of(
                        "a cast of text to a number",
                        REX.makeAbstractCast(type(SqlTypeName.INTEGER), text, false),
                        false),
                Arguments.of(
                        "a cast of a number to a short text",
                        REX.makeAbstractCast(REX.getTypeFactory().createSqlType(SqlTypeName.VARCHAR, 2), number, false),
                        false),
                Arguments.of("a cast between texts", REX.makeAbstractCast(type(SqlTypeName.CHAR), text, false), true),
                Arguments.of(
                        "a cast that keeps every value",
                        REX.makeAbstractCast(type(SqlTypeName.BIGINT), number, false),
                        true),
                Arguments.of("a person's number decoded", call(BrokerFunctions.PID_DECODE, text), true));
    }

    /** Below a seal runs only what neither fails nor is observed. */
    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("expressions")
    void whatMayRunOnHiddenRows(String what, RexNode expression, boolean harmless) {
        assertThat(LeakProof.is(expression)).as(what).isEqualTo(harmless);
    }

    @Test
    void aSealStaysWhatItIsWhereverItIsPut() {
        RelOptCluster cluster =
                RelOptCluster.create(new HepPlanner(HepProgram.builder().build()), REX);
        RelDataType row =
                REX.getTypeFactory().builder().add("pid", SqlTypeName.VARCHAR).build();
        TableName table = new TableName("sundhed", "borger");
        Seal.Tap tap = Seal.Tap.NONE.person(0).ordinary(3).told(4).kilde(2);
        Seal seal = Seal.over(LogicalValues.createEmpty(cluster, row), table, List.of("p", "q"))
                .tapped(tap);

        for (Seal other : List.of(
                seal.copy(seal.getTraitSet(), seal.getInputs()), seal.over(LogicalValues.createEmpty(cluster, row)))) {
            assertThat(other.name).isEqualTo(table);
            assertThat(other.policies).containsExactly("p", "q");
            assertThat(other.tap).contains(tap);
        }
        assertThat(seal.explain()).contains("sundhed.borger", "[p, q]", "tap");
        assertThat(tap.columns().asList()).containsExactly(0, 2, 3, 4);
        assertThat(Seal.Tap.NONE.columns().asList()).isEmpty();
        assertThat(tap.moved(column -> column + 1))
                .isEqualTo(Seal.Tap.NONE.person(1).ordinary(4).told(5).kilde(3));
        assertThat(Seal.Tap.NONE.moved(column -> column + 1)).isEqualTo(Seal.Tap.NONE);
        assertThat(tap.source("cpr").kilde()).isEqualTo(-1);
        assertThat(tap.source("cpr").person()).isZero();
        assertThat(tap.source("cpr").source()).isEqualTo("cpr");
    }

    private static Session doctor() {
        return Users.session(
                "laege-1", "praktiserende_laege", "praksis:099001", Purpose.BEHANDLING, Map.of("ydernr", "099001"));
    }

    /** The log has a use once, before the next row leaves, and nothing of what was not used. */
    @Test
    void aUseIsToldOnce() {
        FileAuditLog log = new FileAuditLog(folder.resolve("audit.jsonl"), Clock.systemUTC());
        AuditLog.Entry entry = log.open("q1", doctor(), "SELECT 1");
        List<String> spent = new ArrayList<>();
        BreakGlassUse glass = new BreakGlassUse(
                "0101500001",
                Instant.parse("2026-11-23T11:30:00Z"),
                List.of(new PolicyRef("p", 1, "Fordi.")),
                false,
                () -> spent.add("spent"));
        FollowUpUse follow =
                new FollowUpUse(List.of("datasteward"), Optional.of("0101500001"), List.of(new PolicyRef("p", 1, "")));

        glass.tell(entry);
        follow.tell(entry);
        assertThat(glass.notice()).isEmpty();
        assertThat(log.glassBroken()).isEmpty();
        assertThat(log.notifiedOf("datasteward")).isEmpty();
        assertThat(spent).isEmpty();

        glass.use();
        follow.use();
        glass.tell(entry);
        follow.tell(entry);
        glass.tell(entry);
        follow.tell(entry);
        assertThat(log.glassBroken()).hasSize(1);
        assertThat(log.notifiedOf("datasteward")).singleElement().satisfies(told -> assertThat(told.person())
                .contains("0101500001"));
        assertThat(glass.notice().map(Notice::text))
                .hasValueSatisfying(text -> assertThat(text).contains("til kl. 12.30."));
        assertThat(spent).isNotEmpty();
        log.close();
    }

    /** Glass that an earlier query broke is in the log already; the reason is spent all the same. */
    @Test
    void whatIsInTheLogIsNotToldAgain() {
        FileAuditLog log = new FileAuditLog(folder.resolve("audit.jsonl"), Clock.systemUTC());
        AuditLog.Entry entry = log.open("q1", doctor(), "SELECT 1");
        List<String> spent = new ArrayList<>();
        BreakGlassUse glass = new BreakGlassUse("0101500001", Instant.now(), List.of(), true, () -> spent.add("spent"));

        glass.use();
        glass.tell(entry);

        assertThat(log.glassBroken()).isEmpty();
        assertThat(spent).containsExactly("spent");
        log.close();
    }
}
