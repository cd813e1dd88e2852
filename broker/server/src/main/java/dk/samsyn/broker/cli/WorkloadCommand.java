package dk.samsyn.broker.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The reference workload put to a running broker: what is answered, what is refused by which rule, and how near the numbers are. */
@Command(
        name = "workload",
        description = "Asks the reference workload and tells what was answered and how exactly.",
        mixinStandardHelpOptions = true)
final class WorkloadCommand implements Callable<Integer> {
    private static final double GOAL = 0.9;
    private static final int WIDTH = 110;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    RemoteQueries broker = new RemoteQueries();

    @Option(names = "--folder", description = "folder with the statements (default: conf/workload)")
    @Nullable
    Path folder;

    @Option(
            names = "--truth-user",
            description =
                    "user who sees everything and has the same password: errors are measured against that user's answers")
    @Nullable
    String truthUser;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = Output.of(spec);
        Path where = folder != null ? folder : Installation.conf(null).resolve("workload");
        List<WorkloadFile.Question> questions = WorkloadFile.read(where);
        WorkloadErrors errors = new WorkloadErrors();
        Map<String, Integer> refused = new TreeMap<>();
        for (WorkloadFile.Question question : questions) {
            RemoteQueries.Reply reply = broker.ask(question.sql());
            if (reply.answered()) {
                out.printf(
                        Locale.ROOT,
                        "%-4s %5d rows  %s%n",
                        question.name(),
                        reply.rows().size(),
                        question.title());
                if (truthUser != null) {
                    RemoteQueries.Reply truth = broker.ask(truthUser, question.sql());
                    if (truth.answered()) {
                        errors.add(reply, truth);
                    }
                }
            } else {
                refused.merge(reply.code(), 1, Integer::sum);
                String why = reply.detail();
                out.printf(
                        "%-4s %s  %s: %s%n",
                        question.name(),
                        reply.code(),
                        question.title(),
                        why.substring(0, Math.min(WIDTH, why.length())));
            }
        }
        int no = refused.values().stream().mapToInt(Integer::intValue).sum();
        double share = (questions.size() - no) / (double) Math.max(1, questions.size());
        out.printf(
                Locale.ROOT,
                "answered: %d of %d, %.0f %% (goal 90 %%); refused: %s%n",
                questions.size() - no,
                questions.size(),
                100 * share,
                refused);
        if (truthUser != null) {
            errors.lines().forEach(out::println);
        }
        return share >= GOAL ? 0 : SamsynCommand.FOUND_WRONG;
    }
}
