package io.github.amplifyjakarta.internal.aws;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.RestApiClient;
import io.github.amplifyjakarta.api.RestCall;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.HttpConfig;
import io.github.amplifyjakarta.internal.cdi.Apis;
import io.github.amplifyjakarta.internal.transport.JdkHttpTransport;
import io.github.amplifyjakarta.testing.FaultyServer;
import io.github.amplifyjakarta.testing.FixedSession;
import io.github.amplifyjakarta.testing.TestPool;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Clients of a REST and a GraphQL API that does what a test wants, with limits of half a second. */
abstract class WithFaultyApi {

    /** A model as the demo's file has it. */
    public record Todo(String id, String content) {}

    FaultyServer server;
    JdkHttpTransport transport;
    Apis api;
    RestApiClient rest;
    GraphQlClient graphQl;

    @BeforeEach
    void start() throws IOException {
        server = new FaultyServer();
        HttpConfig limits = new HttpConfig(Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofMillis(500));
        transport = new JdkHttpTransport(limits);
        api = at(server.uri());
        rest = api.rest("api", FixedSession::new);
        graphQl = api.graphQl(FixedSession::new);
    }

    /** {@return the APIs at an address} */
    Apis at(URI here) {
        AmplifyConfig config = TestPool.config(Map.of(
                "amplify.config.file",
                "it/demo/src/main/resources/amplify_outputs.json",
                "amplify.api.rest.\"api\".endpoint",
                here.toString(),
                "amplify.api.rest.\"api\".region",
                "eu-central-1",
                "amplify.api.graphql.endpoint",
                here.toString(),
                "amplify.api.graphql.default-auth-mode",
                "iam",
                "amplify.api.graphql.region",
                "eu-central-1",
                "amplify.http.connect-timeout",
                "PT0.5S",
                "amplify.http.request-timeout",
                "PT0.5S"));
        return new Apis(config, Apis.calls(config, transport, Clock.systemUTC(), () -> 0), FixedSession::new);
    }

    @AfterEach
    void stop() throws Exception {
        api.close();
        transport.close();
        server.close();
    }

    static ApiException failure(RestCall call) {
        return assertThrows(ApiException.class, call::send);
    }
}
