package dk.samsyn.broker.steward;

import dk.samsyn.broker.config.CaseAnswer;
import dk.samsyn.broker.config.CaseEngine;
import dk.samsyn.broker.config.CaseRunner;
import dk.samsyn.broker.config.PolicyCase;
import dk.samsyn.broker.policy.PolicyEngine;
import dk.samsyn.broker.query.Queries;
import dk.samsyn.broker.query.QueryAnswer;
import dk.samsyn.broker.query.QueryRequest;
import dk.samsyn.broker.query.QueryService;
import dk.samsyn.broker.query.ResultColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tries sets on the broker's own pipeline. */
public final class PipelineTrial implements Trial {
    private final QueryService pipeline;
    private final SilentLog log;

    /** @param log takes in what the cases read */
    public PipelineTrial(QueryService pipeline, SilentLog log) {
        this.pipeline = pipeline;
        this.log = log;
    }

    @Override
    public List<String> unloadable(PolicyEngine engine) {
        return pipeline.under(engine, log).unloadable();
    }

    @Override
    public List<CaseRunner.Result> run(PolicyEngine engine, List<PolicyCase> cases) {
        return new CaseRunner(cases(pipeline.under(engine, log))).run(cases);
    }

    /** Cases over a pipeline: each answer read to its end. */
    static CaseEngine cases(Queries pipeline) {
        return (session, sql) -> whole(pipeline.run(session, QueryRequest.of(sql)));
    }

    private static CaseAnswer whole(QueryAnswer answer) {
        try (answer) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            while (answer.next()) {
                rows.add(Collections.unmodifiableList(Arrays.asList(answer.row())));
            }
            return new CaseAnswer(
                    answer.columns().stream().map(ResultColumn::name).toList(), rows);
        }
    }
}
