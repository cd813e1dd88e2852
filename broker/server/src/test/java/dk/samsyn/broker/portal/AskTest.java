package dk.samsyn.broker.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.config.BrokerConfig;
import dk.samsyn.broker.doors.DoorsFixture;
import dk.samsyn.broker.doors.OpenQueries;
import dk.samsyn.broker.doors.Workers;
import dk.samsyn.spi.ErrorCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AskTest {
    private static final Session SESSION = new Session(
            new Principal("laege", "praktiserende_laege", "", Purpose.BEHANDLING, Set.of(Purpose.BEHANDLING), Map.of()),
            Purpose.BEHANDLING,
            Optional.empty(),
            false,
            "test");

    private final CannedQueries pipeline = new CannedQueries();
    private final BrokerConfig config = DoorsFixture.config();

    @Test
    void whenNobodyWaitsWhatRunsIsCancelledAndNothingMoreIsAsked() {
        try (Workers workers = new Workers(config.limits())) {
            pipeline.holds("slow");
            OpenQueries open = new OpenQueries(pipeline, workers, config.limits(), new SimpleMeterRegistry());
            Waiting waiting = new Waiting();
            Visit visit = new Visit(SESSION, "/", Map.of(), Map.of(), "da", true, waiting);
            Ask ask = new Ask(pipeline, open).during(visit);
            Supplier<Answer> slow = ask.begin(visit.session(), "SELECT slow");
            waiting.end();
            Supplier<Answer> next = ask.begin(visit.session(), "SELECT next");
            assertThat(List.of(slow.get(), next.get())).allSatisfy(answer -> assertThat(
                            answer.failure().orElseThrow().errorCode())
                    .isEqualTo(ErrorCode.QUERY_CANCELLED));
            assertThat(pipeline.asked).noneMatch(q -> q.sql().contains("next"));
            assertThat(open.runningOf(visit.session())).isEmpty();
        }
    }
}
