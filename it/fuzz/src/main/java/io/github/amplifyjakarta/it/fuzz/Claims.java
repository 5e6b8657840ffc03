package io.github.amplifyjakarta.it.fuzz;

import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.config.UserPoolConfig;
import io.github.amplifyjakarta.internal.jwt.KeySet;
import io.github.amplifyjakarta.internal.jwt.TokenUse;
import io.github.amplifyjakarta.internal.jwt.TokenVerifier;
import io.github.amplifyjakarta.internal.jwt.Verification.Verified;
import io.github.amplifyjakarta.internal.telemetry.Counters;
import java.time.Clock;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** What lies behind a signature that is right: whatever is taken for a token has the claims of one. */
public final class Claims {

    private static final String ISSUER = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_A";
    private static final RsaJsonWebKey KEY = key();
    private static final TokenVerifier VERIFIER = verifier();

    private Claims() {}

    private static RsaJsonWebKey key() {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId("a");
            key.setUse("sig");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TokenVerifier verifier() {
        UserPoolConfig pool = Application.read(
                        Map.of("amplify.auth.user-pool-id", "eu-central-1_A", "amplify.auth.user-pool-client-id", "c"))
                .userPool()
                .orElseThrow();
        KeySet keys = KeySet.fixed("{\"keys\":[" + KEY.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY) + "]}");
        return new TokenVerifier(pool, keys, Clock.systemUTC(), new Counters().tokens());
    }

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] data) throws JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayloadBytes(data);
        signature.setAlgorithmHeaderValue("RS256");
        signature.setKeyIdHeaderValue("a");
        signature.setKey(KEY.getPrivateKey());
        String token = signature.getCompactSerialization();
        if (VERIFIER.verify(token, TokenUse.ACCESS) instanceof Verified<Jwt> access) {
            check(access.value().payload(), "access", "client_id", "username");
        }
        if (VERIFIER.verify(token, TokenUse.ID) instanceof Verified<Jwt> id) {
            check(id.value().payload(), "id", "aud", "cognito:username");
        }
    }

    private static void check(Map<String, Object> claims, String use, String client, String username) {
        if (!ISSUER.equals(claims.get("iss"))
                || !use.equals(claims.get("token_use"))
                || !"c".equals(claims.get(client))
                || !isText(claims.get("sub"))
                || !isText(claims.get(username))) {
            throw new AssertionError(claims);
        }
    }

    private static boolean isText(Object claim) {
        return claim instanceof String text && !text.isEmpty();
    }
}
