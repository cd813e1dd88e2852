package dk.samsyn.broker.demo;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.spi.DemoRegion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A record system as a practice has one, small: a page with today's patients and icons that open Samsyn by SMART App Launch, and of
 * FHIR only what the launch needs, its description and the patient on the screen.
 */
public final class DemoRecords {
    private final String address;
    private final List<DemoRegion.Example> patients;
    private final Supplier<String> secrets;
    private final Map<String, Launch> launches = new ConcurrentHashMap<>();
    private final Map<String, Integer> readable = new ConcurrentHashMap<>();
    private volatile String broker = "";
    private volatile Fault fault = Fault.NONE;

    /** What an icon opens: a list, or a patient by number; for whom. */
    record Launch(Principal user, String intent, Optional<Integer> patient) {}

    DemoRecords(String address, List<DemoRegion.Example> patients, Supplier<String> secrets) {
        this.address = address;
        this.patients = List.copyOf(patients);
        this.secrets = secrets;
    }

    /** The address of its FHIR service, which it names as {@code iss}. */
    public String iss() {
        return address + "/fhir";
    }

    /** Its page. */
    public String page() {
        return address + "/journal";
    }

    /** Opens Samsyn there. */
    public void opensAt(String brokerAddress) {
        broker = brokerAddress;
    }

    void fault(Fault wrong) {
        fault = wrong;
    }

    void mount(Router router, Function<RoutingContext, Optional<DemoLogin.SignedIn>> who) {
        router.get("/fhir/.well-known/smart-configuration")
                .handler(context -> DemoLogin.json(
                        context,
                        200,
                        endpoints(address)
                                .put(
                                        "capabilities",
                                        new JsonArray()
                                                .add("launch-ehr")
                                                .add("client-confidential-symmetric")
                                                .add("context-ehr-patient")
                                                .add("sso-openid-connect"))));
        router.get("/fhir/Patient/:id").handler(this::patient);
        router.get("/journal")
                .handler(context -> signedIn(context, who, user -> DemoPage.records(context, user, patients)));
        router.get("/journal/aabn").handler(context -> signedIn(context, who, user -> open(context, user)));
    }

    /** What both descriptions say of the provider at an address. */
    static JsonObject endpoints(String address) {
        return new JsonObject()
                .put("issuer", address)
                .put("authorization_endpoint", address + "/authorize")
                .put("token_endpoint", address + "/token")
                .put("jwks_uri", address + "/jwks")
                .put("grant_types_supported", new JsonArray().add("authorization_code"))
                .put("response_types_supported", new JsonArray().add("code"))
                .put("scopes_supported", new JsonArray().add("openid").add("launch"))
                .put("id_token_signing_alg_values_supported", new JsonArray().add("RS256"))
                .put("code_challenge_methods_supported", new JsonArray().add("S256"));
    }

    /** The launch of that handle, once, for the user who began it. */
    Optional<Launch> take(String handle, Principal user) {
        return Optional.ofNullable(launches.remove(handle))
                .filter(launch -> launch.user().name().equals(user.name()));
    }

    /** What the token's answer says of the screen; {@code access} reads that one patient from now on. */
    JsonObject context(Launch launch, String access) {
        JsonObject context = new JsonObject()
                .put("intent", launch.intent())
                .put(
                        "organisation",
                        fault == Fault.OTHER_ORGANISATION
                                ? "praksis:099999"
                                : launch.user().organisation())
                .put(
                        "purpose",
                        fault == Fault.OTHER_PURPOSE
                                ? "forskning"
                                : launch.user().defaultPurpose().label());
        launch.patient().ifPresent(number -> {
            readable.put(access, number);
            context.put("patient", "p" + number);
        });
        return context;
    }

    private void open(RoutingContext context, Principal user) {
        String wanted = DemoLogin.text(context, "patient");
        Optional<Integer> patient =
                Optional.of(wanted).filter(p -> p.matches("p[0-9]{1,3}")).map(p -> Integer.valueOf(p.substring(1)));
        String handle = secrets.get();
        launches.put(handle, new Launch(user, DemoLogin.text(context, "liste"), patient));
        DemoPage.go(
                context, broker + "/launch?iss=" + DemoLogin.encoded(iss()) + "&launch=" + DemoLogin.encoded(handle));
    }

    private void patient(RoutingContext context) {
        String token =
                String.valueOf(context.request().getHeader("Authorization")).replaceFirst("^Bearer ", "");
        Integer allowed = readable.get(token);
        if (allowed == null || !("p" + allowed).equals(context.pathParam("id")) || allowed >= patients.size()) {
            DemoLogin.json(context, 401, new JsonObject().put("resourceType", "OperationOutcome"));
            return;
        }
        DemoLogin.json(
                context,
                200,
                new JsonObject()
                        .put("resourceType", "Patient")
                        .put("id", "p" + allowed)
                        .put(
                                "identifier",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("system", "urn:oid:1.2.208.176.1.2")
                                                .put(
                                                        "value",
                                                        patients.get(allowed).cpr()))));
    }

    private static void signedIn(
            RoutingContext context,
            Function<RoutingContext, Optional<DemoLogin.SignedIn>> who,
            java.util.function.Consumer<Principal> page) {
        who.apply(context)
                .ifPresentOrElse(
                        in -> page.accept(in.user()),
                        () -> DemoPage.go(
                                context,
                                "/log-ind?videre="
                                        + DemoLogin.encoded(context.request().uri())));
    }
}
