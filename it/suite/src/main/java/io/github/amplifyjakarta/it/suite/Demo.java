package io.github.amplifyjakarta.it.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;

/** The demo command: builds and starts everything, says where to look, and stops it on Ctrl-C. */
public final class Demo {

    private static final int STEPS = 4;

    private final Instant start = Instant.now();
    private int step;
    private RoundRobinProxy balancer;

    private Demo() {}

    /**
     * Takes the folder with the integration projects. With Maven's folder and its local repository it builds what it
     * starts; without them that was built before.
     */
    public static void main(String[] args) throws Exception {
        endWithParent();
        try {
            new Demo().run(args);
        } catch (IOException | IllegalStateException e) {
            System.out.println();
            System.out.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Maven may be killed, and then it takes nobody with it. */
    private static void endWithParent() {
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(1)));
    }

    private void run(String[] args) throws Exception {
        Path it = Path.of(args[0]);
        int nodes = Integer.getInteger("nodes", 1);
        if (nodes < 1 || nodes > 2) {
            throw new IllegalStateException("-Dnodes is " + nodes + ", expected 1 or 2");
        }
        String name = ApplicationServer.current().displayName();
        Map<String, Integer> ports = ports();
        say("Ports: " + ports.get("demo.port") + " for the demo, " + ports.get("demo.sandbox.port") + " and "
                + ports.get("demo.s3.port") + " for the sandbox, " + ports.get("demo.management.port")
                + " for the server itself");
        if (args.length > 2) {
            say("Building the library, the sandbox for AWS and the demo, and getting " + name);
            new DemoBuild(it, Path.of(args[1]), Path.of(args[2]), "-Dredis.skip=" + (nodes == 1)).run();
        } else {
            say("The demo and " + name + " were built before");
        }
        ports.replaceAll((use, port) -> free(port)); // a minute has passed
        AtomicBoolean stopping = new AtomicBoolean();
        Deque<AutoCloseable> open = new ConcurrentLinkedDeque<>();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stopping.set(true);
                            open.forEach(Demo::close);
                        },
                        "stop"));
        DemoServer server = nodes == 1 ? oneNode(it, ports) : firstNode(it, ports, open);
        open.push(server);
        say("Starting the sandbox for AWS at " + server.sandbox());
        server.startSandbox();
        say("Starting " + name + " with the demo" + (nodes == 2 ? ", twice" : ""));
        server.startApplications();
        CompletableFuture<Path> end = server.end();
        String more = "";
        if (nodes == 2) {
            DemoServer other = server.otherNode("least-2").with("demo.node", "node 2");
            open.push(other);
            other.startApplications();
            balancer.leadTo(List.of(server.origin(), other.origin()));
            // with one of the two nodes the demo goes on
            end = server.sandboxEnd()
                    .applyToEither(
                            server.applications()
                                    .end()
                                    .thenCombine(other.applications().end(), (first, second) -> second),
                            log -> log);
            more = """
                      4. See at the end of a page which node has answered; sign out, and no node knows you.
                      5. Kill one of them (kill -9 %d or %d): the other goes on.
            """.formatted(
                            server.applications().pid(), other.applications().pid());
        }
        System.out.printf(
                """

                  Ready. Open %1$s   (%2$d seconds)

                  Users   alice  Passw0rd!   an administrator
                          bob    Passw0rd!
                  Try     1. Sign in as alice, and see what her session cookies hold.
                          2. Upload a photo as only yours, and sign in as bob: he does not see it.
                          3. Let Cognito fail, and see that nobody is signed out.
                %4$s  Logs    %3$s

                  Ctrl-C ends everything.

                """, server.address(), Duration.between(start, Instant.now()).toSeconds(), server.logs(), more);
        Path ended = end.join();
        if (!stopping.get()) {
            throw new IllegalStateException("A server has ended; see " + ended);
        }
    }

    private static void close(AutoCloseable each) {
        try {
            each.close();
        } catch (Exception e) {
            System.out.println(e); // everything else is closed as well
        }
    }

    private static DemoServer oneNode(Path it, Map<String, Integer> ports) {
        return new DemoServer(
                it,
                "least",
                ports.get("demo.port"),
                ports.get("demo.sandbox.port"),
                ports.get("demo.s3.port"),
                ports.get("demo.management.port"));
    }

    /** Starts what two nodes need beside the servers: a store, and a balancer where browsers look for the demo. */
    private DemoServer firstNode(Path it, Map<String, Integer> ports, Deque<AutoCloseable> open)
            throws IOException, InterruptedException {
        balancer = new RoundRobinProxy(ports.get("demo.port"));
        open.push(balancer);
        Path logs = it.resolve(ApplicationServer.current().project()).resolve("target");
        StoreProcess store = StoreProcess.start(it, logs.resolve("store.log"));
        open.push(store);
        return new DemoServer(
                        it,
                        "least",
                        ServerProcess.freePort(),
                        ports.get("demo.sandbox.port"),
                        ports.get("demo.s3.port"),
                        ports.get("demo.management.port"))
                .with("amplify.cluster.url", store.uri().toString())
                .with("amplify.auth.session.store", "shared")
                .with("demo.node", "node 1")
                .behind(balancer.origin());
    }

    private void say(String what) {
        System.out.printf("[%d/%d] %s%n", ++step, STEPS, what);
    }

    /** {@return the ports to use} The usual ones, unless another program has one of them. */
    private Map<String, Integer> ports() {
        Map<String, Integer> ports = new TreeMap<>();
        int port = Integer.getInteger("demo.port", 8080);
        int sandbox = Integer.getInteger("demo.sandbox.port", 9080);
        ports.put("demo.port", free(port));
        ports.put("demo.sandbox.port", free(sandbox));
        ports.put("demo.s3.port", free(sandbox + 1));
        ports.put("demo.management.port", free(sandbox + 2));
        return ports;
    }

    private static int free(int port) {
        if (ServerProcess.isFree(port)) {
            return port;
        }
        int other = ServerProcess.freePort();
        System.out.println("Port " + port + " is taken: " + other + " is used instead.");
        return other;
    }
}
