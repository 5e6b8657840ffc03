package io.github.amplifyjakarta.it.suite;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import redis.embedded.RedisServer;

/**
 * Two servers that share a Redis, behind a load balancer without sticky sessions. They are started once for all test
 * classes.
 */
final class ClusterNodes implements ParameterResolver {

    /**
     * What runs.
     *
     * @param proxy the load balancer, which is the address of the applications
     */
    record Cluster(DemoServer first, DemoServer second, RoundRobinProxy proxy, Deque<AutoCloseable> open)
            implements AutoCloseable {

        /** Leads requests to both nodes in turn. */
        void balance() {
            proxy.leadTo(List.of(first.origin(), second.origin()));
        }

        /** Leads all requests to one node. */
        void leadTo(DemoServer node) {
            proxy.leadTo(List.of(node.origin()));
        }

        @Override
        public void close() throws Exception {
            for (AutoCloseable each : open) {
                each.close();
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cluster.class;
    }

    @Override
    public Cluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(ClusterNodes.class))
                .computeIfAbsent(Cluster.class, type -> start(), Cluster.class);
    }

    private static Cluster start() {
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            int port = ServerProcess.freePort();
            RedisServer redis = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .build();
            redis.start();
            open.push(redis::stop);
            RoundRobinProxy proxy = new RoundRobinProxy(ServerProcess.freePort());
            open.push(proxy);
            DemoServer first = DemoServer.onFreePorts("node-1", "cluster", "shared", "http-session")
                    .with("store.of.the.nodes", "redis://127.0.0.1:" + port)
                    .behind(proxy.origin());
            open.push(first);
            DemoServer second = first.otherNode("node-2");
            open.push(second);
            first.start();
            second.startApplications();
            return new Cluster(first, second, proxy, open);
        } catch (IOException | InterruptedException e) {
            open.forEach(ClusterNodes::closeQuietly);
            throw new IllegalStateException("the nodes did not start", e);
        }
    }

    private static void closeQuietly(AutoCloseable each) {
        try {
            each.close();
        } catch (Exception e) {
            e.printStackTrace(); // the start has failed already
        }
    }
}
