package io.github.amplifyjakarta.it.suite;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One server with every application, started once for all test classes. A start takes longer than their tests. */
final class SharedServer implements ParameterResolver {

    /** The value in the JUnit store, which closes the server after the last test class. */
    private record Started(DemoServer server) implements AutoCloseable {

        @Override
        public void close() {
            server.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == DemoServer.class;
    }

    @Override
    public DemoServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext.Store store =
                context.getRoot().getStore(ExtensionContext.Namespace.create(SharedServer.class));
        IllegalStateException before = store.get(IllegalStateException.class, IllegalStateException.class);
        if (before != null) { // another start would fail as well, after a minute
            throw new IllegalStateException("the shared server did not start", before);
        }
        try {
            return store.computeIfAbsent(Started.class, type -> start(), Started.class)
                    .server();
        } catch (IllegalStateException e) {
            store.put(IllegalStateException.class, e);
            throw e;
        }
    }

    private static Started start() {
        DemoServer server = DemoServer.onFreePorts(
                "suite",
                Stream.of(
                                "listed",
                                "confidential",
                                "unfiltered",
                                "browser",
                                "guide",
                                "secured",
                                "microprofile-jwt",
                                "form")
                        .filter(ApplicationServer.current()::deploys)
                        .toArray(String[]::new));
        try {
            server.startSandbox();
            // guest credentials, which the guide fetches at startup and GuideIT lets expire
            Browser.credentialsLive(server, 3);
            server.startApplications();
            awaitPrices(server);
            Browser.credentialsLive(server, 3600);
            return new Started(server);
        } catch (IOException | InterruptedException e) {
            server.close();
            throw new IllegalStateException("the shared server did not start", e);
        }
    }

    /** Waits for the prices, with a limit. A server without a Startup event (TomEE) has none, which GuideIT reports. */
    private static void awaitPrices(DemoServer server) throws IOException, InterruptedException {
        URI prices = server.origin().resolve("/guide/api/prices");
        new Browser().await(prices, body -> !body.isEmpty(), Duration.ofSeconds(20));
    }
}
