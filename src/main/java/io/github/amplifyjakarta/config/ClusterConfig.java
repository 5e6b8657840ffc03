package io.github.amplifyjakarta.config;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * The Valkey or Redis that the nodes of a cluster share.
 *
 * <p>Guide: {@code docs/scaling.md}.
 *
 * @param url {@code redis://host:port}, or {@code rediss://host:port} for TLS
 * @param username the user; empty for the server's default user
 * @param password the password; empty without one. It is never printed
 * @param mode whether the server is a cluster of its own
 * @since 0.1.0
 */
public record ClusterConfig(URI url, Optional<String> username, Optional<String> password, Mode mode) {

    /** Whether the server spreads its keys over several nodes of its own. */
    public enum Mode {
        /** One server, or one with replicas. */
        SINGLE,
        /** Cluster mode, which Amazon ElastiCache Serverless always has. */
        CLUSTER
    }

    /**
     * Checks that no component is {@code null}.
     *
     * @param url {@code redis://host:port}, or {@code rediss://host:port} for TLS
     * @param username the user; empty for the server's default user
     * @param password the password; empty without one
     * @param mode whether the server is a cluster of its own
     */
    public ClusterConfig {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(mode, "mode");
    }

    /** {@return the components; the password is left out} */
    @Override
    public String toString() {
        return "ClusterConfig[url=" + url + ", username=" + username + ", mode=" + mode + "]";
    }
}
