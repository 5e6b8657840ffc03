package io.github.amplifyjakarta.testing;

import io.github.amplifyjakarta.config.ClusterConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Jedis;
import redis.embedded.core.RedisServerBuilder;

/** A real Redis, version 6.2, on a free port of this machine. */
public final class RedisServer implements AutoCloseable {

    private final redis.embedded.RedisServer server;
    private final int port;
    private final List<String> settings;

    private RedisServer(int port, List<String> settings) throws IOException {
        this.port = port;
        this.settings = settings;
        RedisServerBuilder builder = redis.embedded.RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no");
        settings.forEach(builder::setting);
        this.server = builder.build();
    }

    /** @param settings lines of {@code redis.conf} */
    public static RedisServer start(String... settings) throws IOException {
        return startAt(freePort(), List.of(settings));
    }

    static RedisServer startAt(int port, List<String> settings) throws IOException {
        RedisServer redis = new RedisServer(port, settings);
        redis.server.start();
        return redis;
    }

    public static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** {@return the server that was started anew, at the same port} */
    public RedisServer restarted() throws IOException {
        close();
        return startAt(port, settings);
    }

    public ClusterConfig config() {
        return new ClusterConfig(
                URI.create("redis://127.0.0.1:" + port), Optional.empty(), Optional.empty(), ClusterConfig.Mode.SINGLE);
    }

    public int port() {
        return port;
    }

    /** {@return a connection of its own, for commands of an administrator} */
    public Jedis admin() {
        return new Jedis("127.0.0.1", port);
    }

    @Override
    public void close() throws IOException {
        server.stop();
    }
}
