package io.github.amplifyjakarta.internal.aws;

import static io.github.amplifyjakarta.testing.FaultyServer.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.ApiException.Reason;
import io.github.amplifyjakarta.api.GraphQlAuthMode;
import io.github.amplifyjakarta.api.GraphQlClient;
import io.github.amplifyjakarta.api.ModelQuery;
import io.github.amplifyjakarta.api.RestBody;
import io.github.amplifyjakarta.testing.FaultyServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to an API, and what is refused before it is sent. */
class ApiRequestsTest extends WithFaultyApi {

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: 1", "a\n", "ü", "\u0000"})
    void refusesHeadersWithControlCharacters(String value) {
        assertThrows(ApiException.class, () -> rest.get("/a").header("X-A", value));
        assertThrows(ApiException.class, () -> graphQl.header("X-A", value));
        assertThrows(ApiException.class, () -> rest.get("/a").header("X-A" + value, "x"));
    }

    @Test
    void refusesABodyThatCannotBeRead() {
        RestBody broken = new RestBody() {
            @Override
            public java.io.InputStream open() throws IOException {
                throw new IOException("no such file");
            }

            @Override
            public String contentType() {
                return "text/plain";
            }
        };
        ApiException failure = failure(rest.post("/a").body(broken));
        assertEquals(Reason.INVALID_INPUT, failure.reason());
        assertTrue(failure.getMessage().contains("no such file"));
        assertThrows(ApiException.class, () -> rest.get("/a").body("x"));
        assertEquals(List.of(), server.asked());
    }

    @ParameterizedTest
    @ValueSource(strings = {"the-secret\n", "the-secret\r\nX-Evil: 1", "the-secret\u0000"})
    void refusesSecretsWithControlCharacters(String secret) {
        for (Executable call : List.<Executable>of(
                () -> graphQl.authToken(secret),
                () -> graphQl.apiKey(secret),
                () -> graphQl.graphql("{ a }").authToken(secret),
                () -> rest.post("/a").body(RestBody.of("x", secret)))) {
            ApiException failure = assertThrows(ApiException.class, call);
            assertEquals(Reason.INVALID_INPUT, failure.reason());
            assertFalse(failure.getMessage().contains("the-secret"), failure.getMessage());
        }
    }

    @Test
    void sendsAnEmptyBody() {
        server.answers(
                exchange -> send(exchange, 200, exchange.getRequestHeaders().getFirst("Content-Length")));
        assertEquals(
                "0",
                rest.put("/a")
                        .body(RestBody.of(new byte[0], "text/plain"))
                        .send()
                        .text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orders/5#/items/7",
                "/orders/..%2Fadmin",
                "/orders/..;/admin",
                "/orders/..\\admin",
                "/orders\\..",
                "/orders/%2e%2E%5cadmin",
                "/orders%2f.%2e",
                "/orders/%252e%252e/admin",
                "/orders/..%20/admin",
                "/orders/..%00/admin",
                "/orders%252f..%252fadmin"
            })
    void refusesPathsThatLeadElsewhere(String path) {
        assertEquals(Reason.INVALID_INPUT, failure(rest.delete(path)).reason());
        assertEquals(0, server.asked().size());
    }

    @Test
    void sendsATokenOfTheApplicationWithoutASession() {
        server.answers(exchange -> send(
                exchange,
                200,
                "{\"data\":{\"a\":\"" + exchange.getRequestHeaders().getFirst("Authorization") + "\"}}"));
        GraphQlClient nobody = api.graphQl(() -> {
            throw new IllegalStateException("no session is needed");
        });
        for (GraphQlAuthMode mode :
                new GraphQlAuthMode[] {GraphQlAuthMode.OIDC, GraphQlAuthMode.LAMBDA, GraphQlAuthMode.IAM}) {
            assertEquals(
                    "of-another-provider",
                    nobody.authMode(mode)
                            .authToken("of-another-provider")
                            .graphql("{ a }")
                            .send()
                            .get("a", String.class)
                            .orElseThrow());
        }
    }

    @Test
    void keepsTokensAndHeadersForTheirEndpoint() throws Exception {
        try (FaultyServer other = new FaultyServer()) {
            other.answers(exchange -> send(
                    exchange,
                    200,
                    "{\"data\":{\"a\":\"" + exchange.getRequestHeaders().containsKey("Authorization")
                            + exchange.getRequestHeaders().containsKey("X-Own") + "\"}}"));
            assertEquals(
                    "falsefalse",
                    graphQl.authToken("of-the-first")
                            .header("X-Own", "of-the-first")
                            .endpoint(other.uri(), GraphQlAuthMode.NONE)
                            .graphql("{ a }")
                            .send()
                            .get("a", String.class)
                            .orElseThrow());
        }
        for (String unsafe :
                new String[] {"http://example.com/graphql", "/graphql", "https://my_api/graphql", "ftp://x"}) {
            assertThrows(ApiException.class, () -> graphQl.endpoint(URI.create(unsafe), GraphQlAuthMode.IAM), unsafe);
        }
    }

    @Test
    void refusesAKeyThatAListDoesNotHave() {
        ApiException failure = assertThrows(
                ApiException.class,
                () -> graphQl.model("Todo", Todo.class)
                        .list(ModelQuery.builder().key("ownerId", "me").build()));
        assertEquals(Reason.INVALID_INPUT, failure.reason());
        assertTrue(failure.getMessage().contains("ownerId"), failure.getMessage());
        assertEquals(0, server.asked().size());
    }
}
