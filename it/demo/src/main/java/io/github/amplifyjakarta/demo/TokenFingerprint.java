package io.github.amplifyjakarta.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.amplifyjakarta.auth.Jwt;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells two tokens apart without showing them: the start of a SHA-256 hash. */
final class TokenFingerprint {

    /** What a fingerprint looks like, for the one that a link brings. */
    static final String FORM = "[0-9a-f]{8}";

    private TokenFingerprint() {}

    static String of(Jwt token) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(token.token().getBytes(US_ASCII));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) { // every Java platform has it
            throw new IllegalStateException(e);
        }
    }
}
