package io.github.amplifyjakarta.internal.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.servlet.RequestBinding;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.testing.TestPool;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The access token as MicroProfile JWT shows it. */
class CurrentJsonWebTokenTest {

    private final TestPool pool = new TestPool();
    private final AmplifyRuntime runtime = pool.runtime(Map.of());

    /** How the token came. */
    enum Caller {
        COOKIES,
        BEARER
    }

    private static JsonWebToken token(Optional<RequestSession> session) {
        return new CurrentJsonWebToken(new RequestBinding() {
            @Override
            public void bind(RequestSession other) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Optional<RequestSession> current() {
                return session;
            }
        });
    }

    private JsonWebToken token(Caller caller, String access) {
        return token(Optional.of(
                caller == Caller.BEARER
                        ? runtime.sessions().open(TestPool.request(""), access, changes -> {})
                        : runtime.sessions()
                                .open(
                                        TestPool.cookies(TestPool.COOKIE + "LastAuthUser=alice; " + TestPool.COOKIE
                                                + "alice.accessToken=" + access),
                                        changes -> {})));
    }

    private String access(Map<String, Object> claims) {
        Map<String, Object> all =
                new HashMap<>(Map.of("token_use", "access", "client_id", TestPool.CLIENT, "username", "alice"));
        all.putAll(claims);
        return pool.sign("key-1", "alice", Duration.ofHours(1), all);
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void returnsStandardClaimsWithTheirSpecifiedTypes(Caller caller) {
        String access = access(Map.of("cognito:groups", List.of("admins", "staff"), "aud", "api"));
        JsonWebToken token = token(caller, access);
        assertEquals("alice", token.getName());
        assertEquals(access, token.getRawToken());
        assertEquals("sub-of-alice", token.getSubject());
        assertEquals("https://cognito-idp.eu-central-1.amazonaws.com/" + TestPool.POOL, token.getIssuer());
        assertEquals(Set.of("api"), token.getAudience(), "a set of the one text");
        assertEquals(Set.of("admins", "staff"), token.getGroups());
        assertEquals(Set.of("admins", "staff"), token.getClaim("groups"));
        long now = pool.clock().instant().getEpochSecond();
        assertEquals(now, token.getIssuedAtTime());
        assertEquals(now + 3600, token.getExpirationTime());
        assertEquals(
                Set.of(
                        "iss",
                        "sub",
                        "auth_time",
                        "iat",
                        "exp",
                        "aud",
                        "token_use",
                        "client_id",
                        "username",
                        "cognito:groups",
                        "groups",
                        "raw_token"),
                token.getClaimNames());
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void returnsStructuredClaimsAsJson(Caller caller) {
        JsonWebToken token = token(
                caller,
                access(Map.of(
                        "tier",
                        "gold",
                        "level",
                        7,
                        "address",
                        Map.of("city", "Köln", "zip", 50667, "ok", true),
                        "sizes",
                        List.of(1, "two"))));
        assertEquals("gold", token.<String>getClaim("tier"));
        assertEquals(7L, token.<Number>getClaim("level").longValue());
        JsonObject address = token.getClaim("address");
        assertEquals("Köln", address.getString("city"));
        assertEquals(50667, address.getInt("zip"));
        assertEquals(JsonValue.TRUE, address.get("ok"));
        JsonArray sizes = token.getClaim("sizes");
        assertEquals(1, sizes.getInt(0));
        assertEquals("two", sizes.getString(1));
        assertNull(token.getClaim("nothing"));
        assertEquals(Optional.empty(), token.claim("nothing"));
    }

    @Test
    void returnsNoClaimsWithoutASession() {
        for (JsonWebToken nobody :
                List.of(token(Optional.empty()), token(Caller.BEARER, "forged"), token(Caller.COOKIES, "forged"))) {
            assertNull(nobody.getName());
            assertNull(nobody.getRawToken());
            assertNull(nobody.getAudience());
            assertEquals(Set.of(), nobody.getGroups());
            assertEquals(Set.of(), nobody.getClaimNames());
        }
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void reportsCouldNotCheckWhenKeysAreUnreachable(Caller caller) {
        pool.on("jwks.json", call -> TestPool.down());
        JsonWebToken token = token(caller, access(Map.of()));
        assertEquals(
                AuthException.Reason.COULD_NOT_CHECK,
                assertThrows(AuthException.class, token::getName).reason());
    }
}
