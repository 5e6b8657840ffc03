package io.github.amplifyjakarta.internal.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.cluster.SharedStore;
import io.github.amplifyjakarta.config.ClusterConfig;
import io.github.amplifyjakarta.testing.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real Redis. */
class RedisStoreTest extends SharedStoreContract {

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

    @Override
    protected SharedStore store() {
        return store;
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
