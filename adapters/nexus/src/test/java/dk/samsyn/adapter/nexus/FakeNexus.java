package dk.samsyn.adapter.nexus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Instances in memory behind one port, with a token service, pages of a few items and faults on demand. */
final class FakeNexus implements AutoCloseable {
    static {
        // Otherwise each answer waits 40 ms for the acknowledgement of its header.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    final List<String> requests = new CopyOnWriteArrayList<>();
    final AtomicInteger tokensGiven = new AtomicInteger();
    final AtomicInteger atOnce = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    volatile int pageSize = 2;
    volatile boolean linksToAllPages;
    volatile long expiresIn = 300;
    volatile long delayMillis;

    /** Whether connections are closed without an answer. */
    volatile boolean down;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ObjectMapper json = new ObjectMapper();
    private final Map<Integer, List<Entry>> byMunicipality = new ConcurrentHashMap<>();
    private final Map<Integer, ArrayNode> coverage = new ConcurrentHashMap<>();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final Set<String> valid = ConcurrentHashMap.newKeySet();

    FakeNexus() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /**
     * An answer instead of the right one.
     *
     * @param times how often, then the right one again
     */
    record Fault(Predicate<String> path, int status, String body, long delayMillis, AtomicInteger times) {}

    private record Entry(String relation, String cpr, ObjectNode item) {}

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String home(int municipality) {
        return url() + "/" + municipality + "/home";
    }

    /** Adds an item to a patient's list, such as {@code conditions}. */
    void add(int municipality, String relation, String cpr, String item) {
        byMunicipality
                .computeIfAbsent(municipality, code -> new CopyOnWriteArrayList<>())
                .add(new Entry(relation, cpr, read(item)));
    }

    void gap(int municipality, String from, String to, String remark) {
        coverage.computeIfAbsent(municipality, code -> json.createArrayNode())
                .addObject()
                .put("from", from)
                .put("to", to)
                .put("remark", remark);
    }

    void fault(Predicate<String> path, int status, String body, int times) {
        faults.add(new Fault(path, status, body, 0, new AtomicInteger(times)));
    }

    void slow(Predicate<String> path, long millis) {
        faults.add(new Fault(path, 0, "", millis, new AtomicInteger(Integer.MAX_VALUE)));
    }

    void noFaults() {
        faults.clear();
        delayMillis = 0;
        down = false;
    }

    void refuseAllTokens() {
        valid.clear();
    }

    private ObjectNode read(String text) {
        try {
            return (ObjectNode) json.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(path);
        if (down) {
            exchange.close();
            return;
        }
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        pause(delayMillis);
        for (Fault fault : faults) {
            if (fault.path().test(path) && fault.times().getAndDecrement() > 0) {
                pause(fault.delayMillis());
                if (fault.status() != 0) {
                    send(exchange, fault.status(), fault.body());
                    return;
                }
            }
        }
        if (path.equals("/token")) {
            String token = "t" + tokensGiven.incrementAndGet();
            valid.add(token);
            boolean known = body.contains("client_id=samsyn") && body.contains("client_secret=hem%26lig");
            send(
                    exchange,
                    known ? 200 : 401,
                    known ? "{\"access_token\":\"" + token + "\",\"expires_in\":" + expiresIn + "}" : "{}");
            return;
        }
        String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!authorization.startsWith("Bearer ") || !valid.contains(authorization.substring(7))) {
            send(exchange, 401, "{}");
            return;
        }
        route(exchange, path, body);
    }

    private void route(HttpExchange exchange, String path, String body) throws IOException {
        List<String> parts = List.of(path.substring(1).split("[/?=]"));
        int municipality = Integer.parseInt(parts.get(0));
        List<Entry> entries = byMunicipality.getOrDefault(municipality, List.of());
        String root = "/" + municipality + "/";
        switch (parts.get(1)) {
            case "home" -> {
                ObjectNode home = json.createObjectNode();
                ObjectNode links = home.putObject("_links");
                link(links, "patientDetailsSearch", root + "search");
                link(links, "organizations", root + "organizations");
                if (coverage.containsKey(municipality)) {
                    link(links, "dataCoverage", root + "coverage");
                }
                send(exchange, 200, home.toString());
            }
            case "coverage" -> send(exchange, 200, String.valueOf(coverage.get(municipality)));
            case "organizations" -> {
                ArrayNode organisations = json.createArrayNode();
                ObjectNode links = organisations.addObject().put("id", 1).putObject("_links");
                new TreeSet<>(entries.stream().map(Entry::relation).toList())
                        .forEach(relation -> link(links, relation, root + "list/" + relation + "?page=0"));
                organisations.addObject().put("id", 2).putObject("_links");
                send(exchange, 200, organisations.toString());
            }
            case "list" -> {
                String relation = parts.get(2);
                ArrayNode all = json.createArrayNode();
                entries.stream()
                        .filter(entry -> entry.relation().equals(relation))
                        .forEach(entry -> {
                            ObjectNode item = entry.item().deepCopy();
                            item.putObject("patientIdentifier")
                                    .put("type", "cpr")
                                    .put("identifier", entry.cpr());
                            all.add(item);
                        });
                send(exchange, 200, page(root + "list/" + relation, all, Integer.parseInt(parts.get(4))));
            }
            case "search" -> {
                String cpr = json.readTree(body).path("businessKey").asText();
                boolean known = entries.stream().anyMatch(entry -> entry.cpr().equals(cpr));
                ObjectNode patient = json.createObjectNode();
                patient.putObject("patientIdentifier").put("type", "cpr").put("identifier", cpr);
                ObjectNode links = patient.putObject("_links");
                link(links, "patientConditions", root + "patient/" + cpr + "/conditions");
                link(links, "patientGrants", root + "patient/" + cpr + "/grants");
                link(links, "patientMeasurements", root + "patient/" + cpr + "/measurements");
                send(exchange, known ? 200 : 404, known ? patient.toString() : "{}");
            }
            case "patient" -> {
                ArrayNode own = json.createArrayNode();
                entries.stream()
                        .filter(entry -> entry.cpr().equals(parts.get(2))
                                && entry.relation().equals(parts.get(3)))
                        .forEach(entry -> own.add(entry.item()));
                send(exchange, 200, own.toString());
            }
            default -> send(exchange, 404, "{}");
        }
    }

    private String page(String list, ArrayNode all, int number) {
        ObjectNode page = json.createObjectNode();
        ArrayNode content = page.putArray("content");
        List<JsonNode> items = new ArrayList<>();
        all.forEach(items::add);
        items.stream().skip((long) number * pageSize).limit(pageSize).forEach(content::add);
        int pages = (items.size() + pageSize - 1) / pageSize;
        ObjectNode links = page.putObject("_links");
        if (linksToAllPages && number == 0) {
            ArrayNode every = links.putArray("page");
            for (int i = 0; i < pages; i++) {
                every.addObject().put("href", list + "?page=" + i);
            }
        } else if (number + 1 < pages) {
            link(links, "next", list + "?page=" + (number + 1));
        }
        return page.toString();
    }

    private void link(ObjectNode links, String relation, String path) {
        links.putObject(relation).put("href", url() + path);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers. The request counts as ended before the caller has the answer and asks again. */
    private void send(HttpExchange exchange, int status, String body) throws IOException {
        atOnce.decrementAndGet();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (status == 429) {
            exchange.getResponseHeaders().set("Retry-After", "0");
        }
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
