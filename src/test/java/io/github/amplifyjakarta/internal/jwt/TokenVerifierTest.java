package io.github.amplifyjakarta.internal.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.config.UserPoolConfig;
import io.github.amplifyjakarta.internal.jwt.Verification.Refused;
import io.github.amplifyjakarta.internal.jwt.Verification.Verified;
import io.github.amplifyjakarta.internal.telemetry.Counters;
import io.github.amplifyjakarta.testing.TestConfig;
import io.github.amplifyjakarta.testing.TestPool;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token that was seen before, what is said of one that is refused, and the edges of what is taken. */
class TokenVerifierTest {

    private final TestPool pool = new TestPool();
    private final Counters counters = new Counters();
    private final UserPoolConfig config = TestConfig.read(Map.of(
                    "amplify.auth.user-pool-id", TestPool.POOL, "amplify.auth.user-pool-client-id", TestPool.CLIENT))
            .orElseThrow()
            .userPool()
            .orElseThrow();
    private final TokenVerifier verifier = verifier(0);

    private TokenVerifier verifier(int remembered) {
        return new TokenVerifier(
                new ClaimCheck(config, pool.clock()),
                TokenVerifier.ofAll(config, pool.keys(URI.create("https://example.com/jwks.json"))),
                counters.tokens(),
                remembered);
    }

    @Test
    void verifiesASignatureOnce() {
        String token = pool.access("alice", Duration.ofHours(1));
        Verified<?> first = assertInstanceOf(Verified.class, verifier.verify(token, TokenUse.ACCESS));
        Verified<?> second = assertInstanceOf(Verified.class, verifier.verify(token, TokenUse.ACCESS));
        assertEquals(first.value(), second.value());
        assertEquals(Map.of("verified", 1L, "cached", 1L), counters.tokens().counts());
    }

    @Test
    void checksClaimsEachTime() {
        String token = pool.access("alice", Duration.ofHours(1));
        assertInstanceOf(Verified.class, verifier.verify(token, TokenUse.ACCESS));
        assertInstanceOf(Refused.class, verifier.verify(token, TokenUse.ID));
    }

    @Test
    void rejectsTokensOfAWithdrawnKey() {
        String token = pool.access("alice", Duration.ofDays(10));
        assertInstanceOf(Verified.class, verifier.verify(token, TokenUse.ACCESS));
        pool.on("jwks.json", call -> TestPool.json(new TestPool().keySet().replace("key-1", "key-2")));
        pool.pass(FetchedKeySet.REFETCH_AFTER.plusSeconds(1));
        assertInstanceOf(Refused.class, verifier.verify(token, TokenUse.ACCESS));
    }

    /** Kept or not: the answer does not depend on how full the caches are. */
    @ParameterizedTest
    @ValueSource(ints = {0, 10})
    void rejectsTokensOfAReplacedKey(int remembered) {
        TokenVerifier verifier = verifier(remembered);
        String token = pool.access("alice", Duration.ofDays(10));
        for (String keyId : List.of("key-2", "key-1")) {
            pool.on("jwks.json", call -> TestPool.json(pool.keySet()));
            pool.pass(FetchedKeySet.REFETCH_AFTER.plusSeconds(1));
            assertInstanceOf(Verified.class, verifier.verify(token, TokenUse.ACCESS));
            pool.on("jwks.json", call -> TestPool.json(new TestPool().keySet().replace("key-1", keyId)));
            pool.pass(FetchedKeySet.REFETCH_AFTER.plusSeconds(1));
            assertInstanceOf(Refused.class, verifier.verify(token, TokenUse.ACCESS), keyId);
        }
    }

    @Test
    void verifiesChangedTokensAgain() {
        String token = pool.access("alice", Duration.ofHours(1));
        assertInstanceOf(Verified.class, verifier.verify(token, TokenUse.ACCESS));
        int last = token.length() - 10;
        char other = token.charAt(last) == 'A' ? 'B' : 'A';
        assertInstanceOf(
                Refused.class,
                verifier.verify(token.substring(0, last) + other + token.substring(last + 1), TokenUse.ACCESS));
        assertEquals(Map.of("verified", 1L, "refused", 1L), counters.tokens().counts());
    }

    private static Jwt verified(Verification<Jwt> verification) {
        return verification.fold(jwt -> jwt, Assertions::fail, Assertions::fail);
    }

    @Test
    void readsATokenOnce() {
        TokenVerifier remembering = verifier(10);
        for (TokenUse use : TokenUse.values()) {
            Duration hour = Duration.ofHours(1);
            String token = use == TokenUse.ACCESS ? pool.access("alice", hour) : pool.id("alice", hour);
            Jwt first = verified(remembering.verify(token, use));
            assertSame(first, verified(remembering.verify(token, use)));
        }
    }

    private String refusal(TokenUse use, String claim, Object value) {
        Map<String, Object> claims = new LinkedHashMap<>(TestPool.accessClaims("alice"));
        if (use == TokenUse.ID) {
            claims.keySet().removeAll(List.of("client_id", "username"));
            claims.putAll(Map.of("token_use", "id", "aud", TestPool.CLIENT, "cognito:username", "alice"));
        }
        claims.put(claim, value);
        String token = pool.sign("alice", Duration.ofHours(1), claims);
        return assertInstanceOf(Refused.class, verifier.verify(token, use)).reason();
    }

    @Test
    void reportsTheWrongClaim() {
        assertEquals(
                "iss is https://example.com, expected "
                        + config.issuers().get(0).iss() + " or "
                        + config.issuers().get(1).iss(),
                refusal(TokenUse.ACCESS, "iss", "https://example.com"));
        assertEquals("token_use is id, expected access", refusal(TokenUse.ACCESS, "token_use", "id"));
        assertEquals("client_id is other, expected client1", refusal(TokenUse.ACCESS, "client_id", "other"));
        assertEquals("aud is [client1], expected client1", refusal(TokenUse.ID, "aud", List.of("client1")));
        assertEquals("sub is 7, expected a text", refusal(TokenUse.ACCESS, "sub", 7));
        assertEquals("username is , expected a text", refusal(TokenUse.ACCESS, "username", ""));
        assertEquals("cognito:username is true, expected a text", refusal(TokenUse.ID, "cognito:username", true));
        assertEquals("exp is soon, expected a number", refusal(TokenUse.ACCESS, "exp", "soon"));
        assertEquals("nbf is soon, expected a time in the past", refusal(TokenUse.ACCESS, "nbf", "soon"));
    }

    @Test
    void shortensClaimsInReasons() {
        assertEquals(
                "sub is [a?b?c?d], expected a text", refusal(TokenUse.ACCESS, "sub", List.of("a\nb\u0085c\u2028d")));
        List<String> longest = List.of("x".repeat(98));
        assertEquals("sub is " + longest + ", expected a text", refusal(TokenUse.ACCESS, "sub", longest));
        assertEquals(
                "sub is [" + "x".repeat(99) + "…, expected a text",
                refusal(TokenUse.ACCESS, "sub", List.of("x".repeat(99))));
    }

    /** RFC 7519, section 4.1.5: on or after the time. */
    @Test
    void rejectsTokensBeforeTheirTime() {
        long now = pool.clock().instant().getEpochSecond();
        assertEquals("nbf is " + (now + 1) + ", expected a time in the past", refusal(TokenUse.ACCESS, "nbf", now + 1));
        Map<String, Object> claims = new LinkedHashMap<>(TestPool.accessClaims("alice"));
        claims.put("nbf", now);
        assertInstanceOf(
                Verified.class, verifier.verify(pool.sign("alice", Duration.ofHours(1), claims), TokenUse.ACCESS));
    }

    @Test
    void limitsTheLengthOfTokens() {
        int longest = 16 * 1024;
        assertEquals(
                "not a signed JSON Web Token (JoseException)",
                assertInstanceOf(Refused.class, verifier.verify("x".repeat(longest), TokenUse.ACCESS))
                        .reason());
        assertEquals(
                "token has 16385 characters, expected at most 16384",
                assertInstanceOf(Refused.class, verifier.verify("x".repeat(longest + 1), TokenUse.ACCESS))
                        .reason());
    }

    private static Map<String, Object> nested(int depth) {
        Map<String, Object> inner = Map.of("leaf", 1L);
        return depth == 1 ? inner : Map.of("m", nested(depth - 1));
    }

    private Verification<Jwt> withClaim(Object value) {
        Map<String, Object> claims = new LinkedHashMap<>(TestPool.accessClaims("alice"));
        claims.put("custom", value);
        return verifier.verify(pool.sign("alice", Duration.ofHours(1), claims), TokenUse.ACCESS);
    }

    @Test
    void limitsTheDepthOfClaims() {
        assertEquals(nested(99), verified(withClaim(nested(99))).payload().get("custom"));
        assertInstanceOf(Refused.class, withClaim(nested(100)));
    }

    @Test
    void returnsUnmodifiableClaims() {
        Object claim = verified(withClaim(List.of(List.of("a"), Map.of("b", 1L))))
                .payload()
                .get("custom");
        List<?> list = assertInstanceOf(List.class, claim);
        assertThrows(UnsupportedOperationException.class, list::clear);
        assertThrows(UnsupportedOperationException.class, ((List<?>) list.get(0))::clear);
        assertThrows(UnsupportedOperationException.class, ((Map<?, ?>) list.get(1))::clear);
    }
}
