package io.github.amplifyjakarta.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages of Managed Login, as a browser without scripts has them. */
class ManagedLoginTest {

    private static final Map<String, String> FLOW = Map.of(
            "client_id", BackEnd.STANDARD.clientId(),
            "redirect_uri", "http://localhost:8080/orders/api/auth/sign-in-callback",
            "response_type", "code",
            "scope", "openid email",
            "state", "a\"b&c",
            "code_challenge_method", "S256",
            "code_challenge", "a".repeat(43));

    private static Sandbox sandbox;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        sandbox = Sandbox.start(URI.create("http://localhost:8080/orders"));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private String get(String pathAndQuery) throws IOException, InterruptedException {
        HttpResponse<String> page = http.send(
                HttpRequest.newBuilder(sandbox.uri().resolve(pathAndQuery)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, page.statusCode(), page.body());
        return page.body();
    }

    private HttpResponse<String> submit(String page, Map<String, String> typed)
            throws IOException, InterruptedException {
        Map<String, String> fields = new LinkedHashMap<>();
        Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">")
                .matcher(page)
                .results()
                .forEach(hidden -> fields.put(hidden.group(1), unescaped(hidden.group(2))));
        fields.putAll(typed);
        return http.send(
                HttpRequest.newBuilder(sandbox.uri().resolve(first("action=\"([^\"]+)\"", page)))
                        .POST(HttpRequest.BodyPublishers.ofString(encoded(fields)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String unescaped(String text) {
        return text.replace("&quot;", "\"").replace("&amp;", "&");
    }

    private static String first(String pattern, String page) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .findFirst()
                .map(found -> unescaped(found.group(1)))
                .orElseThrow(() -> new AssertionError("no " + pattern + " in " + page));
    }

    private String signInPage() throws IOException, InterruptedException {
        return get("/oauth2/authorize?" + encoded(FLOW));
    }

    private String follow(String page, String text) throws IOException, InterruptedException {
        return get(first("<a href=\"([^\"]+)\"[^>]*>" + Pattern.quote(text) + "</a>", page));
    }

    private List<String> allPages() throws IOException, InterruptedException {
        String signIn = signInPage();
        String forgot = follow(signIn, "Forgot your password?");
        return List.of(
                signIn,
                follow(signIn, "Sign up"),
                forgot,
                submit(forgot, Map.of("username", "bob")).body(),
                get("/sandbox/mail"));
    }

    /** OpenID Connect Discovery 1.0, section 4.3: each address answers, and the issuer is that of the tokens. */
    @Test
    void describesItselfAsAnOpenIdProvider() throws Exception {
        String document = get("/" + BackEnd.STANDARD.poolId() + "/.well-known/openid-configuration");
        assertTrue(document.contains("\"issuer\":\"https://cognito-idp."), document);
        String keys = document.replaceFirst(".*\"jwks_uri\":\"([^\"]+)\".*", "$1");
        assertEquals(sandbox.uri().getPort(), URI.create(keys).getPort());
        assertTrue(get(URI.create(keys).getPath()).contains("\"keys\""), keys);
    }

    @Test
    void saysThatItIsTheSandbox() throws Exception {
        for (String page : allPages()) {
            assertTrue(page.contains("This is the local sandbox of amplify-jakarta, not Amazon Cognito."), page);
        }
    }

    @Test
    void canBeUsedByEverybody() throws Exception {
        for (String page : allPages()) {
            assertTrue(page.startsWith("<!DOCTYPE html><html lang=\"en\">"), page);
            assertTrue(page.contains("name=\"viewport\""), page);
            assertTrue(page.contains("prefers-color-scheme:dark"), page);
            assertTrue(page.contains(":focus-visible{outline:3px"), page);
            assertFalse(page.matches("(?s).*(?:https?:)?//(?!localhost:8080/orders/).*"), "loads nothing: " + page);
            List<MatchResult> fields = Pattern.compile("<input id=\"(\\w+)\"[^>]*>")
                    .matcher(page)
                    .results()
                    .toList();
            for (MatchResult field : fields) {
                assertTrue(page.contains("<label for=\"" + field.group(1) + "\">"), field.group());
                assertTrue(field.group().contains(" autocomplete=\""), field.group());
            }
        }
    }

    @Test
    void leadsFromEachPageToTheOthers() throws Exception {
        String signUp = follow(signInPage(), "Sign up");
        assertTrue(signUp.contains("<title>Sign up</title>"));
        String signIn = follow(signUp, "Sign in");
        assertTrue(signIn.contains("<title>Sign in</title>"));
        String forgot = follow(signUp, "Forgot your password?");
        assertTrue(follow(forgot, "Sign up").contains("<title>Sign up</title>"));
        HttpResponse<String> done =
                submit(follow(forgot, "Sign in"), Map.of("username", "alice", "password", "Passw0rd!"));
        assertEquals(302, done.statusCode(), "the flow came along");
        String location = done.headers().firstValue("Location").orElseThrow();
        assertTrue(location.startsWith(FLOW.get("redirect_uri") + "?code="), location);
        assertTrue(location.endsWith("&state=a%22b%26c"), location);
    }

    @Test
    void tellsNobodyWhichUsersThereAre() throws Exception {
        String wrongPassword = submit(signInPage(), Map.of("username", "alice", "password", "x"))
                .body();
        String unknown = submit(signInPage(), Map.of("username", "nobody", "password", "x"))
                .body();
        assertTrue(wrongPassword.contains("<p role=\"alert\">Incorrect username or password.</p>"), wrongPassword);
        assertEquals(wrongPassword, unknown);
        String forgot = follow(signInPage(), "Forgot your password?");
        assertEquals(
                submit(forgot, Map.of("username", "bob")).body().replace("bob", "X"),
                submit(forgot, Map.of("username", "nobody")).body().replace("nobody", "X"));
    }

    @Test
    void setsNewPasswordWithTheCodeInTheMail() throws Exception {
        sandbox.addUser("fay", "Old-Passw0rd");
        String forgot = follow(signInPage(), "Forgot your password?");
        String page = submit(forgot, Map.of("username", "fay@example.com")).body();
        String mail = get(first("href=\"([^\"]+)\" target=\"_blank\"", page));
        String code = first("<tr><td>fay<br>fay@example.com</td><td>set a new password</td><td><b>(\\d{6})</b>", mail);
        assertEquals(code, get("/sandbox/mail?username=fay"));

        String wrong =
                submit(page, Map.of("code", "000", "password", "New-Passw0rd")).body();
        assertTrue(wrong.contains("Invalid verification code provided"), wrong);
        String weak = submit(page, Map.of("code", code, "password", "weak")).body();
        assertTrue(weak.contains("Password did not conform with policy"), weak);
        String done =
                submit(page, Map.of("code", code, "password", "New-Passw0rd")).body();
        assertTrue(done.contains("<p role=\"status\">Your password is changed."), done);
        assertTrue(get("/sandbox/mail?username=fay").isEmpty(), "the code works once");

        assertEquals(
                200,
                submit(done, Map.of("username", "fay", "password", "Old-Passw0rd"))
                        .statusCode());
        assertEquals(
                302,
                submit(done, Map.of("username", "fay", "password", "New-Passw0rd"))
                        .statusCode());
    }

    @Test
    void escapesWhatUsersType() throws Exception {
        String page = submit(
                        follow(signInPage(), "Sign up"),
                        Map.of("username", "<b>gus</b>", "email", "gus@example.com", "password", "Passw0rd!"))
                .body();
        assertTrue(page.contains("<title>Confirm</title>"), page);
        assertFalse(get("/sandbox/mail").contains("<b>gus</b>"));
    }
}
