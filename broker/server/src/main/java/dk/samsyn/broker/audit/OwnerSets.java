package dk.samsyn.broker.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Whose data queries asked for, in the log. Most queries that ask many practices ask the same ones, all of a source: a set of
 * many owners is an entry of its own, written once while a broker runs, and queries name it by its hash.
 */
final class OwnerSets {
    /** Kind of the entry of a set. */
    static final String KIND = "owners";

    /** Up to so many owners stand with the query. */
    private static final int FEW = 8;

    private final Consumer<ObjectNode> append;
    private final Cache<String, Boolean> written =
            Caffeine.newBuilder().maximumSize(5_000).build();

    /** @param append writes an entry before the next one */
    OwnerSets(Consumer<ObjectNode> append) {
        this.append = append;
    }

    /** Adds to a query's last entry what it asked. */
    void write(ObjectNode entry, List<SourceAsked> asked) {
        ArrayNode all = entry.putArray("asked");
        for (SourceAsked source : asked) {
            ObjectNode one = all.addObject().put("source", source.source()).put("calls", source.calls());
            if (source.owners().size() > FEW) {
                one.put("set", set(source.owners()));
            } else if (!source.owners().isEmpty()) {
                source.owners().forEach(one.putArray("owners")::add);
            }
        }
    }

    private String set(List<String> owners) {
        String name = name(owners);
        Boolean unused = written.get(name, key -> {
            ObjectNode set =
                    JsonNodeFactory.instance.objectNode().put("kind", KIND).put("set", key);
            owners.forEach(set.putArray("owners")::add);
            append.accept(set);
            return true;
        });
        return name;
    }

    /** The first 128 bits of the SHA-256 of the owners, a line each, in hexadecimal. */
    private static String name(List<String> owners) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", owners).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Reads back what was written, entry by entry in the log's order. */
    static final class Reader {
        private final Map<String, List<String>> sets = new HashMap<>();

        /** Takes in the entry of a set. */
        void add(JsonNode entry) {
            sets.put(entry.path("set").asText(), texts(entry.path("owners")));
        }

        /** What a query's last entry says that it asked. */
        List<SourceAsked> asked(JsonNode entry) {
            List<SourceAsked> asked = new ArrayList<>();
            entry.path("asked")
                    .forEach(one -> asked.add(new SourceAsked(
                            one.path("source").asText(),
                            one.path("calls").asLong(),
                            one.has("set")
                                    ? sets.getOrDefault(one.path("set").asText(), List.of())
                                    : texts(one.path("owners")))));
            return asked;
        }

        private static List<String> texts(JsonNode array) {
            List<String> texts = new ArrayList<>();
            array.forEach(text -> texts.add(text.asText()));
            return texts;
        }
    }
}
