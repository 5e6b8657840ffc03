package io.github.amplifyjakarta.internal.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.testing.Requests;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which requests are answered in place of the page, and how. */
class AccessControlTest {

    private final TestPool pool = new TestPool();
    private final AmplifyRuntime runtime = pool.runtime(Map.of(
            "amplify.auth.session.protected-paths",
            "/*",
            "amplify.auth.routes.redirect-on-sign-in-complete",
            "/signed-in"));

    @Test
    void opensSignInPathsOnlyWhereAllIsProtected() {
        AmplifyRuntime closed = pool.runtime(
                Map.of("amplify.auth.session.protected-paths", "/*", "amplify.auth.session.sign-in-path", "/sign-in"));
        var nobody = closed.sessions().open(TestPool.cookies(""), changes -> {});
        for (String path :
                List.of("/sign-in", "/api/auth/sign-in", "/api/auth/sign-in-callback", "/api/auth/sign-out-callback")) {
            assertTrue(
                    closed.access()
                            .checkPath(Requests.of("GET", path, null, Map.of()), nobody)
                            .refusal()
                            .isEmpty(),
                    path);
        }
        for (String path : List.of("/", "/x/sign-in", "//sign-in", "/api/auth/sign-in/x", "/api/auth/other")) {
            assertTrue(
                    closed.access()
                            .checkPath(Requests.of("GET", path, null, Map.of()), nobody)
                            .refusal()
                            .isPresent(),
                    path);
        }
    }

    @Test
    void answers401WhenTheSignInRouteIsGuarded() {
        IncomingRequest request = new IncomingRequest(
                "GET", "/api/auth/sign-in", Optional.empty(), "", List.of(), Map.of("Accept", "text/html")::get);
        ShortCircuitResponse answer = runtime.access()
                .check(request, runtime.sessions().open(TestPool.cookies(""), changes -> {}))
                .refusal()
                .orElseThrow();
        assertEquals(401, answer.status());
    }

    /** On every path, because the server's MicroProfile JWT may take the token for its caller. */
    @Test
    void refusesForeignTokensBesideMicroProfileJwt() {
        AmplifyRuntime beside = pool.runtime(Map.of("amplify.auth.session.microprofile-jwt", "true"));
        String own = pool.access("alice", Duration.ofHours(1));
        String foreign = pool.sign(
                "alice", Duration.ofHours(1), Map.of("token_use", "access", "client_id", "other", "username", "alice"));
        IncomingRequest request = Requests.of("GET", "/open", null, Map.of());
        assertEquals(List.of(), refusals(beside, request, own));
        for (String token : List.of(foreign, pool.id("alice", Duration.ofHours(1)), "x", "")) {
            assertEquals(List.of(401), refusals(beside, request, token));
            IncomingRequest preflight = Requests.of(
                    "OPTIONS",
                    "/open",
                    null,
                    Map.of("Origin", "https://x.example", "Access-Control-Request-Method", "GET"));
            assertEquals(List.of(401), refusals(beside, preflight, token), "no preflight has a token");
        }
        assertEquals(
                Optional.empty(),
                beside.access()
                        .checkPath(request, beside.sessions().open(TestPool.cookies(""), changes -> {}))
                        .refusal(),
                "no token");
        AmplifyRuntime alone = pool.runtime(Map.of("amplify.auth.session.bearer-tokens", "true"));
        assertEquals(List.of(), refusals(alone, request, foreign), "the page sees a guest");
    }

    private static List<Integer> refusals(AmplifyRuntime runtime, IncomingRequest request, String token) {
        return runtime
                .access()
                .checkPath(request, runtime.sessions().open(TestPool.request(""), token, changes -> {}))
                .refusal()
                .stream()
                .map(ShortCircuitResponse::status)
                .toList();
    }

    @Test
    void answers401ToInvalidBearerTokens() {
        IncomingRequest request = new IncomingRequest(
                "GET", "/account", Optional.empty(), "", List.of(), Map.of("Accept", "text/html, image/gif, */*")::get);
        AmplifyRuntime bearer = pool.runtime(
                Map.of("amplify.auth.session.bearer-tokens", "true", "amplify.auth.session.protected-paths", "/*"));
        ShortCircuitResponse answer = bearer.access()
                .checkPath(request, bearer.sessions().open(TestPool.request(""), "x.y.z", changes -> {}))
                .refusal()
                .orElseThrow();
        assertEquals(401, answer.status());
        assertEquals(Optional.of("Bearer error=\"invalid_token\""), answer.challenge());
    }
}
