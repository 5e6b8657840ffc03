package io.github.amplifyjakarta.internal.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.config.ClusterConfig;
import io.github.amplifyjakarta.testing.RedisCluster;
import io.github.amplifyjakarta.testing.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.util.JedisClusterCRC16;

/** The contract of SharedStore by a real Redis in cluster mode, whose two nodes share the slots. */
@Timeout(60)
class RedisClusterModeTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private static RedisCluster cluster;

    private RedisStore store;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = RedisCluster.start(2);
    }

    @AfterAll
    static void stopCluster() throws IOException {
        cluster.close();
    }

    @BeforeEach
    void open() {
        store = new RedisStore(cluster.config());
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** {@return keys of many slots, at both nodes} */
    private static List<String> keys(String name) {
        return IntStream.range(0, 20).mapToObj(i -> name + i).toList();
    }

    @Test
    void keepsTheFirstValue() {
        for (String key : keys("first")) {
            assertEquals(Optional.empty(), store.putIfAbsent(key, "a", LONG));
            assertEquals(Optional.of("a"), store.putIfAbsent(key, "b", LONG));
            assertEquals(List.of(Optional.of("a")), store.get(List.of(key)));
        }
    }

    @Test
    void replacesTheExpectedValueOnly() {
        for (String key : keys("cas")) {
            assertFalse(store.replace(key, "a", "c", LONG));
            store.put(key, "a", LONG);
            assertFalse(store.replace(key, "b", "c", LONG));
            assertEquals(List.of(Optional.of("a")), store.get(List.of(key)));
            assertTrue(store.replace(key, "a", "c", LONG));
            assertEquals(List.of(Optional.of("c")), store.get(List.of(key)));
        }
    }

    @Test
    void readsKeysOfManySlotsInTheirOrder() {
        List<String> keys = IntStream.range(0, 64).mapToObj(i -> "many" + i).toList();
        keys.stream().filter(key -> !key.endsWith("7")).forEach(key -> store.put(key, "value of " + key, LONG));
        assertEquals(
                keys.stream()
                        .map(key -> key.endsWith("7") ? Optional.empty() : Optional.of("value of " + key))
                        .toList(),
                store.get(keys));
    }

    @Test
    void readsKeysOfOneSlotBetweenOthersInTheirOrder() {
        String key = "slot";
        String same = Stream.iterate(0, i -> i + 1)
                .map(i -> key + i)
                .filter(other -> JedisClusterCRC16.getSlot(other) == JedisClusterCRC16.getSlot(key))
                .findFirst()
                .orElseThrow();
        String other = "another";
        assertNotEquals(JedisClusterCRC16.getSlot(key), JedisClusterCRC16.getSlot(other));
        store.put(key, "1", LONG);
        store.put(other, "2", LONG);
        store.put(same, "3", LONG);
        assertEquals(
                List.of(Optional.of("1"), Optional.of("2"), Optional.of("3")), store.get(List.of(key, other, same)));
        assertEquals(
                List.of(Optional.of("3"), Optional.empty(), Optional.of("1"), Optional.of("3")),
                store.get(List.of(same, "absent", key, same)));
    }

    @Test
    void deletes() {
        for (String key : keys("gone")) {
            store.put(key, "a", LONG);
            store.delete(key);
            store.delete(key);
            assertEquals(List.of(Optional.empty()), store.get(List.of(key)));
        }
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
    void followsASlotToItsNewNode() {
        store.put("before", "a", LONG); // the client knows the slots from now on
        for (String key : List.of("moved-put", "moved-cas", "moved-get")) {
            assertEquals(List.of(Optional.empty()), store.get(List.of(key)));
            cluster.moveSlotOf(key);
        }
        store.put("moved-put", "a", LONG);
        assertEquals(Optional.empty(), store.putIfAbsent("moved-cas", "b", LONG));
        assertEquals(
                List.of(Optional.of("a"), Optional.of("b"), Optional.empty()),
                store.get(List.of("moved-put", "moved-cas", "moved-get")));
    }

    @Test
    void leavesNoThread() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (RedisStore other = new RedisStore(cluster.config())) {
            other.put("key", "value", LONG);
        }
        Set<Thread> after = Thread.getAllStackTraces().keySet();
        after.removeAll(before);
        assertEquals(Set.of(), after);
    }

    @Test
    void tellsThatTheModeIsWrong() throws IOException {
        try (RedisServer single = RedisServer.start()) {
            refuses(single.config(), ClusterConfig.Mode.CLUSTER, "cluster support disabled");
        }
        refuses(cluster.config(), ClusterConfig.Mode.SINGLE, "MOVED");
    }

    private static void refuses(ClusterConfig server, ClusterConfig.Mode wrong, String reason) {
        ClusterConfig config = new ClusterConfig(server.url(), server.username(), server.password(), wrong);
        try (RedisStore store = new RedisStore(config)) {
            RuntimeException refused =
                    assertThrows(RuntimeException.class, () -> keys("key").forEach(key -> store.get(List.of(key))));
            assertTrue(refused.toString().contains(reason), refused.toString());
        }
    }
}
