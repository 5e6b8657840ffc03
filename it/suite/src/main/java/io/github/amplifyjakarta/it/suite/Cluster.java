package io.github.amplifyjakarta.it.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Servers of the same applications that share a Redis, behind a load balancer without sticky sessions. */
final class Cluster implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<DemoServer> nodes = new ArrayList<>();
    private final RoundRobinProxy balancer;
    private final StoreProcess store;
    private final NetworkLink link;

    /**
     * Starts the store and the balancer, then the sandbox and the nodes.
     *
     * @param it the folder with the integration projects, built
     * @param name of the first node; the others have a number behind it
     * @param count how many nodes there are
     * @param applications what they run beside the demo
     */
    Cluster(Path it, String name, int count, String... applications) throws IOException, InterruptedException {
        try {
            Path logs = it.resolve(ApplicationServer.current().project()).resolve("target");
            store = keep(StoreProcess.start(it, logs.resolve(name + "-store.log")));
            link = keep(new NetworkLink(store.port()));
            balancer = keep(new RoundRobinProxy(ServerProcess.freePort()));
            DemoServer first = keep(DemoServer.onFreePorts(it, name, applications)
                    .with("store.of.the.nodes", store.uri().toString())
                    // where the nodes of WildFly find each other; it/wildfly/pom.xml
                    .with("jgroups.folder", logs.resolve(name + "-members").toString())
                    .with("jgroups.port", "0")
                    .behind(balancer.origin()));
            for (String application : applications) {
                first.signingInAt(application);
            }
            first.startSandbox();
            nodes.add(first);
            while (nodes.size() < count) {
                nodes.add(keep(first.otherNode(name + "-" + (nodes.size() + 1))));
            }
            last().with("store.of.the.nodes", link.uri().toString());
            for (DemoServer node : nodes) {
                node.startApplications();
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T keep(T started) {
        open.push(started);
        return started;
    }

    List<DemoServer> nodes() {
        return List.copyOf(nodes);
    }

    DemoServer first() {
        return nodes.get(0);
    }

    /** {@return the node whose network to the store can be cut} */
    DemoServer last() {
        return nodes.get(nodes.size() - 1);
    }

    /** {@return what browsers have for the address of the applications} */
    RoundRobinProxy balancer() {
        return balancer;
    }

    StoreProcess store() {
        return store;
    }

    /** {@return the network between the last node and the store} */
    NetworkLink link() {
        return link;
    }

    /** Leads requests to these nodes in turn. */
    void leadTo(List<DemoServer> some) {
        balancer.leadTo(some.stream().map(DemoServer::origin).toList());
    }

    @Override
    public void close() {
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (Exception e) {
                e.printStackTrace(); // the others are closed as well
            }
        }
    }
}
