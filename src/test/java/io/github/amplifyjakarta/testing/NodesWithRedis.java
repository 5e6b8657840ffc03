package io.github.amplifyjakarta.testing;

import io.github.amplifyjakarta.auth.AuthEvent;
import io.github.amplifyjakarta.cluster.SharedStore;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cluster.RedisStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Nodes of an application in one process, which share a real Redis. The tests of a class share it as well. */
public abstract class NodesWithRedis {

    protected static RedisServer redis;

    protected final TestPool pool = new TestPool();
    protected final ExecutorService threads = Executors.newCachedThreadPool();
    protected final RedisStore store = new RedisStore(redis.config());
    protected final List<AuthEvent> events = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void startRedis() throws IOException {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stopRedis() throws IOException {
        redis.close();
    }

    @AfterEach
    void closeStore() {
        threads.shutdownNow();
        store.close();
    }

    protected AmplifyRuntime node() {
        return node(Optional.of(store));
    }

    protected AmplifyRuntime node(Optional<SharedStore> shared) {
        return node(Map.of(), shared);
    }

    protected AmplifyRuntime node(Map<String, String> overrides, Optional<SharedStore> shared) {
        pool.on("revoke", call -> TestPool.json(""));
        return AmplifyRuntime.of(
                TestPool.config(overrides),
                new AmplifyRuntime.Environment(pool, threads, pool.clock(), pool.clock(), () -> shared),
                events::add);
    }
}
