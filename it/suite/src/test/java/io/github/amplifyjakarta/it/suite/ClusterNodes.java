package io.github.amplifyjakarta.it.suite;

import java.io.IOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Two nodes, which are started once for all test classes. */
final class ClusterNodes implements ParameterResolver {

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
        try {
            return new Cluster(DemoServer.projects(), "node", 2, "cluster", "shared", "http-session");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the nodes did not start", e);
        }
    }
}
