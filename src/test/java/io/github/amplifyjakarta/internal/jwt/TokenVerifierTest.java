package io.github.amplifyjakarta.internal.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.amplifyjakarta.config.UserPoolConfig;
import io.github.amplifyjakarta.internal.jwt.Verification.Refused;
import io.github.amplifyjakarta.internal.jwt.Verification.Verified;
import io.github.amplifyjakarta.internal.telemetry.Counters;
import io.github.amplifyjakarta.testing.TestConfig;
import io.github.amplifyjakarta.testing.TestPool;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A node with more sessions than it can keep tokens: what it knows of those there is no room for. */
class TokenVerifierTest {

    private final TestPool pool = new TestPool();
    private final Counters counters = new Counters();
    private final UserPoolConfig config = TestConfig.read(Map.of(
                    "amplify.auth.user-pool-id", TestPool.POOL, "amplify.auth.user-pool-client-id", TestPool.CLIENT))
            .orElseThrow()
            .userPool()
            .orElseThrow();
    private final TokenVerifier verifier = new TokenVerifier(
            config,
            KeySet.fetched(pool, URI.create("https://example.com/jwks.json"), pool.clock()),
            pool.clock(),
            counters.tokens(),
            0);

    @Test
    void aSignatureIsVerifiedOnceThoughTheTokenIsNotKept() {
        String token = pool.access("alice", Duration.ofHours(1));
        Verified first = assertInstanceOf(Verified.class, verifier.verify(token, TokenUse.ACCESS));
        Verified second = assertInstanceOf(Verified.class, verifier.verify(token, TokenUse.ACCESS));
        assertEquals(first.jwt(), second.jwt());
        assertEquals(Map.of("verified", 1L, "cached", 1L), counters.tokens().counts());
    }

    @Test
    void claimsAreCheckedEachTime() {
        String token = pool.access("alice", Duration.ofHours(1));
        assertInstanceOf(Verified.class, verifier.verify(token, TokenUse.ACCESS));
        assertInstanceOf(Refused.class, verifier.verify(token, TokenUse.ID));
    }

    @Test
    void aSignatureOfAKeyThatWasWithdrawnCountsNoMoreWhereTheTokenIsNotKept() {
        String token = pool.access("alice", Duration.ofDays(10));
        assertInstanceOf(Verified.class, verifier.verify(token, TokenUse.ACCESS));
        pool.on("jwks.json", call -> TestPool.json(new TestPool().keySet().replace("key-1", "key-2")));
        pool.pass(KeySet.REFETCH_AFTER.plusSeconds(1));
        assertInstanceOf(Refused.class, verifier.verify(token, TokenUse.ACCESS));
    }

    @Test
    void whatIsNotTheVeryTokenIsVerified() {
        String token = pool.access("alice", Duration.ofHours(1));
        assertInstanceOf(Verified.class, verifier.verify(token, TokenUse.ACCESS));
        int last = token.length() - 10;
        char other = token.charAt(last) == 'A' ? 'B' : 'A';
        assertInstanceOf(
                Refused.class,
                verifier.verify(token.substring(0, last) + other + token.substring(last + 1), TokenUse.ACCESS));
        assertEquals(Map.of("verified", 1L, "refused", 1L), counters.tokens().counts());
    }
}
