package io.github.amplifyjakarta.it.suite;

import java.nio.file.Path;

/** The demo command: starts everything, says where to look, and stops it on Ctrl-C. */
public final class Demo {

    private Demo() {}

    /** Takes the folder with the integration projects. */
    public static void main(String[] args) throws Exception {
        int port = Integer.getInteger("demo.port", 8080);
        int sandboxPort = Integer.getInteger("demo.sandbox.port", 9080);
        for (int needed : new int[] {port, sandboxPort, sandboxPort + 1, sandboxPort + 2}) {
            requireFree(needed);
        }
        DemoServer server =
                new DemoServer(Path.of(args[0]), "demo", port, sandboxPort, sandboxPort + 1, sandboxPort + 2);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
        System.out.println("Starting the local AWS sandbox and "
                + ApplicationServer.current().project() + " ...");
        server.start();
        System.out.println();
        System.out.println("  Ready. Open " + server.origin() + "  (alice / Passw0rd!)   Ctrl-C stops it.");
        System.out.println();
        server.awaitEnd();
    }

    /** Else somebody else's page would answer under our address. */
    private static void requireFree(int port) {
        if (!ServerProcess.isFree(port)) {
            System.out.println("Port " + port + " is taken, and the demo needs it: stop what runs there.");
            System.exit(1);
        }
    }
}
