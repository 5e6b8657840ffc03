package io.github.amplifyjakarta.internal.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.config.ClusterConfig;
import io.github.amplifyjakarta.testing.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of SharedStore, by a real Redis. */
class RedisStoreTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private static RedisServer server;

    private RedisStore store;

    @BeforeAll
    static void startServer() throws IOException {
        server = RedisServer.start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @BeforeEach
    void open() {
        store = new RedisStore(server.config());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void keepsTheFirstValue() {
        assertEquals(Optional.empty(), store.putIfAbsent("first", "a", LONG));
        assertEquals(Optional.of("a"), store.putIfAbsent("first", "b", LONG));
        assertEquals(List.of(Optional.of("a")), store.get(List.of("first")));
    }

    @Test
    void replacesTheExpectedValueOnly() {
        store.put("cas", "a", LONG);
        assertFalse(store.replace("cas", "b", "c", LONG));
        assertEquals(Optional.of("a"), store.get(List.of("cas")).get(0));
        assertTrue(store.replace("cas", "a", "c", LONG));
        assertEquals(Optional.of("c"), store.get(List.of("cas")).get(0));
        assertFalse(store.replace("cas-absent", "a", "c", LONG));
        assertEquals(Optional.empty(), store.get(List.of("cas-absent")).get(0));
    }

    @Test
    void readsInTheOrderOfTheKeys() {
        store.put("one", "1", LONG);
        store.put("three", "3", LONG);
        assertEquals(
                List.of(Optional.of("3"), Optional.empty(), Optional.of("1")),
                store.get(List.of("three", "two", "one")));
    }

    @Test
    void deletes() {
        store.put("gone", "a", LONG);
        store.delete("gone");
        store.delete("gone");
        assertEquals(List.of(Optional.empty()), store.get(List.of("gone")));
    }

    @Test
    void endsEntries() throws Exception {
        Duration life = Duration.ofSeconds(1);
        store.put("short", "a", life);
        store.putIfAbsent("short-if-absent", "a", life);
        store.put("short-replaced", "a", LONG);
        store.replace("short-replaced", "a", "b", life);
        List<String> keys = List.of("short", "short-if-absent", "short-replaced");
        assertTrue(store.get(keys).stream().allMatch(Optional::isPresent));
        for (int i = 0; i < 100 && store.get(keys).stream().anyMatch(Optional::isPresent); i++) {
            Thread.sleep(50);
        }
        assertTrue(store.get(keys).stream().allMatch(Optional::isEmpty), "after a second and a little");
    }

    @Test
    void letsOneOfManyBeFirst() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(12);
        Set<String> stored = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 200; i++) {
            String mine = "caller-" + i;
            callers.execute(() -> {
                if (store.putIfAbsent("race", mine, LONG).isEmpty()) {
                    stored.add(mine);
                }
            });
        }
        callers.shutdown();
        assertTrue(callers.awaitTermination(30, TimeUnit.SECONDS));
        assertEquals(
                stored,
                store.get(List.of("race")).stream().flatMap(Optional::stream).collect(Collectors.toSet()));
    }

    @Test
    void saysThatAServerIsOutOfReach() throws IOException {
        RedisServer gone = RedisServer.start();
        try (RedisStore lost = new RedisStore(gone.config())) {
            lost.put("key", "value", LONG);
            gone.close();
            assertThrows(RuntimeException.class, () -> lost.get(List.of("key")));
        }
    }

    @Test
    void leavesNoThread() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (RedisStore other = new RedisStore(server.config())) {
            other.put("key", "value", LONG);
        }
        Set<Thread> after = Thread.getAllStackTraces().keySet();
        after.removeAll(before);
        assertEquals(Set.of(), after);
    }

    /** Idle connections are broken then, as by a firewall. */
    @Test
    void survivesARestartOfTheServer() throws Exception {
        RedisServer restarted = RedisServer.start();
        try (RedisStore other = new RedisStore(restarted.config())) {
            ExecutorService callers = Executors.newFixedThreadPool(8);
            for (int i = 0; i < 200; i++) {
                callers.execute(() -> other.put("key", "value", LONG));
            }
            callers.shutdown();
            assertTrue(callers.awaitTermination(30, TimeUnit.SECONDS));
            restarted = restarted.restarted();
            assertEquals(List.of(Optional.empty()), other.get(List.of("key")), "the first call after it");
        } finally {
            restarted.close();
        }
    }

    /** A node starts while its store is out of reach. */
    @Test
    void connectsWithItsFirstCall() {
        for (ClusterConfig.Mode mode : ClusterConfig.Mode.values()) {
            ClusterConfig nobody =
                    new ClusterConfig(URI.create("redis://127.0.0.1:1"), Optional.empty(), Optional.empty(), mode);
            try (RedisStore store = new RedisStore(nobody)) {
                assertThrows(RuntimeException.class, () -> store.get(List.of("key")), mode.toString());
            }
        }
    }
}
