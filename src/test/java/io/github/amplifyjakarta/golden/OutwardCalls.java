package io.github.amplifyjakarta.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The calls to AWS of a recorded case, beside our own. Named differences: the version in {@code x-amz-user-agent} and what
 * Node's fetch adds ({@code accept}) are not compared.
 */
final class OutwardCalls {

    private final JsonObject recorded;
    private final boolean keysKnown;
    private final UnaryOperator<String> mask;
    private final Supplier<String> poolId;

    /**
     * @param keysKnown whether the recorded server had its keys before
     * @param mask puts placeholders where the text is random
     * @param poolId the user pool; empty without one
     */
    OutwardCalls(JsonObject recorded, boolean keysKnown, UnaryOperator<String> mask, Supplier<String> poolId) {
        this.recorded = recorded;
        this.keysKnown = keysKnown;
        this.mask = mask;
        this.poolId = poolId;
    }

    /** {@return the recorded calls: operations or paths, with what was sent} */
    String recorded() {
        return " "
                + recordedRequests()
                        .map(request -> named(
                                target(request).orElse(null),
                                request.getString("url"),
                                SessionJson.comparable(request.get("body"))))
                        .toList();
    }

    private Stream<JsonObject> recordedRequests() {
        return recorded.containsKey("backendRequests")
                ? recorded.getJsonArray("backendRequests").getValuesAs(JsonObject.class).stream()
                        .filter(request -> !isKeySet(request.getString("url")))
                : Stream.of();
    }

    private static boolean isKeySet(String url) {
        return url.endsWith("/.well-known/jwks.json");
    }

    private static Optional<String> target(JsonObject request) {
        return request.get("headers") instanceof JsonObject headers && headers.containsKey("x-amz-target")
                ? Optional.of(headers.getString("x-amz-target"))
                : Optional.empty();
    }

    void compare(Differences differences, FakeAws aws) {
        if (!recorded.containsKey("backendRequests")) {
            return;
        }
        List<String> golden = recordedRequests()
                .map(request -> line(
                        request.getString("method"),
                        request.getString("url"),
                        target(request).orElse(""),
                        header(request, "content-type"),
                        header(request, "cache-control"),
                        header(request, "authorization"),
                        SessionJson.comparable(request.get("body"))))
                .toList();
        List<String> ours = aws.received().stream()
                .map(request -> line(
                        request.method(),
                        request.url(),
                        request.target(),
                        request.contentType(),
                        request.cacheControl(),
                        request.authorization(),
                        body(request)))
                .toList();
        differences.compare("requests", golden.toString(), mask.apply(ours.toString()));
        List<String> forms = recordedRequests()
                .filter(request -> request.containsKey("form"))
                .map(request -> SessionJson.comparable(request.get("form")))
                .toList();
        List<String> oursForms = aws.received().stream()
                .filter(request -> request.contentType().equals("application/x-www-form-urlencoded"))
                .map(request -> form(mask.apply(request.body())))
                .toList();
        differences.compare("forms", forms.toString(), oursForms.toString());
        compareKeyFetches(differences, aws);
    }

    private static String form(String body) {
        return Stream.of(body.split("&"))
                .map(pair -> List.of(pair.split("=", 2)).stream()
                        .map(part -> URLDecoder.decode(part, UTF_8))
                        .toList())
                .toList()
                .toString();
    }

    /**
     * Named differences: the original has a key set for each kind of token, so it fetches the keys twice; it verifies no new
     * tokens, and not whose session a sign-out ends, so it needs no keys there.
     */
    private void compareKeyFetches(Differences differences, FakeAws aws) {
        List<String> ours = aws.keyFetches();
        String pool = poolId.get();
        String ofThePool = "GET https://cognito-idp." + pool.replaceFirst("_.*", "") + ".amazonaws.com/" + pool
                + "/.well-known/jwks.json";
        ours.forEach(fetch -> differences.compare("key set", ofThePool, fetch));
        if (keysKnown) { // they were there before the recording began
            return;
        }
        Set<String> golden = recorded.getJsonArray("backendRequests").getValuesAs(JsonObject.class).stream()
                .filter(request -> isKeySet(request.getString("url")))
                .map(request -> request.getString("method") + " " + request.getString("url"))
                .collect(Collectors.toSet());
        boolean ofNewTokensOrSignOut = recordedRequests()
                .anyMatch(request -> request.getString("url").matches(".*/oauth2/(?:token|revoke)")
                        || target(request).orElse("").endsWith(".GetTokensFromRefreshToken"));
        if (!(golden.isEmpty() && ofNewTokensOrSignOut && ours.size() <= 1)) {
            differences.compare("key fetches", golden.toString(), ours.toString());
        }
    }

    private static String line(String... parts) {
        return String.join(" ", parts);
    }

    private static String header(JsonObject request, String name) {
        return request.getJsonObject("headers").getString(name, "");
    }

    private static String body(FakeAws.Received request) {
        return request.target().isEmpty()
                ? request.body()
                : SessionJson.comparable(
                        Json.createReader(new StringReader(request.body())).readObject());
    }

    /** Operations or paths, with what was sent. */
    static String made(FakeAws aws) {
        return " "
                + aws.received().stream()
                        .map(request -> named(
                                request.target().isEmpty() ? null : request.target(), request.url(), body(request)))
                        .toList();
    }

    static String named(@Nullable String target, String url, String body) {
        return (target == null ? URI.create(url).getPath() : target.replaceFirst("^.*\\.", "")) + " " + body;
    }
}
