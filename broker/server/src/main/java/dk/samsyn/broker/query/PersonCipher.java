package dk.samsyn.broker.query;

import dk.samsyn.broker.access.Session;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns a canonical person number into the {@code pid} that users see, and back: base64url, with padding, of one AES block
 * (FIPS 197, 128-bit key) over the number padded with zero bytes to 16. The key belongs to a (purpose, organisation); it is
 * HMAC-SHA-256 (RFC 2104) of both under the broker's secret. Deterministic; 24 characters.
 */
public final class PersonCipher {
    private static final int BLOCK = 16;

    private static final int PSEUDONYM_LENGTH = 12;

    private final SecretKey key;
    private final byte[] pseudonymKey;
    private final ThreadLocal<Cipher> encrypt = ThreadLocal.withInitial(() -> cipher(Cipher.ENCRYPT_MODE));
    private final ThreadLocal<Cipher> decrypt = ThreadLocal.withInitial(() -> cipher(Cipher.DECRYPT_MODE));

    private PersonCipher(SecretKey key, byte[] pseudonymKey) {
        this.key = key;
        this.pseudonymKey = pseudonymKey;
    }

    /** The ciphers of one broker secret. */
    public static final class Ring {
        private final byte[] secret;
        private final Map<String, PersonCipher> ciphers = new ConcurrentHashMap<>();

        public Ring(byte[] secret) {
            if (secret.length < BLOCK) {
                throw new IllegalArgumentException("the pseudonym secret has at least 16 bytes");
            }
            this.secret = secret.clone();
        }

        /** The cipher of a session's purpose and organisation. */
        PersonCipher of(Session session) {
            return of(session.purpose().label(), session.principal().organisation());
        }

        /** The cipher of a purpose and an organisation. */
        public PersonCipher of(String purpose, String organisation) {
            return ciphers.computeIfAbsent(purpose + "|" + organisation, this::derive);
        }

        private PersonCipher derive(String name) {
            byte[] derived = hmac(secret, "pid|" + name);
            return new PersonCipher(
                    new SecretKeySpec(Arrays.copyOf(derived, BLOCK), "AES"), hmac(secret, "pseudonym|" + name));
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK lacks HmacSHA256", e);
        }
    }

    /** A pseudonym of any text: the first 72 bits of its HMAC-SHA-256 under this key, as 12 characters of base64url. */
    String pseudonym(String text) {
        return Base64.getUrlEncoder().encodeToString(hmac(pseudonymKey, text)).substring(0, PSEUDONYM_LENGTH);
    }

    /** The {@code pid} of a person. */
    public String encode(String number) {
        byte[] bytes = number.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > BLOCK) {
            throw new IllegalArgumentException("a person number has at most 16 bytes");
        }
        try {
            return Base64.getUrlEncoder().encodeToString(encrypt.get().doFinal(Arrays.copyOf(bytes, BLOCK)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("one AES block could not be encrypted", e);
        }
    }

    /** The person behind a {@code pid}, or nothing if the text is not one of this key's. */
    public Optional<String> decode(String pid) {
        if (pid.length() != 24) {
            return Optional.empty();
        }
        try {
            byte[] block = Base64.getUrlDecoder().decode(pid);
            if (block.length != BLOCK) {
                return Optional.empty();
            }
            byte[] plain = decrypt.get().doFinal(block);
            int length = BLOCK;
            while (length > 0 && plain[length - 1] == 0) {
                length--;
            }
            for (int i = 0; i < length; i++) {
                if (plain[i] < '0' || plain[i] > 'Z') {
                    return Optional.empty();
                }
            }
            String number = new String(plain, 0, length, StandardCharsets.US_ASCII);
            return encode(number).equals(pid) ? Optional.of(number) : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode) {
        try {
            // One block of a value that never repeats with another meaning: a permutation is what is wanted, no mode of
            // chaining.
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(mode, key);
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK lacks AES", e);
        }
    }
}
