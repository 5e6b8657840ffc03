package io.github.amplifyjakarta.internal.cluster;

import io.github.amplifyjakarta.cluster.SharedStore;
import io.github.amplifyjakarta.config.ClusterConfig;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/** Valkey or Redis, from version 6.2 on, by Jedis. */
public final class RedisStore implements SharedStore, AutoCloseable {

    /** How long anything may take: a connection, an answer, a free connection. */
    private static final int LIMIT_MILLIS = 250;

    private static final int MOST_CONNECTIONS = 16;

    /** If the server is silent, a call tries each of them until the time limit. */
    private static final int MOST_IDLE = 2;

    /** Redis 6.2 has no {@code SET} with {@code NX} and {@code GET} (SET, "History"). */
    private static final String PUT_IF_ABSENT = "local v = redis.call('GET', KEYS[1]) if v then return v end"
            + " redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) return false";

    private static final String REPLACE = "if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end"
            + " redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) return 1";

    private final ClusterConfig config;
    private final Lock connecting = new ReentrantLock();
    private volatile @Nullable UnifiedJedis client;
    private boolean closed;

    /** The connection is made by the first call, which may fail like every other. */
    public RedisStore(ClusterConfig config) {
        this.config = config;
    }

    private <T> T call(Function<UnifiedJedis, T> command) {
        UnifiedJedis open = client;
        if (open == null) {
            open = connect();
        }
        try {
            return command.apply(open);
        } catch (JedisException e) {
            if (isBroken(e)) {
                giveUp(open);
            }
            throw e;
        }
    }

    /** An error that the server answers, for example that it is full, says nothing about other calls. */
    private static boolean isBroken(JedisException e) {
        return e instanceof JedisConnectionException
                || e instanceof JedisClusterOperationException
                || String.valueOf(e.getMessage()).startsWith("READONLY");
    }

    /** A client in cluster mode connects at once. Of many callers none waits longer than for its own connection. */
    private UnifiedJedis connect() {
        lock();
        try {
            if (closed) {
                throw new IllegalStateException("the application has ended");
            }
            UnifiedJedis open = client;
            if (open == null) {
                open = connected(config);
                client = open;
            }
            return open;
        } catch (JedisClusterOperationException e) { // why, as a wrong password, is in what it has suppressed only
            throw new IllegalStateException(e.getMessage() + " " + Arrays.toString(e.getSuppressed()), e);
        } finally {
            connecting.unlock();
        }
    }

    private void lock() {
        try {
            if (!connecting.tryLock(LIMIT_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("no connection within " + LIMIT_MILLIS + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * After a failover, an open connection may lead to a server that is a replica now. In cluster mode, Jedis does not ask
     * who has the slots of a node that is silent. So the next call begins with the configured address.
     */
    private void giveUp(UnifiedJedis failed) {
        lock();
        try {
            if (client == failed) {
                client = null;
                failed.close();
            }
        } finally {
            connecting.unlock();
        }
    }

    private static UnifiedJedis connected(ClusterConfig config) {
        HostAndPort at = new HostAndPort(config.url().getHost(), config.url().getPort());
        return switch (config.mode()) {
            case SINGLE ->
                RedisClient.builder()
                        .hostAndPort(at)
                        .clientConfig(settings(config))
                        .poolConfig(pool())
                        .build();
            case CLUSTER ->
                RedisClusterClient.builder()
                        .nodes(Set.of(at))
                        .clientConfig(settings(config))
                        .poolConfig(pool())
                        .maxAttempts(2)
                        .maxTotalRetriesDuration(Duration.ofMillis(LIMIT_MILLIS))
                        .build();
        };
    }

    private static JedisClientConfig settings(ClusterConfig config) {
        DefaultJedisClientConfig.Builder settings = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(LIMIT_MILLIS)
                .socketTimeoutMillis(LIMIT_MILLIS)
                .ssl(config.url().getScheme().equals("rediss"));
        config.username().ifPresent(settings::user);
        config.password().ifPresent(settings::password);
        return settings.build();
    }

    /** Without an evictor, which would be a thread of its own. */
    private static ConnectionPoolConfig pool() {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(MOST_CONNECTIONS);
        pool.setMaxIdle(MOST_IDLE);
        pool.setMaxWait(Duration.ofMillis(LIMIT_MILLIS));
        pool.setTimeBetweenEvictionRuns(Duration.ofMillis(-1));
        pool.setTestOnBorrow(true); // a restart or a firewall breaks idle connections
        pool.setJmxEnabled(false);
        return pool;
    }

    @Override
    public Optional<String> putIfAbsent(String key, String value, Duration life) {
        return Optional.ofNullable((String)
                call(jedis -> jedis.eval(PUT_IF_ABSENT, List.of(key), List.of(value, millis(life)))));
    }

    @Override
    public boolean replace(String key, String expected, String value, Duration life) {
        return Long.valueOf(1)
                .equals(call(jedis -> jedis.eval(REPLACE, List.of(key), List.of(expected, value, millis(life)))));
    }

    @Override
    public List<Optional<String>> get(List<String> keys) {
        return switch (config.mode()) {
            case SINGLE ->
                call(jedis -> jedis.mget(keys.toArray(String[]::new))).stream()
                        .map(Optional::ofNullable)
                        .toList();
            // Jedis asks once for each slot, and goes on after a failure: each key might cost the time limit
            case CLUSTER ->
                keys.stream()
                        .map(key -> Optional.ofNullable(call(jedis -> jedis.get(key))))
                        .toList();
        };
    }

    @Override
    public void put(String key, String value, Duration life) {
        call(jedis -> jedis.set(key, value, SetParams.setParams().px(life.toMillis())));
    }

    @Override
    public void delete(String key) {
        call(jedis -> jedis.del(key));
    }

    private static String millis(Duration life) {
        return Long.toString(life.toMillis());
    }

    @Override
    public void close() {
        connecting.lock();
        try {
            closed = true;
            if (client != null) {
                client.close();
            }
        } finally {
            connecting.unlock();
        }
    }
}
