package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The server's own MicroProfile JWT, which knows the user pool from the application's Amplify configuration. */
@ExtendWith(SharedServer.class)
class MicroProfileJwtIT {

    private static final String OWN_CLIENT = "";

    /** Another app client of the same user pool. */
    private static final String OTHER_CLIENT = "/confidential";

    private final DemoServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    MicroProfileJwtIT(DemoServer server) {
        this.server = server;
    }

    @BeforeEach
    void lastingTokens() throws Exception {
        Browser.tokensLive(server, 3600, true);
    }

    /** {@return a token of a sign-in: {@code accessToken} or {@code idToken}} */
    private String token(String application, String username, String kind) throws Exception {
        Browser browser = new Browser();
        browser.signIn(server.origin().resolve(application + "/api/auth/sign-in"), username);
        return browser.jar(server.origin()).entrySet().stream()
                .filter(cookie -> cookie.getKey().endsWith("." + kind))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private HttpResponse<String> get(String path, String... authorization) throws Exception {
        URI uri = server.origin().resolve("/microprofile-jwt/api/" + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        Stream.of(authorization).forEach(value -> request.header("Authorization", value));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void acceptsAccessTokensWithTheirGroupsAsRoles() throws Exception {
        String alice = "Bearer " + token(OWN_CLIENT, "alice", "accessToken");
        assertEquals("token of alice, injected true", get("caller", alice).body());
        assertEquals("an administrator", get("caller/admins", alice).body());
        String bob = "Bearer " + token(OWN_CLIENT, "bob", "accessToken");
        assertEquals("token of bob, injected true", get("caller", bob).body());
        assertEquals(403, get("caller/admins", bob).statusCode());
        assertEquals(401, get("caller/admins").statusCode());
        assertEquals("nobody", get("caller").body());
    }

    /** Open Liberty reads a token from a form too, where its own security asks for one; the filter does not look there. */
    @Test
    void refusesTokensInForms() throws Exception {
        List<String> tokens = List.of(
                token(OTHER_CLIENT, "alice", "accessToken"),
                token(OWN_CLIENT, "alice", "accessToken"),
                token(OWN_CLIENT, "alice", "idToken"));
        for (String token : tokens) {
            for (String path : List.of("caller", "caller/constrained", "caller/late", "caller/admins")) {
                for (String cookie : List.of("a=b", "Bearer=x", "Bearer=" + token)) {
                    HttpRequest form = HttpRequest.newBuilder(server.origin().resolve("/microprofile-jwt/api/" + path))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header("Cookie", cookie)
                            .POST(HttpRequest.BodyPublishers.ofString("access_token=" + token))
                            .build();
                    HttpResponse<String> answer = client.send(form, HttpResponse.BodyHandlers.ofString());
                    boolean nobody = answer.statusCode() == 401
                            || answer.statusCode() == 200 && answer.body().equals("nobody");
                    assertTrue(nobody, path + " " + cookie.length() + " " + answer.statusCode() + " " + answer.body());
                }
            }
        }
    }

    /** No preflight has a token. */
    @Test
    void refusesTokensInPreflights() throws Exception {
        HttpRequest preflight = HttpRequest.newBuilder(server.origin().resolve("/microprofile-jwt/api/caller"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", "https://shop.example.com")
                .header("Access-Control-Request-Method", "GET")
                .header("Authorization", "Bearer " + token(OTHER_CLIENT, "alice", "accessToken"))
                .build();
        assertEquals(
                401,
                client.send(preflight, HttpResponse.BodyHandlers.ofString()).statusCode());
    }

    /** Signature, issuer and time of the first two are good. MicroProfile JWT alone accepts the first. */
    @Test
    void refusesOtherTokensOfTheUserPool() throws Exception {
        String own = token(OWN_CLIENT, "alice", "accessToken");
        List<String[]> refused = new ArrayList<>();
        refused.add(new String[] {"Bearer " + token(OTHER_CLIENT, "alice", "accessToken")});
        refused.add(new String[] {"Bearer " + token(OWN_CLIENT, "alice", "idToken")});
        refused.add(new String[] {"Bearer " + own.substring(0, own.length() - 8) + "AAAAAAAA"});
        refused.add(new String[] {"Bearer x"});
        refused.add(new String[] {"Bearer"});
        refused.add(new String[] {"Basic YTpi"});
        refused.add(new String[] {"Bearer " + own, "Bearer " + token(OTHER_CLIENT, "alice", "accessToken")});
        for (String[] authorization : refused) {
            for (String path : List.of("caller", "caller/admins")) {
                assertEquals(401, get(path, authorization).statusCode(), path + " " + authorization[0].length());
            }
        }
    }
}
