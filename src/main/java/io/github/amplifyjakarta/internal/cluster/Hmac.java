package io.github.amplifyjakarta.internal.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC with SHA-256 (RFC 2104), and the keys that HKDF derives by it. */
public final class Hmac {

    private static final String ALGORITHM = "HmacSHA256";

    /** RFC 5869, section 2.2: without a salt, as many zeros as the hash has bytes. */
    private static final byte[] NO_SALT = new byte[32];

    private Hmac() {}

    public static byte[] sha256(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) { // each Java platform has it
            throw new IllegalStateException(e);
        }
    }

    /**
     * {@return a key of 256 bits, derived by HKDF (RFC 5869); one block is enough for it}
     *
     * @param secret what the key is derived from
     * @param purpose makes keys of one secret for different purposes different
     */
    static byte[] derivedKey(String secret, String purpose) {
        byte[] extracted = sha256(NO_SALT, secret.getBytes(UTF_8));
        return sha256(extracted, (purpose + "\u0001").getBytes(UTF_8));
    }
}
