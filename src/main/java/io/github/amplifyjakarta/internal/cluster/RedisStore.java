package io.github.amplifyjakarta.internal.cluster;

import io.github.amplifyjakarta.cluster.SharedStore;
import io.github.amplifyjakarta.config.ClusterConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/** Valkey or Redis, from version 6.2 on, by Jedis. */
public final class RedisStore implements SharedStore, AutoCloseable {

    /** How long anything may take: a connection, an answer, a free connection. */
    private static final int LIMIT_MILLIS = 250;

    private static final int MOST_CONNECTIONS = 16;

    /** Redis 6.2 has no {@code SET} with {@code NX} and {@code GET} (SET, "History"). */
    private static final String PUT_IF_ABSENT = "local v = redis.call('GET', KEYS[1]) if v then return v end"
            + " redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) return false";

    private static final String REPLACE = "if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end"
            + " redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) return 1";

    private final ClusterConfig config;
    private @Nullable UnifiedJedis client;
    private boolean closed;

    /** The connection is made by the first call, which may fail like every other. */
    public RedisStore(ClusterConfig config) {
        this.config = config;
    }

    private synchronized UnifiedJedis client() {
        if (closed) {
            throw new IllegalStateException("the application has ended");
        }
        UnifiedJedis open = client;
        if (open == null) {
            open = connected(config);
            client = open;
        }
        return open;
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
        pool.setMaxIdle(MOST_CONNECTIONS);
        pool.setMaxWait(Duration.ofMillis(LIMIT_MILLIS));
        pool.setTimeBetweenEvictionRuns(Duration.ofMillis(-1));
        pool.setTestOnBorrow(true); // a restart or a firewall breaks idle connections
        pool.setJmxEnabled(false);
        return pool;
    }

    @Override
    public Optional<String> putIfAbsent(String key, String value, Duration life) {
        return Optional.ofNullable((String) client().eval(PUT_IF_ABSENT, List.of(key), List.of(value, millis(life))));
    }

    @Override
    public boolean replace(String key, String expected, String value, Duration life) {
        return Long.valueOf(1).equals(client().eval(REPLACE, List.of(key), List.of(expected, value, millis(life))));
    }

    @Override
    public List<Optional<String>> get(List<String> keys) {
        return client().mget(keys.toArray(String[]::new)).stream()
                .map(Optional::ofNullable)
                .toList();
    }

    @Override
    public void put(String key, String value, Duration life) {
        client().set(key, value, SetParams.setParams().px(life.toMillis()));
    }

    @Override
    public void delete(String key) {
        client().del(key);
    }

    private static String millis(Duration life) {
        return Long.toString(life.toMillis());
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.close();
        }
    }
}
