package io.github.amplifyjakarta.sandbox;

import static io.github.amplifyjakarta.sandbox.JsonProcessing.JSON;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** A REST API behind API Gateway: it lets signed calls and tokens of the user pool in, and says what it was asked. */
final class RestApi {

    private static final Map<String, Integer> STATUSES = Map.of("UnauthorizedException", 401);

    private final ApiAuthorizer authorizer;

    RestApi(ApiAuthorizer authorizer) {
        this.authorizer = authorizer;
    }

    void call(Exchange exchange) throws IOException {
        exchange.setHeader("x-amzn-RequestId", "sandbox-request");
        String path = exchange.path().substring("/rest".length());
        if (path.equals("/public")) {
            exchange.json(200, "{\"message\":\"Hello, guest.\"}");
            return;
        }
        Caller caller;
        try {
            caller = authorizer.caller(exchange, "execute-api");
        } catch (ServiceException e) {
            exchange.setHeader("x-amzn-ErrorType", e.name());
            exchange.json(
                    STATUSES.getOrDefault(e.name(), 403),
                    JSON.createObjectBuilder()
                            .add("message", String.valueOf(e.getMessage()))
                            .build()
                            .toString());
            return;
        }
        switch (path) {
            case "/greeting" ->
                exchange.json(
                        200,
                        JSON.createObjectBuilder()
                                .add("message", "Hello, " + caller.name().orElse("guest") + ".")
                                .build()
                                .toString());
            case "/nothing" -> exchange.send(204, "text/plain", "");
            case "/large" ->
                exchange.send(
                        200,
                        "application/octet-stream",
                        new byte[Integer.parseInt(exchange.query().getOrDefault("size", "1"))]);
            case "/redirect" -> {
                exchange.setHeader("Location", "/rest/public");
                exchange.send(302, "text/plain", "");
            }
            default -> exchange.json(200, echo(exchange, path, caller));
        }
    }

    private static String echo(Exchange exchange, String path, Caller caller) {
        return JSON.createObjectBuilder()
                .add("method", exchange.method())
                .add("path", path)
                .add("query", new TreeMap<>(exchange.query()).toString())
                .add("contentType", exchange.header("Content-Type").orElse(""))
                .add("body", new String(exchange.bytes(), UTF_8))
                .add("mode", caller.mode())
                .add("caller", caller.name().orElse(""))
                .build()
                .toString();
    }
}
