package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
