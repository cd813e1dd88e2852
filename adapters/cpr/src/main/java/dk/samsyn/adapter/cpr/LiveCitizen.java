package dk.samsyn.adapter.cpr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dk.samsyn.spi.PersonFormat;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The register's live answer about one citizen. */
final class LiveCitizen {
    private static final int MAX_BYTES = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode answer;

    private LiveCitizen(JsonNode answer) {
        this.answer = answer;
    }

    /**
     * Reads an answer.
     *
     * @throws IllegalArgumentException if it is not JSON or too large
     */
    static LiveCitizen read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("the answer is too large");
        }
        try {
            return new LiveCitizen(JSON.readTree(bytes));
        } catch (JsonProcessingException e) {
            // Its message quotes the answer.
            throw new IllegalArgumentException("the answer is not JSON");
        }
    }

    /** Whether the number that was asked for is one that this citizen had before. */
    boolean formerly(String asked) {
        for (JsonNode former : answer.path("tidligereCpr")) {
            JsonNode number = former.isObject() ? former.path("cpr") : former;
            if (PersonFormat.normalise(number.asText()).equals(PersonFormat.normalise(asked))) {
                return true;
            }
        }
        return false;
    }

    /**
     * The row, in the order of {@link ListTable#BORGER}.
     *
     * @throws IllegalArgumentException or {@link java.time.DateTimeException} if the answer is about nobody, or about another
     *     person than was asked for
     */
    @Nullable
    Object[] row(String asked) {
        if (!PersonFormat.normalise(asked).equals(value(ListTable.Spelling.PERSON, "cpr"))) {
            throw new IllegalArgumentException("the answer is not about the person that was asked for");
        }
        return new @Nullable Object[] {
            value(ListTable.Spelling.PERSON, "cpr"),
            value(ListTable.Spelling.NAME, "navn"),
            value(ListTable.Spelling.CODE, "koen"),
            value(ListTable.Spelling.DATE, "foedselsdato"),
            value(ListTable.Spelling.DATE, "doedsdato"),
            value(ListTable.Spelling.CODE, "status"),
            value(ListTable.Spelling.NUMBER, "kommuneKode"),
            value(ListTable.Spelling.NUMBER, "postnr"),
            value(ListTable.Spelling.NUMBER, "sogn"),
            value(ListTable.Spelling.FLAG, "adressebeskyttelse")
        };
    }

    private @Nullable Object value(ListTable.Spelling spelling, String name) {
        JsonNode node = answer.path(name);
        String text = node.isValueNode() && !node.isNull() ? node.asText().strip() : "";
        return text.isEmpty() ? null : spelling.value(text);
    }
}
