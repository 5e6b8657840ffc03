package io.github.amplifyjakarta.it.suite;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One server with every application, started once for all classes that ask for it: a start takes longer than their tests. */
final class SharedServer implements ParameterResolver {

    /** Also the store's: it closes the server when the last class is done. */
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
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedServer.class))
                .computeIfAbsent(Started.class, type -> start(), Started.class)
                .server();
    }

    private static Started start() {
        DemoServer server = DemoServer.onFreePorts(
                "suite",
                Stream.of("listed", "confidential", "unfiltered", "browser", "guide", "secured")
                        .filter(ApplicationServer.current()::deploys)
                        .toArray(String[]::new));
        try {
            server.startStandIn();
            // the guest's credentials that the guide asks for while it starts, whose end GuideIT waits for
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

    /** As long as that takes; a server that fires no Startup event, as TomEE, asks for none, which is GuideIT's to tell. */
    private static void awaitPrices(DemoServer server) throws IOException, InterruptedException {
        URI prices = server.origin().resolve("/guide/api/prices");
        new Browser().await(prices, body -> !body.isEmpty(), Duration.ofSeconds(20));
    }
}
