package io.github.amplifyjakarta.internal.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.config.ClusterConfig;
import io.github.amplifyjakarta.testing.RedisCluster;
import io.github.amplifyjakarta.testing.RedisServer;
import io.github.amplifyjakarta.testing.TcpRelay;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Jedis;

/** A Redis that is full, slow or silent. */
@Timeout(60)
class RedisOutageTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    /** Longer than a test takes. A paused server answers nobody. */
    private static final long PAUSE_MILLIS = 60_000;

    @Test
    void readsFromAFullStoreThatRefusesToWrite() throws Exception {
        try (RedisServer full = RedisServer.start();
                RedisStore store = new RedisStore(full.config())) {
            store.put("key", "value", LONG);
            try (Jedis admin = full.admin()) {
                admin.configSet("maxmemory-policy", "noeviction");
                admin.configSet("maxmemory", "1");
            }
            assertThrows(RuntimeException.class, () -> store.put("key", "other", LONG));
            assertThrows(RuntimeException.class, () -> store.putIfAbsent("absent", "value", LONG));
            assertThrows(RuntimeException.class, () -> store.replace("key", "value", "other", LONG));
            assertEquals(List.of(Optional.of("value"), Optional.empty()), store.get(List.of("key", "absent")));
            store.delete("key");
            assertEquals(List.of(Optional.empty()), store.get(List.of("key")));
        }
    }

    @Test
    @Timeout(10)
    void doesNotWaitForASlowServer() throws Exception {
        try (RedisServer slow = RedisServer.start();
                RedisStore store = new RedisStore(slow.config())) {
            store.put("key", "value", LONG);
            pause(slow);
            refusesEveryCall(store);
        }
    }

    @Test
    @Timeout(10)
    void doesNotWaitForASlowCluster() throws Exception {
        try (RedisCluster slow = RedisCluster.start(2);
                RedisStore store = new RedisStore(slow.config())) {
            store.put("key", "value", LONG);
            slow.nodes().forEach(RedisOutageTest::pause);
            refusesEveryCall(store);
        }
    }

    private static void refusesEveryCall(RedisStore store) {
        List<String> most = IntStream.range(0, 64).mapToObj(i -> "key" + i).toList();
        assertThrows(RuntimeException.class, () -> store.get(most));
        assertThrows(RuntimeException.class, () -> store.put("key", "value", LONG));
        assertThrows(RuntimeException.class, () -> store.putIfAbsent("key", "value", LONG));
        assertThrows(RuntimeException.class, () -> store.replace("key", "value", "other", LONG));
        assertThrows(RuntimeException.class, () -> store.delete("key"));
    }

    private static void pause(RedisServer server) {
        try (Jedis admin = server.admin()) {
            admin.clientPause(PAUSE_MILLIS);
        }
    }

    /** Each broken one may cost a call the time limit. */
    @Test
    void keepsFewIdleConnections() throws Exception {
        try (RedisServer server = RedisServer.start();
                RedisStore store = new RedisStore(server.config())) {
            callTogether(16, () -> store.put("key", "value", LONG));
            try (Jedis admin = server.admin()) {
                int idle = 16;
                for (int i = 0; i < 100 && idle > 2; i++) {
                    Thread.sleep(20);
                    idle = admin.clientList().split("\n").length - 1;
                }
                assertTrue(idle <= 2, idle + " idle connections");
            }
        }
    }

    /** The server takes connections and says nothing. */
    @Test
    @Timeout(10)
    void connectsForAllCallersAtOnce() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            for (ClusterConfig.Mode mode : ClusterConfig.Mode.values()) {
                ClusterConfig config = new ClusterConfig(
                        URI.create("redis://127.0.0.1:" + silent.getLocalPort()),
                        Optional.empty(),
                        Optional.empty(),
                        mode);
                try (RedisStore store = new RedisStore(config)) {
                    callTogether(80, () -> assertThrows(RuntimeException.class, () -> store.put("key", "value", LONG)));
                }
            }
        }
    }

    private static void callTogether(int callers, Runnable call) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        CountDownLatch start = new CountDownLatch(callers);
        for (int i = 0; i < callers; i++) {
            threads.execute(() -> {
                start.countDown();
                try {
                    start.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                call.run();
            });
        }
        threads.shutdown();
        assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS));
    }

    /** A failover: the old node is gone without a word. */
    @Test
    void findsTheNewNodeOfASlotWhoseOldNodeIsSilent() throws Exception {
        try (RedisCluster cluster = RedisCluster.start(2);
                RedisStore store = new RedisStore(cluster.config())) {
            String key = "k0"; // of the second node; the address of the first is configured
            assertEquals(List.of(Optional.empty()), store.get(List.of(key)));
            cluster.moveSlotOf(key);
            pause(cluster.nodes().get(1));
            assertThrows(RuntimeException.class, () -> store.put(key, "value", LONG));
            store.put(key, "value", LONG);
            assertEquals(List.of(Optional.of("value")), store.get(List.of(key)));
        }
    }

    /** A failover: the name leads to the new primary, and open connections to what is its replica now. */
    @Test
    void connectsToTheNewPrimaryWhenTheOldOneIsAReplica() throws Exception {
        try (RedisServer old = RedisServer.start();
                RedisServer replacement = RedisServer.start();
                TcpRelay name = new TcpRelay(old.port());
                RedisStore store = new RedisStore(new ClusterConfig(
                        URI.create("redis://127.0.0.1:" + name.port()),
                        Optional.empty(),
                        Optional.empty(),
                        ClusterConfig.Mode.SINGLE))) {
            store.put("key", "value", LONG);
            name.leadTo(replacement.port());
            try (Jedis admin = old.admin()) {
                admin.replicaof("127.0.0.1", replacement.port());
            }
            assertThrows(RuntimeException.class, () -> store.put("key", "value", LONG));
            store.put("key", "value", LONG);
        }
    }
}
