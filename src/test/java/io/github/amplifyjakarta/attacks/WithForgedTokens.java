package io.github.amplifyjakarta.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import io.github.amplifyjakarta.testing.TestPool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.Key;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tokens that an attacker makes, an application that is given them, and a server that nobody may ask for keys. */
abstract class WithForgedTokens {

    static final Duration HOUR = Duration.ofHours(1);
    final TestPool pool = new TestPool();
    final AmplifyRuntime runtime = pool.runtime(Map.of());
    final List<String> followed = new CopyOnWriteArrayList<>();
    HttpServer elsewhere;

    /** A request here means that the library followed an address in a token. */
    @BeforeEach
    void listenElsewhere() throws IOException {
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", http -> {
            followed.add(http.getRequestURI().toString());
            byte[] keys = pool.keySet().getBytes(UTF_8);
            http.sendResponseHeaders(200, keys.length);
            http.getResponseBody().write(keys);
            http.close();
        });
        elsewhere.start();
    }

    String elsewhere() {
        return "http://localhost:" + elsewhere.getAddress().getPort() + "/evil";
    }

    @AfterEach
    void nobodyWasAskedButTheUserPoolForItsKeys() {
        elsewhere.stop(0);
        assertEquals(List.of(), followed);
        assertEquals(0, pool.calls("evil"), "by the library's own client");
        assertTrue(pool.calls("jwks.json") <= 1, pool.calls("jwks.json") + " fetches of the key set");
        assertInstanceOf(
                Outcome.SignedIn.class, outcome(signed(Map.of(), pool.key().getPrivateKey(), "RS256", claims())));
    }

    Outcome outcome(String accessToken) {
        String cookies =
                TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE + "alice.accessToken=" + accessToken;
        return runtime.sessions().open(TestPool.cookies(cookies), changes -> {}).outcome();
    }

    void assertRefused(String accessToken) {
        assertInstanceOf(Outcome.SignedOut.class, outcome(accessToken));
    }

    JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        TestPool.accessClaims("alice").forEach(claims::setClaim);
        claims.setClaim("exp", pool.clock().instant().plus(HOUR).getEpochSecond());
        return claims;
    }

    String with(String claim, Object value) {
        JwtClaims claims = claims();
        claims.setClaim(claim, value);
        return claims.toJson();
    }

    static String signed(Map<String, Object> header, Key key, String algorithm, JwtClaims claims) {
        return signed(header, key, algorithm, claims.toJson());
    }

    static String signed(Map<String, Object> header, Key key, String algorithm, String payload) {
        try {
            JsonWebSignature token = new JsonWebSignature();
            token.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
            token.setDoKeyValidation(false);
            token.setAlgorithmHeaderValue(algorithm);
            token.setKeyIdHeaderValue("key-1");
            header.forEach(token::setHeader);
            token.setPayload(payload);
            token.setKey(key);
            return token.getCompactSerialization();
        } catch (org.jose4j.lang.JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    String byThePool(Map<String, Object> header, String payload) {
        return signed(header, pool.key().getPrivateKey(), "RS256", payload);
    }

    static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    String withHeader(String header, String signature) {
        return base64(header) + "." + base64(claims().toJson()) + "." + signature;
    }
}
