package dk.samsyn.adapter.soap;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import dk.samsyn.testkit.Fault;
import java.util.LinkedHashMap;
import java.util.Map;

/** A small service for the contract: answers by a text that the request contains, and fails on demand. */
public final class FaultyServer implements AutoCloseable {
    private final Map<String, String> answers = new LinkedHashMap<>();
    private final String otherwise;
    private WireMockServer server = start(0);
    private final int port = server.port();

    /** With an answer to requests that contain none of the known texts. */
    public FaultyServer(String otherwise) {
        this.otherwise = otherwise;
        repair();
    }

    /** Answers requests that contain {@code text}. */
    public void answer(String text, String body) {
        answers.put(text, body);
        repair();
    }

    public String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    public void cause(Fault fault) {
        switch (fault) {
            case SLOW -> server.stubFor(any(anyUrl()).willReturn(ok("sen").withFixedDelay(15_000)));
            case DOWN -> server.stop();
            case MALFORMED -> server.stubFor(any(anyUrl()).willReturn(ok("<html>Log ind</html>")));
        }
    }

    public void repair() {
        if (!server.isRunning()) {
            server = start(port);
        }
        server.resetMappings();
        server.stubFor(any(anyUrl()).willReturn(ok(otherwise)));
        answers.forEach((text, body) ->
                server.stubFor(post(anyUrl()).withRequestBody(containing(text)).willReturn(ok(body))));
    }

    @Override
    public void close() {
        server.stop();
    }

    private static WireMockServer start(int port) {
        WireMockServer server = new WireMockServer(
                wireMockConfig().port(port).bindAddress("127.0.0.1").containerThreads(40));
        server.start();
        return server;
    }
}
