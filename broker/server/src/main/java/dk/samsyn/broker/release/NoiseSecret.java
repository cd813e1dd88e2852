package dk.samsyn.broker.release;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed numbers: record keys of persons and draws of noise, each under a key of its own derived from the broker's noise secret
 * (HMAC-SHA-256, RFC 2104). The secret never leaves this class, nor the process.
 */
public final class NoiseSecret {
    /** The prime 2^61 - 1, below which record keys lie and modulo which they are added. */
    static final long PRIME = (1L << 61) - 1;

    private final byte[] recordKey;
    private final byte[] drawKey;
    private final ThreadLocal<Mac> recordMac;
    private final ThreadLocal<Mac> drawMac;

    /**
     * The keys of one epoch: with another epoch every record key and every draw is another, so it goes with an empty ledger.
     *
     * @param secret at least 16 characters
     */
    public NoiseSecret(String secret, int epoch) {
        if (secret.length() < 16) {
            throw new IllegalArgumentException("the noise secret has at least 16 characters");
        }
        byte[] root = secret.getBytes(StandardCharsets.UTF_8);
        this.recordKey = mac(root).doFinal(text("record key, epoch " + epoch));
        this.drawKey = mac(root).doFinal(text("draw, epoch " + epoch));
        this.recordMac = ThreadLocal.withInitial(() -> mac(recordKey));
        this.drawMac = ThreadLocal.withInitial(() -> mac(drawKey));
    }

    /**
     * The record key of a person: 61 bits, the same as long as the epoch lasts.
     *
     * @param person canonical person number
     */
    long recordKey(String person) {
        long key = first(recordMac.get().doFinal(text(person))) & PRIME;
        return key == 0 || key == PRIME ? 1 : key;
    }

    /** What tells this secret and epoch from others without telling anything of them. */
    public String mark() {
        return HexFormat.of().formatHex(mac(drawKey).doFinal(text("mark of the ledger")));
    }

    /** A draw from 0 (included) to 1 (excluded) that depends on nothing but what it is for and the numbers given. */
    double draw(String use, long... numbers) {
        ByteBuffer buffer = ByteBuffer.allocate(8 * numbers.length);
        for (long number : numbers) {
            buffer.putLong(number);
        }
        Mac mac = drawMac.get();
        mac.update(text(use));
        mac.update((byte) 0);
        return (first(mac.doFinal(buffer.array())) >>> 11) * 0x1.0p-53;
    }

    /** A draw whose seed is a text, such as the label of a cell. */
    double draw(String use, String seed) {
        Mac mac = drawMac.get();
        mac.update(text(use));
        mac.update((byte) 1);
        return (first(mac.doFinal(text(seed))) >>> 11) * 0x1.0p-53;
    }

    private static long first(byte[] hash) {
        return ByteBuffer.wrap(hash).getLong();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK lacks HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "NoiseSecret[]";
    }
}
