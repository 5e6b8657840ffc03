package io.github.amplifyjakarta.golden;

import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.Optional;

/**
 * A request to a page of the recorded Next.js application, as the one call that this page makes. Named differences: the
 * status and the words of such a page are its author's; the result it shows, the cookies and the calls to AWS count.
 */
final class NextRequest {

    private NextRequest() {}

    /** {@return whether the case is about a mistake in a route file, which only Next.js has} */
    static boolean isOnlyNext(JsonObject http) {
        String path = path(http);
        return path.contains("-catchall/") || path.endsWith("/auth-noslug");
    }

    private static String path(JsonObject http) {
        return URI.create(http.getJsonObject("request").getString("url")).getPath();
    }

    static JsonObject direct(JsonObject http) {
        String path = path(http);
        JsonObjectBuilder direct = Json.createObjectBuilder(http);
        if (path.startsWith("/api/auth") || path.startsWith("/api/pauth")) {
            return direct.add("kind", "authRoute")
                    .add("slug", path.replaceFirst("^/api/[^/]*/", ""))
                    .build();
        }
        if (path.startsWith("/protected/")) {
            return direct.add("kind", "gate").build();
        }
        if (path.equals("/guest")) {
            direct.add("context", JsonValue.NULL);
        }
        return direct.add("kind", "op")
                .add("op", Json.createObjectBuilder().add("name", operation(http, path)))
                .add("expected", expected(http.getJsonObject("expected")))
                .build();
    }

    private static String operation(JsonObject http, String path) {
        return switch (path) {
            case "/apis/get-current-user" -> "getCurrentUser";
            case "/apis/attributes" -> "fetchUserAttributes";
            case "/apis/session", "/sc", "/action" -> "fetchAuthSession";
            case "/guest" -> "credentials";
            default ->
                IncomingRequest.parseQuery(
                                URI.create(http.getJsonObject("request").getString("url"))
                                        .getRawQuery())
                        .get("op");
        };
    }

    private static JsonObject expected(JsonObject expected) {
        JsonObjectBuilder direct = Json.createObjectBuilder().add("setCookie", expected.get("setCookie"));
        Optional.ofNullable(expected.getOrDefault("json", expected.get("page"))).ifPresent(shown -> {
            JsonObject object = (JsonObject) shown;
            if (object.containsKey("error")) {
                direct.add("error", object.get("error"));
            } else if (object.containsKey("host")) {
                direct.add("result", "credentials"); // a presigned URL: storage has a replay of its own
            } else {
                direct.add("result", object.getOrDefault("result", object.getOrDefault("user", object)));
            }
        });
        return direct.build();
    }
}
