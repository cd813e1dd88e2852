package dk.samsyn.broker.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One line of the log: a JSON object whose last member is the SHA-256 of all that stands before it, the hash of the line before
 * among it. The hash is over the bytes as written, so no canonical form of JSON is needed to check it.
 *
 * <pre>
 *   {"seq":7,"time":"…","kind":"closed",…,"prev":"HASH OF 6","hash":"SHA-256 OF {"seq":7,…,"prev":"HASH OF 6"}"}
 * </pre>
 *
 * @param sequence number from 1, without gaps
 * @param previous hash of the line before, 64 hexadecimal digits
 * @param hash hash of this line
 * @param fields everything that was written
 */
record ChainedLine(long sequence, String previous, String hash, JsonNode fields) {
    /** What the first line names as the hash before it. */
    static final String GENESIS = "0".repeat(64);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] BEFORE_HASH = ",\"hash\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int SUFFIX = BEFORE_HASH.length + 64 + "\"}".length();

    /** A line with its newline, in UTF-8, and the hash the next one must name. */
    static final class Written {
        private final byte[] line;
        private final String hash;

        private Written(byte[] line, String hash) {
            this.line = line;
            this.hash = hash;
        }

        void to(DataOutput out) throws IOException {
            out.write(line);
        }

        String hash() {
            return hash;
        }
    }

    /** The line for {@code fields}; sequence number and hashes are added here. */
    static Written write(long sequence, String previous, ObjectNode fields) {
        ObjectNode all = JSON.createObjectNode().put("seq", sequence);
        all.setAll(fields);
        all.put("prev", previous);
        try {
            byte[] body = JSON.writeValueAsBytes(all);
            String hash = sha256(body, body.length);
            byte[] end = (hash + "\"}\n").getBytes(StandardCharsets.US_ASCII);
            byte[] line = Arrays.copyOf(body, body.length - 1 + BEFORE_HASH.length + end.length);
            System.arraycopy(BEFORE_HASH, 0, line, body.length - 1, BEFORE_HASH.length);
            System.arraycopy(end, 0, line, line.length - end.length, end.length);
            return new Written(line, hash);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an audit entry is not JSON", e);
        }
    }

    /** The line in {@code bytes}, without its newline; empty if it is cut, no entry, or does not match its own hash. */
    static Optional<ChainedLine> read(byte[] bytes) {
        int end = bytes.length - SUFFIX;
        if (end < 1
                || !Arrays.equals(bytes, end, end + BEFORE_HASH.length, BEFORE_HASH, 0, BEFORE_HASH.length)
                || bytes[bytes.length - 1] != '}') {
            return Optional.empty();
        }
        String hash = new String(bytes, end + BEFORE_HASH.length, 64, StandardCharsets.US_ASCII);
        byte[] body = Arrays.copyOf(bytes, end + 1);
        body[end] = '}';
        if (!hash.equals(sha256(body, body.length))) {
            return Optional.empty();
        }
        try {
            JsonNode fields = JSON.readTree(body);
            return fields.path("seq").isIntegralNumber() && fields.path("prev").isTextual()
                    ? Optional.of(new ChainedLine(
                            fields.get("seq").longValue(), fields.get("prev").textValue(), hash, fields))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static String sha256(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
