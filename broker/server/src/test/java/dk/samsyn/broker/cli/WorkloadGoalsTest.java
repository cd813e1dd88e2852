package dk.samsyn.broker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.samsyn.broker.config.DeclaredTables;
import dk.samsyn.broker.query.WorkloadAnswers;
import dk.samsyn.broker.release.Goals;
import dk.samsyn.broker.release.ReleasedAnswers;
import dk.samsyn.broker.store.OwnDatabase;
import dk.samsyn.broker.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** G6, G7 and G9: the reference workload over the small region, with its ledger in a database. */
@Tag("nightly")
class WorkloadGoalsTest {
    @TempDir
    private Path folder;

    @Test
    void theReferenceWorkloadIsAnsweredNearlyAndCanBeToldAgain(TestReporter reporter) throws IOException {
        List<WorkloadFile.Question> questions =
                WorkloadFile.read(DeclaredTables.repository().resolve("conf/workload"));
        WorkloadErrors errors = new WorkloadErrors();
        int answered = 0;
        try (OwnDatabase own =
                OwnDatabase.open(new StoreSettings("jdbc:h2:file:" + folder.resolve("broker"), "samsyn", "samsyn"))) {
            WorkloadAnswers region = new WorkloadAnswers(own.dataSource());
            for (WorkloadFile.Question question : questions) {
                ObjectNode answer = region.ask(question.sql());
                if (answer.has("rows")) {
                    answered++;
                    ObjectNode truth = region.truth(question.sql());
                    if (truth.has("rows")) {
                        errors.add(new RemoteQueries.Reply(answer, true), new RemoteQueries.Reply(truth, true));
                    }
                }
            }
            double share = (double) answered / questions.size();
            Goals.atMost(reporter, "G6", "median relative error, n of 100 and more", errors.median(100), 0.02);
            Goals.atMost(reporter, "G6", "median relative error, n from 20 to 99", errors.median(20), 0.10);
            Goals.atLeast(reporter, "G7", "share of the reference workload that is answered", share, 0.90);
            ReleasedAnswers.Found found = ReleasedAnswers.find(own.dataSource(), region.entries());
            double told = (double) found.found() / found.named();
            Goals.atLeast(reporter, "G9", "share of " + found.named() + " released numbers found again", told, 1);
            assertThat(share).isGreaterThanOrEqualTo(0.90);
            assertThat(found.missing()).isEmpty();
        }
        assertThat(errors.median(100)).isLessThanOrEqualTo(0.02);
        assertThat(errors.median(20)).isLessThanOrEqualTo(0.10);
    }
}
