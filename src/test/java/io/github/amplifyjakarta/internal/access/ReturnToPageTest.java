package io.github.amplifyjakarta.internal.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.internal.cdi.AmplifyRuntime;
import io.github.amplifyjakarta.internal.cookie.CookieText;
import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.routes.RouteClient;
import io.github.amplifyjakarta.testing.TestPool;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page first asked for: remembered for this browser and this sign-in, and never another origin. */
class ReturnToPageTest {

    private static final String RETURN = "com.amplify.server_auth.return";
    private static final String TARGET = "/signed-in";

    private final TestPool pool = new TestPool();
    private final AmplifyRuntime runtime = pool.runtime(Map.of(
            "amplify.auth.session.protected-paths", "/*", "amplify.auth.routes.redirect-on-sign-in-complete", TARGET));
    private final RouteClient client = new RouteClient(runtime);
    private final Map<String, String> jar = client.jar;

    ReturnToPageTest() {
        pool.issueTokens();
    }

    private ShortCircuitResponse refused(String method, String path, String query, Map<String, String> headers) {
        Map<String, String> sent = new LinkedHashMap<>(Map.of("Accept", "text/html"));
        sent.putAll(headers);
        ShortCircuitResponse response = runtime.access()
                .checkPath(
                        new IncomingRequest(
                                method,
                                path,
                                Optional.ofNullable(query),
                                "",
                                List.of(),
                                name -> sent.entrySet().stream()
                                        .filter(header -> header.getKey().equalsIgnoreCase(name))
                                        .map(Map.Entry::getValue)
                                        .findFirst()
                                        .orElse(null)),
                        runtime.sessions().open(TestPool.cookies(""), changes -> {}))
                .refusal()
                .orElseThrow();
        client.keep(response.cookies());
        return response;
    }

    private ShortCircuitResponse route(String path, String query) {
        return client.send("GET", path, query, Map.of());
    }

    private String start(String path) {
        return route(path, null).location().orElseThrow().replaceFirst(".*[?&]state=([^&]*).*", "$1");
    }

    private String end(String state) {
        ShortCircuitResponse page = route("/api/auth/sign-in-callback", "code=c&state=" + state);
        assertEquals(200, page.status(), page.body());
        return page.body().replaceAll("(?s).*window\\.location\\.replace\\(\"([^\"]*)\"\\).*", "$1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/account.jsp",
                "/",
                "/orders/7?sort=date&next=%2Forders%2F8",
                "/caf%C3%A9/a+b",
                "/items/urn:isbn:1?mail=a@b.example&q=50%25"
            })
    void returnsToTheRequestedPageAfterSignIn(String page) {
        String[] parts = page.split("\\?", 2);
        ShortCircuitResponse refused = refused("GET", parts[0], parts.length > 1 ? parts[1] : null, Map.of());
        assertEquals("/api/auth/sign-in", refused.location().orElseThrow());
        assertTrue(
                refused.cookies().get(0).render().contains("; Path=/api/auth/; Max-Age=300; Secure; HttpOnly;"),
                refused.cookies().get(0).render());
        assertEquals(page.replace("&", "\\u0026"), end(start("/api/auth/sign-in")));
        assertTrue(jar.keySet().stream().noneMatch(name -> name.startsWith("com.amplify.server_auth.")));
    }

    @Test
    void remembersThePageOfEachTab() {
        refused("GET", "/first", null, Map.of());
        String first = start("/api/auth/sign-in");
        refused("GET", "/second", null, Map.of());
        String second = start("/api/auth/sign-up");
        String third = start("/api/auth/sign-in");
        assertEquals("/first", end(first));
        jar.keySet().removeIf(name -> name.startsWith("Cognito"));
        assertEquals("/second", end(second));
        jar.keySet().removeIf(name -> name.startsWith("Cognito"));
        assertEquals(TARGET, end(third), "a sign-in that nobody was sent to");
    }

    @Test
    void redirectsSignedInUsersToTheRequestedPage() {
        refused("GET", "/account", null, Map.of());
        client.take(pool.header("alice", Duration.ofHours(1), "rt"));
        assertEquals("/account", route("/api/auth/sign-in", null).location().orElseThrow());
        assertTrue(!jar.containsKey(RETURN));
    }

    @Test
    void keepsThePageAfterASpentCode() {
        refused("GET", "/account", null, Map.of());
        String state = start("/api/auth/sign-in");
        pool.on("token", call -> TestPool.json("{\"error\":\"invalid_grant\"}"));
        route("/api/auth/sign-in-callback", "code=c&state=" + state);
        assertEquals("/account", jar.get(RETURN));
    }

    @Test
    void remembersRepeatableNavigationsOnly() {
        refused("POST", "/account", null, Map.of());
        refused("HEAD", "/account", null, Map.of());
        refused("GET", "/account", null, Map.of("Sec-Purpose", "prefetch"));
        refused("GET", "/account", null, Map.of("Sec-Fetch-Mode", "cors"));
        refused("GET", "/" + "x".repeat(512), null, Map.of());
        assertEquals(Map.of(), jar);
    }

    @Test
    void usesTheDefaultPageBehindARewritingProxy() {
        refused("GET", "/account", null, Map.of());
        assertEquals(TARGET, end(start("/behind/the/proxy/api/auth/sign-in")));
    }

    @Test
    void ignoresTargetsInQueryParameters() {
        for (String parameter : List.of("redirect", "return", "returnTo", "redirect_uri", "next", "RelayState")) {
            ShortCircuitResponse started = route("/api/auth/sign-in", parameter + "=/evil");
            assertEquals(TARGET, end(started.location().orElseThrow().replaceFirst(".*[?&]state=([^&]*).*", "$1")));
            jar.clear();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/auth/%73ign-out", "/api/auth/sign-out", "/api/%61uth/sign-out?x=y", "/api/auth/sign-in"})
    void rejectsAuthRoutesAsReturnPages(String route) {
        jar.put(RETURN, CookieText.encodeValue(route));
        assertEquals(TARGET, end(start("/api/auth/sign-in")));
        jar.clear();
        IncomingRequest request = new IncomingRequest(
                "GET",
                route.replaceFirst("\\?.*", ""),
                Optional.empty(),
                "",
                List.of(),
                Map.of("Accept", "text/html")::get);
        runtime.access()
                .checkPath(request, runtime.sessions().open(TestPool.cookies(""), changes -> {}))
                .refusal()
                .ifPresent(refused -> client.keep(refused.cookies()));
        assertEquals(TARGET, end(start("/api/auth/sign-in")));
    }

    @Test
    void keepsThePageWhenSignInIsPrefetched() {
        refused("GET", "/account", null, Map.of());
        assertEquals(
                503,
                client.send("GET", "/api/auth/sign-in", null, Map.of("sec-purpose", "prefetch"))
                        .status());
        assertEquals("/account", end(start("/api/auth/sign-in")));
    }

    static Stream<String> attacks() {
        List<String> hosts = List.of("evil.example", "evil.example/account", "app.example.com@evil.example", "127.1");
        List<String> before = List.of(
                "//",
                "///",
                "////",
                "/\\",
                "\\/",
                "\\\\",
                "/\t/",
                "/\n/",
                "/\r\n/",
                "/%09/",
                "/%2f",
                "/%2F%2F",
                "%2f%2f",
                "/%5c",
                "/%5C/",
                "/%255c",
                "/%252f",
                "/./",
                "/../",
                "/.//",
                "/%2e%2e/",
                "/%2e/",
                "http://",
                "https://",
                "https:",
                "https:/",
                "ftp://",
                "//\\");
        Stream<String> combined = hosts.stream().flatMap(host -> before.stream().map(prefix -> prefix + host));
        return Stream.concat(
                combined,
                Stream.of(
                        "javascript:alert(1)",
                        "JavaScript:alert(1)",
                        "java\tscript:alert(1)",
                        "data:text/html,<script>alert(1)</script>",
                        "vbscript:x",
                        "/%0d%0aSet-Cookie:a=b",
                        "/\r\nSet-Cookie:a=b",
                        "/ok%0aLocation:x",
                        "/%00",
                        "/a?b=%0d%0ac",
                        "/@evil.example",
                        "@evil.example",
                        "/account;@evil.example",
                        "/<script>",
                        "/\"onload=x",
                        "/a'b<",
                        "/\u2028",
                        "/\u3002evil.example",
                        "/\uFF0Fevil.example",
                        "/%",
                        "/%zz",
                        "?a=b",
                        "#x",
                        "",
                        "account",
                        ".evil.example",
                        ":80",
                        " /account",
                        "/account ",
                        "/a b",
                        "/a|b",
                        "/a^b",
                        "/a`b",
                        "/a{b}",
                        "/account#//evil.example"));
    }

    @Test
    void coversAtLeastAHundredAttacks() {
        assertTrue(attacks().distinct().count() >= 100);
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void rejectsOpenRedirects(String attack) {
        refused("GET", attack, null, Map.of());
        assertEquals(TARGET, end(start("/api/auth/sign-in")), "as the path of the page");
        jar.clear();
        refused("GET", "/account", attack, Map.of());
        String page = end(start("/api/auth/sign-in"));
        assertTrue(page.equals(TARGET) || page.startsWith("/account?"), "in its query: " + page);
        jar.clear();
        refused("GET", "/account", attack + "\r\nX: y", Map.of());
        assertEquals(TARGET, end(start("/api/auth/sign-in")), "in its query, with a line break");
        jar.clear();
        jar.put(RETURN, CookieText.encodeValue(attack));
        assertEquals(TARGET, end(start("/api/auth/sign-in")), "as a cookie that somebody else set");
        jar.clear();
        String state = start("/api/auth/sign-in");
        String flow = jar.keySet().iterator().next();
        jar.put(flow, jar.get(flow) + "." + CookieText.encodeValue(attack));
        assertEquals(TARGET, end(state), "in the cookie of the sign-in");
    }
}
