package io.github.amplifyjakarta.internal.oauth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * What this browser stores while it is at Managed Login: the state (RFC 6749, section 10.12), the code verifier (RFC
 * 7636, section 4.1), and the return path.
 *
 * @param state the state as it was sent; the custom state follows a dash
 * @param codeVerifier the code verifier
 * @param returnPath the page that the browser requested first; empty when the user signed in directly
 */
public record FlowProof(String state, String codeVerifier, Optional<ReturnPath> returnPath) {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int STATE_LENGTH = 32;
    private static final int VERIFIER_LENGTH = 128;

    /** {@return a new proof with new random values} */
    public static FlowProof create(SecureRandom random, Optional<String> customState, Optional<ReturnPath> returnPath) {
        String state = text(random, STATE_LENGTH)
                + customState.map(custom -> "-" + hex(custom)).orElse("");
        return new FlowProof(state, text(random, VERIFIER_LENGTH), returnPath);
    }

    private static String text(SecureRandom random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    /** The same as Amplify's {@code urlSafeEncode}: each UTF-16 unit in hexadecimal, with two or more digits. */
    private static String hex(String text) {
        StringBuilder hex = new StringBuilder(text.length() * 2);
        text.chars().forEach(unit -> hex.append(String.format("%02x", unit)));
        return hex.toString();
    }

    /** {@return the code challenge, method S256 (RFC 7636, section 4.2)} */
    public String codeChallenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(codeVerifier.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Compares in constant time. */
    boolean matches(String returnedState) {
        return MessageDigest.isEqual(
                state.getBytes(StandardCharsets.UTF_8), returnedState.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "FlowProof[<redacted>]";
    }
}
