package dk.samsyn.adapter.nexus;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One answer with its {@code _links} (draft-kelly-json-hal). Links are followed only to the host they came from: an answer
 * cannot make the broker send its token elsewhere.
 */
record Hal(Failures failures, Instance instance, URI address, JsonNode body) {
    /** The address behind a relation, absent if the resource has no such link. */
    Optional<URI> link(String relation) {
        JsonNode link = body.path("_links").path(relation);
        return link.isMissingNode() || link.isNull() ? Optional.empty() : Optional.of(address(link));
    }

    /** The address behind a relation that must be there. */
    URI required(String relation) {
        return link(relation).orElseThrow(this::malformed);
    }

    /** The addresses behind a relation with an array of links. */
    List<URI> links(String relation) {
        List<URI> found = new ArrayList<>();
        body.path("_links").path(relation).forEach(link -> found.add(address(link)));
        return found;
    }

    /** The items of a list: a plain array, or a page's {@code content}. */
    List<Hal> items() {
        JsonNode list = body.isArray() ? body : body.path("content");
        if (!list.isArray()) {
            throw malformed();
        }
        List<Hal> items = new ArrayList<>(list.size());
        for (JsonNode item : list) {
            if (!item.isObject()) {
                throw malformed();
            }
            items.add(new Hal(failures, instance, address, item));
        }
        return items;
    }

    RuntimeException malformed() {
        return failures.malformed(instance.label(), null);
    }

    private URI address(JsonNode link) {
        try {
            URI target = address.resolve(
                    link.path("href").textValue() == null
                            ? ""
                            : link.path("href").textValue());
            if (link.path("href").isTextual()
                    && Objects.equals(target.getScheme(), instance.home().getScheme())
                    && Objects.equals(target.getHost(), instance.home().getHost())
                    && target.getPort() == instance.home().getPort()) {
                return target;
            }
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        throw malformed();
    }
}
