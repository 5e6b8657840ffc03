package io.github.amplifyjakarta.testing;

import io.github.amplifyjakarta.config.ClusterConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Optional;

/** A real Redis, version 6.2, on a free port of this machine. */
public final class RedisServer implements AutoCloseable {

    private final redis.embedded.RedisServer server;
    private final int port;

    private RedisServer(int port) throws IOException {
        this.port = port;
        this.server = redis.embedded.RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
    }

    public static RedisServer start() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        return startAt(port);
    }

    private static RedisServer startAt(int port) throws IOException {
        RedisServer redis = new RedisServer(port);
        redis.server.start();
        return redis;
    }

    /** {@return the server that was started anew, at the same port} */
    public RedisServer restarted() throws IOException {
        close();
        return startAt(port);
    }

    public ClusterConfig config() {
        return new ClusterConfig(
                URI.create("redis://127.0.0.1:" + port), Optional.empty(), Optional.empty(), ClusterConfig.Mode.SINGLE);
    }

    @Override
    public void close() throws IOException {
        server.stop();
    }
}
