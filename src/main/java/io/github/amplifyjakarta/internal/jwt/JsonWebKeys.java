package io.github.amplifyjakarta.internal.jwt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.lang.JoseException;

/** Reads a JSON Web Key Set (RFC 7517, section 5). */
final class JsonWebKeys {

    private static final Logger LOG = System.getLogger(KeySet.class.getName());

    private JsonWebKeys() {}

    /** Reads RSA signature keys and ignores all others. The result is empty when the text is not a key set. */
    static Optional<Map<String, SigningKey>> parse(String json) {
        try {
            Map<String, SigningKey> byId = new HashMap<>();
            for (JsonWebKey key : new JsonWebKeySet(json).getJsonWebKeys()) {
                boolean forSignatures = Use.SIGNATURE.equals(key.getUse());
                boolean rs256 = key.getAlgorithm() == null || key.getAlgorithm().equals(TokenVerifier.ALGORITHM);
                if (key instanceof RsaJsonWebKey rsa && key.getKeyId() != null && forSignatures && rs256) {
                    byId.put(key.getKeyId(), new SigningKey(key.getKeyId(), rsa.getPublicKey()));
                }
            }
            // A set without a usable key would sign out all users. It counts as a failure, and the older keys stay in
            // use.
            return byId.isEmpty() ? Optional.empty() : Optional.of(Map.copyOf(byId));
        } catch (JoseException | RuntimeException e) {
            LOG.log(Level.DEBUG, "not a JSON Web Key Set: {0}", e.getMessage());
            return Optional.empty();
        }
    }
}
