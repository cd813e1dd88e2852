package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.config.CaseAnswer;
import dk.samsyn.broker.config.CaseFiles;
import dk.samsyn.broker.config.CaseRunner;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.PolicyCase;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case of every shipped policy, through the whole pipeline over the demo region. */
class PolicyCasesTest {
    @TestFactory
    Stream<DynamicTest> everyShippedCaseIsGreen() {
        ConfigProblems problems = new ConfigProblems();
        List<PolicyCase> cases = CaseFiles.read(Lille.root().resolve("policies"), problems);
        problems.throwIfAny();
        Lille lille = Lille.get();
        CaseRunner runner = new CaseRunner((session, sql) -> ask(lille, session, sql));
        return cases.stream()
                .map(policyCase ->
                        DynamicTest.dynamicTest(policyCase.file() + " " + policyCase.name(), () -> assertThat(
                                        runner.run(List.of(policyCase)).get(0).failure())
                                .isEmpty()));
    }

    private static CaseAnswer ask(Lille lille, Session session, String sql) {
        List<String> columns = lille.queries.prepare(session, sql).columns().stream()
                .map(ResultColumn::name)
                .toList();
        return new CaseAnswer(
                columns,
                lille.rows(session, sql).stream()
                        .map(row -> Collections.unmodifiableList(Arrays.asList(row)))
                        .toList());
    }
}
