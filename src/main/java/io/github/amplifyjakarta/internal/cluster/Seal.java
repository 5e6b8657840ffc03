package io.github.amplifyjakarta.internal.cluster;

import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.lang.JoseException;

/**
 * Encrypts and authenticates what is kept elsewhere: JWE (RFC 7516) with direct encryption and AES-256-GCM. For values of
 * the shared store the key comes from a secret of the browser, so the store holds nothing that opens them.
 */
public final class Seal {

    private final SecretKey key;

    /**
     * @param secret the secret, of 128 bits of entropy or more
     * @param purpose what is sealed; another purpose has another key
     */
    public Seal(String secret, String purpose) {
        this.key = new SecretKeySpec(Hmac.derivedKey(secret, purpose), "AES");
    }

    /** {@return the sealed text} */
    public String close(String text) {
        JsonWebEncryption jwe = new JsonWebEncryption();
        jwe.setAlgorithmHeaderValue(KeyManagementAlgorithmIdentifiers.DIRECT);
        jwe.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);
        jwe.setKey(key);
        jwe.setPayload(text);
        try {
            return jwe.getCompactSerialization();
        } catch (JoseException e) { // the key and the algorithms are fixed
            throw new IllegalStateException(e);
        }
    }

    /** {@return the text; empty when it was sealed by another secret, or changed} */
    public Optional<String> open(String sealed) {
        JsonWebEncryption jwe = new JsonWebEncryption();
        jwe.setAlgorithmConstraints(
                new AlgorithmConstraints(ConstraintType.PERMIT, KeyManagementAlgorithmIdentifiers.DIRECT));
        jwe.setContentEncryptionAlgorithmConstraints(
                new AlgorithmConstraints(ConstraintType.PERMIT, ContentEncryptionAlgorithmIdentifiers.AES_256_GCM));
        jwe.setKey(key);
        try {
            jwe.setCompactSerialization(sealed);
            return Optional.of(jwe.getPayload());
        } catch (JoseException | RuntimeException e) { // jose4j casts what it finds in a header
            return Optional.empty();
        }
    }
}
