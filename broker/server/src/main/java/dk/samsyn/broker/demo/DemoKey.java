package dk.samsyn.broker.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

/** A key of the provider, which signs its tokens. */
record DemoKey(String name, KeyPair pair) {
    static DemoKey make(String name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return new DemoKey(name, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the provider publishes. */
    JsonObject published() {
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        return new JsonObject()
                .put(
                        "keys",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("kty", "RSA")
                                        .put("use", "sig")
                                        .put("alg", "RS256")
                                        .put("kid", name)
                                        .put("n", number(key.getModulus()))
                                        .put("e", number(key.getPublicExponent()))));
    }

    /** The claims as a signed token. */
    String sign(JsonObject claims) {
        String content = encoded(new JsonObject()
                        .put("alg", "RS256")
                        .put("typ", "JWT")
                        .put("kid", name)
                        .encode())
                + "." + encoded(claims.encode());
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The claims as a token whose signature is of other claims. */
    String altered(JsonObject claims) {
        String genuine = sign(new JsonObject());
        String[] right = sign(claims).split("\\.", -1);
        return right[0] + "." + right[1] + genuine.substring(genuine.lastIndexOf('.'));
    }

    /** The claims as a token that says of itself that nobody has signed it. */
    static String unsigned(JsonObject claims) {
        return encoded(new JsonObject().put("alg", "none").encode()) + "." + encoded(claims.encode()) + ".";
    }

    private static String number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        int sign = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        return encoded(java.util.Arrays.copyOfRange(bytes, sign, bytes.length));
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
