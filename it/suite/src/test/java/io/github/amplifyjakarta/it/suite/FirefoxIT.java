package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.URI;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The demo in Firefox. Unlike Chromium, it omits Strict cookies after a redirect by another site. */
@ExtendWith(SharedServer.class)
class FirefoxIT {

    private static DemoServer server;

    private Firefox firefox;

    @BeforeAll
    static void assumeFirefox(DemoServer shared) {
        Firefox.assumeThere();
        server = shared;
    }

    @AfterAll
    static void forget() {
        server = null;
    }

    @BeforeEach
    void open() throws IOException, InterruptedException {
        Browser.tokensLive(server, 3600, true);
        firefox = new Firefox();
    }

    @AfterEach
    void close() {
        firefox.close();
    }

    private static URI at(String path) {
        return server.origin().resolve(path);
    }

    private static Predicate<String> is(String path) {
        return url -> url.equals(at(path).toString());
    }

    private void enter(String username) {
        firefox.awaitUrl(url -> !url.startsWith(server.origin().toString()));
        firefox.fill("#username", username);
        firefox.fill("#password", "Passw0rd!");
        firefox.click("button");
    }

    private void signIn() {
        firefox.navigate(at("/account.jsp"));
        enter("alice");
        firefox.awaitUrl(is("/account.jsp"));
        assertEquals("alice", firefox.text("#username"));
    }

    @Test
    void signsInAndOut() {
        signIn();
        firefox.click("#sign-out");
        firefox.awaitUrl(is("/"));
        assertEquals("You are a guest.", firefox.text("#who"));
        firefox.navigate(at("/account.jsp"));
        firefox.awaitUrl(url -> !url.startsWith(server.origin().toString()));
    }

    /** The back button requests the callback again, without the session cookies. */
    @Test
    void keepsTheSessionWhenTheCallbackIsRepeated() {
        signIn();
        firefox.back();
        firefox.awaitUrl(is("/account.jsp"));
        assertEquals("alice", firefox.text("#username"));
    }

    /** Two tabs wait at Managed Login. After the second signs in, the first completes its sign-in, too. */
    @Test
    void completesSignInsOfTwoTabs() {
        firefox.navigate(at("/account.jsp?tab=1"));
        firefox.awaitUrl(url -> !url.startsWith(server.origin().toString()));
        String first = firefox.newTab();
        firefox.navigate(at("/account.jsp?tab=2"));
        enter("alice");
        firefox.awaitUrl(is("/account.jsp?tab=2"));
        firefox.use(first);
        enter("alice");
        firefox.awaitUrl(is("/account.jsp?tab=1"));
        assertEquals("alice", firefox.text("#username"));
    }

    /** An expired or failed flow causes no error while the user is signed in. */
    @Test
    void ignoresExpiredFlowsOfSignedInUsers() {
        signIn();
        firefox.navigate(URI.create("http://127.0.0.1:" + server.sandbox().getPort()
                + "/oauth2/authorize?client_id=sandboxclient00000000000001"
                + "&redirect_uri=" + at("/api/auth/sign-in-callback") + "&response_type=code&scope=openid&state=old"
                + "&code_challenge_method=S256&code_challenge=" + "c".repeat(43)));
        String url = firefox.awaitUrl(
                anywhere -> anywhere.startsWith(at("/").toString()) && !anywhere.contains("sign-in-callback"));
        assertFalse(url.contains("error="), url);
        firefox.navigate(at("/account.jsp"));
        assertEquals("alice", firefox.text("#username"));
    }
}
