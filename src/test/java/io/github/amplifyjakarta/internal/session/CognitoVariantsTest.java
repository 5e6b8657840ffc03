package io.github.amplifyjakarta.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.testing.Requests;
import io.github.amplifyjakarta.testing.TestPool;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Cognito may be: with two issuers, replicas, two secrets at a time, in every partition. */
class CognitoVariantsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration PAST = Duration.ofHours(-1);
    private static final String UPDATED = "https://issuer-cognito-idp.eu-central-1.amazonaws.com/" + TestPool.POOL;

    private final TestPool pool = new TestPool();

    private String cookiesOf(String issuer) {
        Map<String, Object> access = new LinkedHashMap<>(TestPool.accessClaims("alice"));
        access.put("iss", issuer);
        Map<String, Object> id = new LinkedHashMap<>(
                Map.of("token_use", "id", "aud", TestPool.CLIENT, "cognito:username", "alice", "iss", issuer));
        return TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE + "alice.accessToken="
                + pool.sign("alice", HOUR, access) + "; " + TestPool.COOKIE + "alice.idToken="
                + pool.sign("alice", HOUR, id);
    }

    private RequestSession open(AmplifyRuntime runtime, String cookies) {
        return runtime.sessions().open(TestPool.cookies(cookies), changes -> {});
    }

    @Test
    void acceptsTokensOfBothIssuersWithTheKeysOfEach() {
        List<URI> fetched = new ArrayList<>();
        pool.on("jwks.json", call -> {
            fetched.add(call.uri());
            return TestPool.json(pool.keySet());
        });
        AmplifyRuntime runtime = pool.runtime(Map.of());
        assertTrue(open(runtime, pool.header("bob", HOUR, "rt-b")).isAuthenticated());
        assertEquals(1, fetched.size(), "the other keys are fetched when a token names them");
        assertTrue(open(runtime, cookiesOf(UPDATED)).isAuthenticated());
        assertEquals(URI.create(UPDATED + "/.well-known/jwks.json"), fetched.get(1));
        assertFalse(open(runtime, cookiesOf(UPDATED.replace("eu-central-1.", "eu-west-1.")))
                .isAuthenticated());
        AmplifyRuntime replicated = pool.runtime(Map.of("amplify.auth.replica-regions", "eu-west-1"));
        assertTrue(open(replicated, cookiesOf(UPDATED.replace("eu-central-1.", "eu-west-1.")))
                .isAuthenticated());
        AmplifyRuntime explicit = pool.runtime(Map.of("amplify.auth.issuer", UPDATED));
        assertFalse(open(explicit, pool.header("bob", HOUR, "rt-b")).isAuthenticated());
    }

    @Test
    void sendsTheIssuerOfTheTokenToTheIdentityPool() {
        List<String> bodies = new ArrayList<>();
        pool.on("GetId", call -> {
            bodies.add(call.body());
            return TestPool.json("{\"IdentityId\":\"eu-central-1:1\"}");
        });
        pool.on("GetCredentialsForIdentity", call -> pool.credentials("A", "S", "T"));
        assertTrue(open(pool.runtime(Map.of()), cookiesOf(UPDATED))
                .fetchAuthSession()
                .credentials()
                .isPresent());
        assertTrue(bodies.get(0).contains("\"issuer-cognito-idp.eu-central-1.amazonaws.com/"), "its login provider");
    }

    @Test
    void refreshesWithTheSecretThatCognitoKnows() {
        AmplifyRuntime runtime = pool.runtime(Map.of("amplify.auth.user-pool-client-secret", "old,new"));
        pool.on(
                "GetTokensFromRefreshToken",
                call -> call.body().contains("\"ClientSecret\":\"new\"")
                        ? pool.issued("alice", "rt-2")
                        : new HttpReply(
                                400,
                                Map.of(),
                                "{\"__type\":\"NotAuthorizedException\",\"message\":\"Invalid client or client secret.\"}"));
        assertTrue(open(runtime, pool.header("alice", PAST, "rt-1")).isAuthenticated());
        assertEquals(2, pool.calls("GetTokensFromRefreshToken"));
        assertTrue(open(runtime, pool.header("alice", PAST, "rt-9")).isAuthenticated());
        assertEquals(3, pool.calls("GetTokensFromRefreshToken"), "the one that worked is tried first");
    }

    @Test
    void distinguishesAMissingScopeFromAnEndedSession() {
        pool.on(
                "GetUser",
                call -> new HttpReply(
                        400,
                        Map.of(),
                        "{\"__type\":\"NotAuthorizedException\",\"message\":\"Access Token does not have required scopes\"}"));
        RequestSession session = open(pool.runtime(Map.of()), pool.header("alice", HOUR, "rt-1"));
        AuthException error = assertThrows(AuthException.class, session::fetchUserAttributes);
        assertEquals(AuthException.Reason.SERVICE, error.reason());
        assertTrue(error.recoverySuggestion().contains("aws.cognito.signin.user.admin"), error.recoverySuggestion());
        assertEquals(0, pool.calls("GetTokensFromRefreshToken"));
    }

    @Test
    void refreshesOnceWhenCognitoRefusesAnAccessToken() {
        pool.on(
                "GetUser",
                call -> pool.calls("GetUser") == 1
                        ? TestPool.error(400, "NotAuthorizedException")
                        : TestPool.json("{\"UserAttributes\":[{\"Name\":\"email\",\"Value\":\"a@example.com\"}]}"));
        pool.on("GetTokensFromRefreshToken", call -> {
            pool.pass(Duration.ofSeconds(1)); // else the new token is the old one, letter for letter
            return pool.issued("alice", "rt-2");
        });
        AmplifyRuntime runtime = pool.runtime(Map.of());
        assertEquals(
                Map.of("email", "a@example.com"),
                open(runtime, pool.header("alice", HOUR, "rt-1")).fetchUserAttributes(),
                "the server's clock was behind");
        pool.on("GetUser", call -> TestPool.error(400, "NotAuthorizedException"));
        pool.on("GetTokensFromRefreshToken", call -> TestPool.error(400, "NotAuthorizedException"));
        RequestSession revoked = open(runtime, pool.header("alice", HOUR, "rt-9"));
        assertEquals(
                AuthException.Reason.NOT_SIGNED_IN,
                assertThrows(AuthException.class, revoked::fetchUserAttributes).reason());
        assertInstanceOf(Outcome.SignedOut.class, revoked.outcome(), "a sign-in does not lead back to the same error");
    }

    @Test
    void omitsScopesWhereNoneAreConfigured() {
        String location = pool.runtime(Map.of("amplify.auth.oauth.scopes", " "))
                .routes()
                .orElseThrow()
                .handle("sign-in", Requests.get(null), open(pool.runtime(Map.of()), ""))
                .location()
                .orElseThrow();
        assertFalse(location.contains("scope="), location);
    }
}
