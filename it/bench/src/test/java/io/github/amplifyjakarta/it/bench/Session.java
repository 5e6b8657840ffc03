package io.github.amplifyjakarta.it.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.internal.config.ConfigReader;
import io.github.amplifyjakarta.internal.jwt.KeySet;
import io.github.amplifyjakarta.internal.jwt.TokenVerifier;
import io.github.amplifyjakarta.internal.telemetry.Counters;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** The tokens and cookies of one signed-in user, as large as Cognito makes them. */
final class Session {

    static final String POOL = "eu-central-1_Bench1";
    static final String CLIENT = "7h3k9example0client0id0bench";

    private static final String ISSUER = "https://cognito-idp.eu-central-1.amazonaws.com/" + POOL;
    static final String USER = "0f2c1b7e-5a5b-4c49-a8b3-0f5f7d3b6c11";

    final RsaJsonWebKey key;
    private final KeySet keys;
    final String accessToken;
    final String idToken;

    Session() {
        try {
            key = RsaJwkGenerator.generateJwk(2048);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
        key.setKeyId("k9Xc0example0key0id0of0cognito0000000000000=");
        key.setUse("sig");
        key.setAlgorithm("RS256");
        keys = KeySet.fixed(keySet());
        accessToken = accessToken(0);
        idToken = idToken(0);
    }

    /** {@return an access token that differs from those with another number} */
    String accessToken(int number) {
        return sign(
                number,
                Map.of(
                        "token_use",
                        "access",
                        "client_id",
                        CLIENT,
                        "username",
                        USER,
                        "scope",
                        "openid profile email aws.cognito.signin.user.admin",
                        "cognito:groups",
                        List.of("admins", "editors"),
                        "version",
                        2));
    }

    /** {@return the ID token that belongs to it} */
    String idToken(int number) {
        return sign(
                number,
                Map.of(
                        "token_use",
                        "id",
                        "aud",
                        CLIENT,
                        "cognito:username",
                        USER,
                        "email",
                        "alice@example.com",
                        "email_verified",
                        true,
                        "name",
                        "Alice Example",
                        "cognito:groups",
                        List.of("admins", "editors")));
    }

    private String sign(int number, Map<String, Object> claims) {
        JwtClaims all = new JwtClaims();
        all.setIssuer(ISSUER);
        all.setSubject(USER);
        all.setClaim("iat", Instant.now().getEpochSecond());
        all.setClaim("exp", Instant.now().plusSeconds(86_400).getEpochSecond());
        all.setClaim("jti", String.format("5b1f1c0e-0d0f-4d2b-9a5e-%012d", number));
        all.setClaim("origin_jti", "2c7d9b1e-3f66-4f0b-8a54-8a1b0f9e5d22");
        claims.forEach(all::setClaim);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayloadBytes(all.toJson().getBytes(UTF_8));
        signature.setAlgorithmHeaderValue("RS256");
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setKey(key.getPrivateKey());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return the configuration of an application for this user, whose keys need not be fetched} */
    AmplifyConfig configuration() {
        Map<String, String> values = Map.of(
                "amplify.auth.user-pool-id",
                POOL,
                "amplify.auth.user-pool-client-id",
                CLIENT,
                "amplify.auth.identity-pool-id",
                "eu-central-1:00000000-aaaa-bbbb-cccc-000000000001",
                "amplify.auth.jwks",
                keySet());
        return ConfigReader.read(
                        new SmallRyeConfigBuilder()
                                .withSources(new PropertiesConfigSource(values, "bench", 100))
                                .build(),
                        Session.class.getClassLoader())
                .orElseThrow();
    }

    /** {@return a verifier that has seen no token} */
    TokenVerifier verifier(AmplifyConfig configuration, Counters counters) {
        return new TokenVerifier(configuration.userPool().orElseThrow(), keys, Clock.systemUTC(), counters.tokens());
    }

    String keySet() {
        return "{\"keys\":[" + key.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY) + "]}";
    }

    /** {@return a Cookie header with this session, filled up with others to so many bytes} */
    String cookies(int size) {
        String prefix = "CognitoIdentityServiceProvider." + CLIENT + ".";
        StringBuilder header = new StringBuilder();
        for (int i = 0; header.length() < size / 8; i++) { // some come before it
            header.append("_ga").append(i).append("=GA1.2.1234567890.1764150000; ");
        }
        header.append(prefix).append("LastAuthUser=").append(USER).append("; ");
        header.append(prefix)
                .append(USER)
                .append(".accessToken=")
                .append(accessToken)
                .append("; ");
        header.append(prefix).append(USER).append(".idToken=").append(idToken).append("; ");
        header.append(prefix).append(USER).append(".refreshToken=").append("r".repeat(1_800));
        for (int i = 0; header.length() < size; i++) {
            header.append("; preference").append(i).append("=%7B%22a%22%3A1%7D");
        }
        return header.toString();
    }
}
