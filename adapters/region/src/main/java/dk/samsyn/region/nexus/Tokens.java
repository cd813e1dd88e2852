package dk.samsyn.region.nexus;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Gives tokens to the one client it knows, for five minutes each. */
final class Tokens {
    /** Life of a token, seconds. */
    static final long SECONDS = 300;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Long> validUntil = new ConcurrentHashMap<>();
    private final String client = "samsyn-demo";
    private final String secret = random();

    String client() {
        return client;
    }

    String secret() {
        return secret;
    }

    String give() {
        long now = System.nanoTime();
        validUntil.values().removeIf(until -> until - now < 0);
        String token = random();
        validUntil.put(token, now + SECONDS * 1_000_000_000L);
        return token;
    }

    boolean valid(String token) {
        Long until = validUntil.get(token);
        return until != null && until - System.nanoTime() > 0;
    }

    private String random() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
