package io.github.amplifyjakarta.internal.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.testing.LogLines;
import io.github.amplifyjakarta.testing.TestPool;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class KeySetTest {

    private final TestPool pool = new TestPool();
    private final Optional<SigningKey> key =
            Optional.of(new SigningKey("key-1", pool.key().getPublicKey()));
    private final KeySet keys = pool.keys(URI.create("https://example.com/jwks.json"));

    @Test
    void usesFixedKeysWithoutFetching() throws Exception {
        KeySet fixed = KeySet.fixed(pool.keySet());
        assertEquals(key, fixed.find("key-1"));
        assertEquals(Optional.empty(), fixed.find("key-2"));
        assertEquals(1, fixed.load());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"RSA\"}]}", "{\"keys\":7}"})
    void rejectsInvalidKeySets(String json) {
        assertThrows(IllegalArgumentException.class, () -> KeySet.fixed(json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"use\":\"enc\"", "\"use\":\"other\""})
    void ignoresKeysForOtherUses(String use) {
        assertThrows(
                IllegalArgumentException.class, () -> KeySet.fixed(pool.keySet().replace("\"use\":\"sig\"", use)));
    }

    @Test
    void acceptsKeysWithoutAnAlgorithm() throws Exception {
        String saysNone = pool.keySet().replace("\"alg\":\"RS256\",", "").replace(",\"alg\":\"RS256\"", "");
        assertEquals(-1, saysNone.indexOf("RS256"));
        assertEquals(key, KeySet.fixed(saysNone).find("key-1"));
        assertThrows(
                IllegalArgumentException.class, () -> KeySet.fixed(pool.keySet().replace("RS256", "RS384")));
    }

    @Test
    void servesOldKeysDuringAFetch() throws Exception {
        assertEquals(key, keys.find("key-1"));
        pool.pass(FetchedKeySet.REFETCH_AFTER.plusSeconds(1));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        pool.on("jwks.json", call -> {
            asked.countDown();
            await(answered);
            return TestPool.json(pool.keySet());
        });
        CompletableFuture<Integer> fetching = CompletableFuture.supplyAsync(() -> find("key-1"));
        await(asked);
        assertEquals(key, keys.find("key-1"));
        CompletableFuture<Integer> unknown = CompletableFuture.supplyAsync(() -> find("key-2"));
        assertFalse(unknown.isDone(), "who needs another key waits for the fetch");
        answered.countDown();
        assertEquals(0, unknown.get());
        assertEquals(1, fetching.get());
        assertEquals(2, pool.calls("jwks.json"));
    }

    /** {@return 1 when there is a key with this id} */
    private int find(String id) {
        try {
            return keys.find(id).isPresent() ? 1 : 0;
        } catch (KeySet.UnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void loadsAgainAfterAFailure() throws Exception {
        pool.on("jwks.json", call -> TestPool.down());
        assertEquals(0, keys.load());
        pool.on("jwks.json", call -> TestPool.json(pool.keySet()));
        pool.pass(FetchedKeySet.PENALTY.plusSeconds(1));
        assertEquals(1, CompletableFuture.supplyAsync(keys::load).get());
        assertEquals(key, keys.find("key-1"));
        assertEquals(2, pool.calls("jwks.json"));
    }

    @Test
    void waitsBeforeFetchingForUnknownKeyIds() throws Exception {
        assertEquals(key, keys.find("key-1"));
        assertEquals(Optional.empty(), keys.find("key-2"), "right after a fetch an unknown id causes no other");
        assertEquals(1, pool.calls("jwks.json"));
        pool.pass(FetchedKeySet.PENALTY);
        assertEquals(Optional.empty(), keys.find("key-2"));
        assertEquals(1, pool.calls("jwks.json"));
        pool.pass(Duration.ofMillis(1));
        assertEquals(Optional.empty(), keys.find("key-2"));
        assertEquals(2, pool.calls("jwks.json"));
    }

    @Test
    void servesKeysDuringAnOutage() throws Exception {
        assertEquals(key, keys.find("key-1"));
        pool.pass(FetchedKeySet.REFETCH_AFTER.plusSeconds(1));
        pool.on("jwks.json", call -> TestPool.error(500, "InternalError"));
        try (LogLines log = new LogLines(KeySet.class.getName())) {
            assertEquals(key, keys.find("key-1"));
            pool.pass(FetchedKeySet.PENALTY.plusSeconds(1));
            pool.on("jwks.json", call -> TestPool.down());
            assertEquals(key, keys.find("key-1"));
            String keySet = KeySet.class.getName() + ": ";
            assertEquals(
                    List.of(
                            keySet
                                    + "https://example.com/jwks.json answered no JSON Web Key Set: HTTP 500, 49 characters",
                            keySet + "the public keys could not be fetched: no answer"),
                    log.lines());
        }
        KeySet.UnavailableException unknown = assertThrows(KeySet.UnavailableException.class, () -> keys.find("key-2"));
        assertTrue(String.valueOf(unknown.getMessage()).startsWith("the kid is new"), unknown.getMessage());
        assertEquals(3, pool.calls("jwks.json"));
    }
}
