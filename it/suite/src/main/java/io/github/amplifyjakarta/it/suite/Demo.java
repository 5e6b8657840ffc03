package io.github.amplifyjakarta.it.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The demo command: builds and starts everything, says where to look, and stops it on Ctrl-C. */
public final class Demo {

    private static final int STEPS = 4;

    private final Instant start = Instant.now();
    private int step;

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
        String name = ApplicationServer.current().displayName();
        Map<String, Integer> ports = ports();
        say("Ports: " + ports.get("demo.port") + " for the demo, " + ports.get("demo.sandbox.port") + " and "
                + ports.get("demo.s3.port") + " for the sandbox, " + ports.get("demo.management.port")
                + " for the server itself");
        if (args.length > 2) {
            say("Building the library, the sandbox for AWS and the demo, and getting " + name);
            new DemoBuild(it, Path.of(args[1]), Path.of(args[2])).run();
        } else {
            say("The demo and " + name + " were built before");
        }
        ports.replaceAll((use, port) -> free(port)); // a minute has passed
        DemoServer server = new DemoServer(
                it,
                "least",
                ports.get("demo.port"),
                ports.get("demo.sandbox.port"),
                ports.get("demo.s3.port"),
                ports.get("demo.management.port"));
        AtomicBoolean stopping = new AtomicBoolean();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stopping.set(true);
                            server.close();
                        },
                        "stop"));
        say("Starting the sandbox for AWS at " + server.sandbox());
        server.startSandbox();
        say("Starting " + name + " with the demo");
        server.startApplications();
        System.out.printf(
                """

                  Ready. Open %1$s   (%2$d seconds)

                  Users   alice  Passw0rd!   an administrator
                          bob    Passw0rd!
                  Try     1. Sign in as alice, and see what her session cookies hold.
                          2. Upload a photo as only yours, and sign in as bob: he does not see it.
                          3. Let Cognito fail, and see that nobody is signed out.
                  Logs    %3$s

                  Ctrl-C ends everything.

                """, server.origin(), Duration.between(start, Instant.now()).toSeconds(), server.logs());
        Path ended = server.awaitEnd();
        if (!stopping.get()) {
            throw new IllegalStateException("A server has ended; see " + ended);
        }
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
