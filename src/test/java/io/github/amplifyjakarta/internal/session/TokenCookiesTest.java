package io.github.amplifyjakarta.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.auth.SignInDetails;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.oauth.VerifiedTokens;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and attributes of a session's cookies; what the original writes is in the golden replay. */
class TokenCookiesTest {

    private static final String ALICE = TestPool.COOKIE + "alice.";

    private final TestPool pool = new TestPool();

    private TokenCookies cookies(Map<String, String> overrides) {
        return new TokenCookies(
                TestPool.CLIENT,
                Optional.of("eu-central-1:aaaa-bbbb"),
                TestPool.config(overrides).app(),
                pool.clock());
    }

    /** {@return an application without auth routes: its tokens are the browser's own} */
    private TokenCookies ofTheBrowser() {
        return cookies(Map.of("amplify.app.origin", ""));
    }

    private VerifiedTokens tokens(Optional<String> idToken, Optional<String> refreshToken, Map<String, Object> claims) {
        Map<String, Object> all = new LinkedHashMap<>(claims);
        all.put("username", "alice");
        return new VerifiedTokens(new Jwt("at", all), idToken.map(text -> new Jwt(text, Map.of())), refreshToken);
    }

    private static List<String> lines(List<SetCookie> changes) {
        return changes.stream().map(SetCookie::render).toList();
    }

    private static Map<String, String> values(List<SetCookie> changes) {
        Map<String, String> values = new LinkedHashMap<>();
        changes.forEach(change -> values.put(change.name().replace(TestPool.COOKIE, ""), change.value()));
        return values;
    }

    @Test
    void writesCookiesOfANewSession() {
        String attributes = "; Path=/; Max-Age=31536000; Secure; HttpOnly; SameSite=strict";
        assertEquals(
                List.of(
                        TestPool.COOKIE + "LastAuthUser=alice" + attributes,
                        ALICE + "accessToken=at" + attributes,
                        ALICE + "idToken=it" + attributes,
                        ALICE + "refreshToken=rt" + attributes),
                lines(cookies(Map.of()).write(tokens(Optional.of("it"), Optional.of("rt"), Map.of()))));
    }

    /** Without auth routes the browser's own Amplify client shares the cookies: it must be able to read them. */
    @Test
    void writesScriptReadableCookiesWithoutAuthRoutes() {
        assertEquals(
                TestPool.COOKIE + "LastAuthUser=alice; Path=/; Max-Age=31536000; Secure; SameSite=lax",
                lines(ofTheBrowser().write(tokens(Optional.empty(), Optional.empty(), Map.of())))
                        .get(0));
    }

    @ParameterizedTest
    @CsvSource({"https://app.example.com, true", "http://localhost:8080, false"})
    void setsSecureWhereTheOriginIsHttps(String origin, boolean secure) {
        List<SetCookie> changes = cookies(Map.of(
                        "amplify.app.origin", origin,
                        "amplify.auth.oauth.redirect-sign-in", origin + "/api/auth/sign-in-callback",
                        "amplify.auth.oauth.redirect-sign-out", origin + "/api/auth/sign-out-callback"))
                .write(tokens(Optional.empty(), Optional.empty(), Map.of()));
        assertTrue(changes.stream().allMatch(change -> change.attributes().secure() == secure));
    }

    /** RFC 6265, section 5.4: of two with one name the older comes first, and that of this host may be the older. */
    @Test
    void deletesHostCookiesWhereADomainIsConfigured() {
        List<String> lines = lines(cookies(Map.of("amplify.auth.cookies.domain", "example.com"))
                .write(tokens(Optional.empty(), Optional.empty(), Map.of())));
        assertEquals(4, lines.size());
        assertTrue(lines.get(0).startsWith(TestPool.COOKIE + "LastAuthUser=; "), lines.get(0));
        assertTrue(!lines.get(0).contains("Domain"), lines.get(0));
        assertTrue(
                lines.get(2).contains("LastAuthUser=alice; Path=/; Max-Age=31536000; Domain=example.com"),
                lines.get(2));
    }

    private List<SetCookie> renewed(TokenCookies cookies, VerifiedTokens tokens, String jar) {
        RequestCookies sent = TestPool.cookies(jar);
        return cookies.write(tokens, cookies.read(sent).orElseThrow());
    }

    @Test
    void writesCookiesOfARefreshedSession() {
        String jar = TestPool.COOKIE + "LastAuthUser=alice; " + ALICE + "accessToken=old; " + ALICE + "idToken=old; "
                + ALICE + "refreshToken=rt%2F1; " + ALICE + "signInDetails=%7B%7D; " + ALICE + "clockDrift=5";
        Map<String, String> without =
                values(renewed(cookies(Map.of()), tokens(Optional.empty(), Optional.empty(), Map.of()), jar));
        assertEquals(
                Map.of(
                        "LastAuthUser", "alice",
                        "alice.accessToken", "at",
                        "alice.refreshToken", "rt/1",
                        "alice.idToken", ""),
                without,
                "the refresh token is the same, and the ID token is gone");
        assertEquals(
                Map.of(
                        "LastAuthUser", "alice",
                        "alice.accessToken", "at",
                        "alice.refreshToken", "rt-2",
                        "alice.idToken", "it"),
                values(renewed(cookies(Map.of()), tokens(Optional.of("it"), Optional.of("rt-2"), Map.of()), jar)));
    }

    @Test
    void writesSignInDetailsAndClockDriftForTheBrowser() {
        String jar = TestPool.COOKIE + "LastAuthUser=alice; " + ALICE + "accessToken=old; " + ALICE
                + "signInDetails=%7B%22loginId%22%3A%22a%22%7D";
        long now = pool.clock().instant().getEpochSecond();
        Map<String, String> ahead = values(
                renewed(ofTheBrowser(), tokens(Optional.of("it"), Optional.empty(), Map.of("iat", now + 7)), jar));
        assertEquals("{\"loginId\":\"a\"}", ahead.get("alice.signInDetails"));
        assertEquals("7000", ahead.get("alice.clockDrift"));
        assertEquals(
                "0",
                values(renewed(ofTheBrowser(), tokens(Optional.of("it"), Optional.empty(), Map.of()), jar))
                        .get("alice.clockDrift"));
    }

    @Test
    void keepsCookieNamesAsSent() {
        String jar = TestPool.COOKIE + "LastAuthUser=a@b; " + TestPool.COOKIE + "a@b.accessToken=old";
        List<SetCookie> changes =
                renewed(cookies(Map.of()), tokens(Optional.of("it"), Optional.of("rt"), Map.of()), jar);
        assertEquals(TestPool.COOKIE + "a@b.accessToken", changes.get(1).name());
        assertEquals(TestPool.COOKIE + "a%40b.idToken", changes.get(2).name());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 5", "-5, 0", "600000, 600000", "600001, 600000", "' 7x', 7", "x, 0", "'', 0", "+3, 3"})
    void readsTheClockDriftWithinBounds(String cookie, long millis) {
        String jar =
                TestPool.COOKIE + "LastAuthUser=alice; " + ALICE + "accessToken=at; " + ALICE + "clockDrift=" + cookie;
        assertEquals(
                Duration.ofMillis(millis),
                cookies(Map.of()).read(TestPool.cookies(jar)).orElseThrow().clockDrift());
    }

    @Test
    void readsSignInDetails() {
        assertEquals(
                Optional.of(new SignInDetails(Optional.of("a"), Optional.of("b"))),
                TokenCookies.signInDetails("{\"loginId\":\"a\",\"authFlowType\":\"b\"}"));
        assertEquals(
                Optional.of(new SignInDetails(Optional.empty(), Optional.empty())),
                TokenCookies.signInDetails("{\"loginId\":7}"));
        String longest = "{\"loginId\":\"" + "x".repeat(2_048 - 14) + "\"}";
        assertEquals(2_048, longest.length());
        assertTrue(TokenCookies.signInDetails(longest).isPresent());
        assertTrue(TokenCookies.signInDetails(longest + " ").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7", "null", "undefined"})
    void ignoresInvalidSignInDetails(String json) {
        assertEquals(Optional.empty(), TokenCookies.signInDetails(json));
    }

    @Test
    void selectsCookiesOfThisClientOnly() {
        String identity = "com.amplify.Cognito.eu-central-1:aaaa-bbbb.identityId";
        RequestCookies jar = TestPool.cookies("other=1; CognitoIdentityServiceProvider.other.a.refreshToken=x; "
                + TestPool.COOKIE + "LastAuthUser=alice; " + ALICE + "accessToken=at; " + ALICE + "refreshToken=r%2F1; "
                + TestPool.COOKIE + "bob.refreshToken=r2; " + TestPool.COOKIE + "bob.refreshTokenOfOld=r3; "
                + TestPool.COOKIE + "carol.refreshToken=r2; " + TestPool.COOKIE + "dave.refreshToken=; " + identity
                + "=i; com.amplify.Cognito.other.identityId=i");
        TokenCookies cookies = cookies(Map.of());
        assertEquals(List.of("r/1", "r2"), cookies.refreshTokens(jar));
        CookieTokens alice = cookies.read(jar).orElseThrow();
        assertEquals(
                List.of("LastAuthUser", "alice.accessToken", "alice.refreshToken"),
                List.copyOf(values(cookies.deleteUser(alice)).keySet()));
        assertEquals(
                List.of(
                        "LastAuthUser",
                        "alice.accessToken",
                        "alice.refreshToken",
                        "bob.refreshToken",
                        "bob.refreshTokenOfOld",
                        "carol.refreshToken",
                        "dave.refreshToken",
                        identity),
                List.copyOf(values(cookies.deleteAll(jar)).keySet()));
        assertTrue(values(cookies.deleteAll(jar)).values().stream().allMatch(String::isEmpty));
        assertEquals("CookieTokens[<redacted>]", alice.toString());
    }

    /** The browser has both, and the next request would be signed in by the second. */
    @Test
    void deletesCookiesInEveryEncodingSent() {
        String jar = TestPool.COOKIE + "a%40b.refreshToken=r1; " + TestPool.COOKIE + "a@b.refreshToken=r2; "
                + TestPool.COOKIE + "a@b.refreshToken=r3";
        TokenCookies cookies = cookies(Map.of());
        assertEquals(
                List.of(TestPool.COOKIE + "a%40b.refreshToken", TestPool.COOKIE + "a@b.refreshToken"),
                cookies.deleteAll(TestPool.cookies(jar)).stream()
                        .map(SetCookie::name)
                        .toList());
        assertEquals(List.of("r1", "r2", "r3"), cookies.refreshTokens(TestPool.cookies(jar)));
    }

    /** What is over is the session that was read; behind it may be one of a newer sign-in. */
    @Test
    void deletesTheEndedSessionOnly() {
        String user = TestPool.COOKIE + "a@b.";
        RequestCookies jar = TestPool.cookies(TestPool.COOKIE + "LastAuthUser=a@b; " + user + "accessToken=old; "
                + TestPool.COOKIE + "a%40b.accessToken=new");
        TokenCookies cookies = cookies(Map.of());
        CookieTokens read = cookies.read(jar).orElseThrow();
        assertEquals("old", read.accessToken());
        assertEquals(
                List.of(user + "accessToken"),
                cookies.deleteUser(read).stream().map(SetCookie::name).toList(),
                "LastAuthUser leads to the newer one now");
    }

    @Test
    void keepsCookiesOfUsersWithLongerNames() {
        RequestCookies jar = TestPool.cookies(TestPool.COOKIE + "LastAuthUser=alice; " + ALICE + "accessToken=at; "
                + ALICE + "smith.accessToken=at; " + ALICE + "smith.refreshToken=rt");
        TokenCookies cookies = cookies(Map.of());
        assertEquals(
                List.of("LastAuthUser", "alice.accessToken"),
                List.copyOf(values(cookies.deleteUser(cookies.read(jar).orElseThrow()))
                        .keySet()));
    }

    @Test
    void listsTheRefreshTokenOfTheSessionFirst() {
        RequestCookies jar = TestPool.cookies(TestPool.COOKIE + "x1.refreshToken=junk; " + TestPool.COOKIE
                + "LastAuthUser=alice; " + ALICE + "accessToken=at; " + ALICE + "refreshToken=mine");
        assertEquals(List.of("mine", "junk"), cookies(Map.of()).refreshTokens(jar));
        RequestCookies tooLong = TestPool.cookies(TestPool.COOKIE + "x.refreshToken=" + "j".repeat(4097) + "; "
                + TestPool.COOKIE + "y.refreshToken=" + "k".repeat(4096));
        assertEquals(List.of("k".repeat(4096)), cookies(Map.of()).refreshTokens(tooLong), "no browser has kept that");
    }

    @Test
    void readsUserNamesStoredUnencoded() {
        String jar = TestPool.COOKIE + "LastAuthUser=a%b; " + TestPool.COOKIE + "a%b.accessToken=at";
        assertEquals(
                "a%b",
                cookies(Map.of()).read(TestPool.cookies(jar)).orElseThrow().username());
        String encoded = TestPool.COOKIE + "LastAuthUser=a%2520b; " + TestPool.COOKIE + "a%252520b.accessToken=at";
        assertEquals(
                Optional.of("a%2520b"),
                cookies(Map.of()).read(TestPool.cookies(encoded)).map(CookieTokens::username));
    }
}
