package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server and the Amplify client in the browser ({@code ssr: true}) read the cookies of each other. */
class BrowserClientIT extends InChromium {

    private static final Path CLIENT = Path.of("../clients/target/npm/amplify.js");

    @BeforeAll
    static void startChromium(DemoServer shared) {
        Chromium.assumeThere();
        assumeTrue(Files.isReadable(CLIENT), "the bundle of the npm client is not there (no Node?): skipped");
        start(shared);
    }

    @BeforeEach
    void openThePage() throws Exception {
        tokens(3600);
        load();
    }

    /** Sets the token lifetime without rotation, the default of an app client. */
    private static void tokens(int lifetimeSeconds) throws Exception {
        Browser.tokensLive(server, lifetimeSeconds, false);
    }

    private static URI at(String path) {
        return server.origin().resolve("/browser" + path);
    }

    private void load() {
        page.navigate(at("/").toString());
        page.addScriptTag(new Page.AddScriptTagOptions().setPath(CLIENT));
        page.evaluate(
                "url => amplify.Amplify.configure({Auth: {Cognito: {userPoolId: 'eu-central-1_Sandbox01',"
                        + " userPoolClientId: 'sandboxclient00000000000001', userPoolEndpoint: url}}}, {ssr: true})",
                server.sandbox() + "/");
    }

    private String onTheServer() {
        return (String) page.evaluate(
                "url => fetch(url).then(answer => answer.text())",
                at("/api/who-am-i").toString());
    }

    private String onTheClient() {
        return (String)
                page.evaluate("() => amplify.getCurrentUser().then(user => user.username, error => error.name)");
    }

    private void signIn(String login, String flow) {
        assertEquals(
                "DONE",
                page.evaluate(
                        "([username, authFlowType]) => amplify.signIn({username, password: 'Passw0rd!',"
                                + " options: {authFlowType}}).then(done => done.nextStep.signInStep, error => error.name)",
                        List.of(login, flow)));
    }

    @Test
    void acceptsSessionsOfTheBrowserClient() {
        assertEquals("guest", onTheServer());
        signIn("alice", "USER_SRP_AUTH");
        assertEquals("alice", onTheServer());
        page.evaluate("() => amplify.signOut()");
        assertEquals("guest", onTheServer());
    }

    @Test
    void acceptsSignInsByEmailAddress() {
        signIn("alice@example.com", "USER_PASSWORD_AUTH");
        assertEquals("alice", onTheServer());
    }

    @Test
    void sharesRenewedTokensWithTheBrowserClient() throws Exception {
        tokens(4);
        signIn("alice@example.com", "USER_PASSWORD_AUTH");
        String before = readableAccessToken();
        tokens(3600);
        assertEquals("alice", onTheServer());
        String after = readableAccessToken();
        assertNotEquals(before, after, "the server has renewed the tokens");
        assertEquals("alice", onTheClient());
        assertEquals(
                after,
                page.evaluate(
                        "() => amplify.fetchAuthSession().then(session => session.tokens.accessToken.toString())"));
        load(); // a new page of the same browser, which has only the cookies
        assertEquals("alice", onTheClient());
        assertEquals("alice", onTheServer());
    }

    private String readableAccessToken() {
        Cookie token = accessToken();
        assertFalse(token.httpOnly, "the browser's client has to read it");
        return token.value;
    }
}
