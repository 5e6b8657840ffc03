package io.github.amplifyjakarta.internal.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * The tokens whose signatures were verified here. It stores SHA-256 digests and can therefore hold many more entries
 * than a cache of tokens. Without it, a busy node with more sessions than cached tokens would verify all signatures
 * repeatedly.
 */
final class VerifiedSignatures {

    /** Two tokens for each of 100,000 sessions. */
    private static final int MOST = 200_000;

    private final Cache<Digest, SigningKey> signedBy =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /** 32 bytes in the smallest form that implements {@code equals}. */
    record Digest(long first, long second, long third, long fourth) {

        static Digest of(String token) {
            MessageDigest sha256;
            try {
                sha256 = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e); // every Java platform has it
            }
            ByteBuffer digest = ByteBuffer.wrap(sha256.digest(token.getBytes(UTF_8)));
            return new Digest(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
        }
    }

    /** {@return the key that signed a token; empty when its signature was not verified here} */
    Optional<SigningKey> signedBy(Digest token) {
        return Optional.ofNullable(signedBy.getIfPresent(token));
    }

    void add(Digest token, SigningKey key) {
        signedBy.put(token, key);
    }
}
