package io.github.amplifyjakarta.internal.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.config.ClusterConfig;
import io.github.amplifyjakarta.testing.RedisCluster;
import io.github.amplifyjakarta.testing.RedisServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** Users and passwords of Redis. The user {@code orders} is the one of docs/scaling.md, with its few rights. */
@Timeout(60)
class RedisAccessTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private static final String USER = "orders";
    private static final String PASSWORD = "the-password";
    private static final String WRONG = "another-secret";

    private static RedisServer single;
    private static RedisServer withPassword;
    private static RedisCluster cluster;

    @BeforeAll
    static void startServers() throws Exception {
        single = RedisServer.start();
        withPassword = RedisServer.start("requirepass " + PASSWORD);
        cluster = RedisCluster.start(2);
        addUser(single);
        for (RedisServer node : cluster.nodes()) {
            addUser(node);
        }
    }

    @AfterAll
    static void stopServers() throws IOException {
        single.close();
        withPassword.close();
        cluster.close();
    }

    /** By the line of the documentation. */
    private static void addUser(RedisServer server) throws IOException {
        String line = Files.readString(Path.of("docs/scaling.md"))
                .lines()
                .map(String::strip)
                .filter(text -> text.startsWith("ACL SETUSER orders "))
                .findFirst()
                .orElseThrow();
        try (Jedis admin = server.admin()) {
            String[] words = line.split(" ");
            admin.sendCommand(
                    Protocol.Command.ACL,
                    List.of(words).subList(1, words.length).toArray(String[]::new));
        }
    }

    private static RedisStore store(ClusterConfig of, Optional<String> username, Optional<String> password) {
        return new RedisStore(new ClusterConfig(of.url(), username, password, of.mode()));
    }

    @Test
    void letsARestrictedUserDoEverythingThatIsNeeded() {
        for (ClusterConfig config : List.of(single.config(), cluster.config())) {
            try (RedisStore store = store(config, Optional.of(USER), Optional.of(PASSWORD))) {
                for (int i = 0; i < 20; i++) {
                    String key = "amplify:" + i;
                    assertEquals(Optional.empty(), store.putIfAbsent(key, "a", LONG));
                    assertEquals(Optional.of("a"), store.putIfAbsent(key, "b", LONG));
                    assertTrue(store.replace(key, "a", "b", LONG));
                    assertEquals(
                            List.of(Optional.of("b"), Optional.empty()), store.get(List.of(key, "amplify:absent")));
                    store.put(key, "c", LONG);
                    store.delete(key);
                    assertEquals(List.of(Optional.empty()), store.get(List.of(key)));
                }
            }
        }
    }

    @Test
    void keepsARestrictedUserFromOtherKeys() {
        for (ClusterConfig config : List.of(single.config(), cluster.config())) {
            try (RedisStore store = store(config, Optional.of(USER), Optional.of(PASSWORD))) {
                assertThrows(RuntimeException.class, () -> store.put("other:key", "a", LONG));
                assertThrows(RuntimeException.class, () -> store.putIfAbsent("other:key", "a", LONG));
                assertThrows(RuntimeException.class, () -> store.get(List.of("amplify:key", "other:key")));
                store.put("amplify:key", "a", LONG);
            }
        }
    }

    @Test
    void knowsServersThatHaveAPasswordOnly() {
        try (RedisStore store = store(withPassword.config(), Optional.empty(), Optional.of(PASSWORD))) {
            store.put("key", "a", LONG);
            assertEquals(List.of(Optional.of("a")), store.get(List.of("key")));
        }
    }

    @Test
    void tellsTheReasonAndNoPassword() {
        for (ClusterConfig config : List.of(single.config(), cluster.config())) {
            refuses(config, Optional.of(USER), Optional.of(WRONG), "WRONGPASS");
            refuses(config, Optional.of("nobody"), Optional.of(PASSWORD), "WRONGPASS");
        }
        refuses(withPassword.config(), Optional.empty(), Optional.of(WRONG), "WRONGPASS");
        refuses(withPassword.config(), Optional.empty(), Optional.empty(), "NOAUTH");
    }

    private static void refuses(
            ClusterConfig config, Optional<String> username, Optional<String> password, String reason) {
        try (RedisStore store = store(config, username, password)) {
            RuntimeException refused = assertThrows(RuntimeException.class, () -> store.put("amplify:key", "a", LONG));
            assertTrue(refused.toString().contains(reason), refused.toString()); // the log has no more
            StringWriter all = new StringWriter();
            refused.printStackTrace(new PrintWriter(all)); // with causes and suppressed ones
            assertFalse(all.toString().contains(PASSWORD), all.toString());
            assertFalse(all.toString().contains(WRONG), all.toString());
        }
    }
}
