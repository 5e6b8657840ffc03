package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A server with Jakarta REST, CDI, Jakarta Pages and MicroProfile Config only. It has no other feature that the library can
 * use: no Jakarta Security, Concurrency, MicroProfile Health, JWT or Telemetry. Absent features cause no warnings.
 */
class LeastFeaturesIT {

    private static final Pattern TROUBLE = Pattern.compile(
            "(?m)^.*(?:NoClassDefFound|ClassNotFound|(?:WARN|ERROR|SEVERE).*amplify|amplify.* [WE] ).*$");

    private static DemoServer server;
    private final Browser browser = new Browser();

    @BeforeAll
    static void start() throws Exception {
        server = DemoServer.onFreePorts("least");
        server.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void signsInRenewsAndSignsOutWithoutWarnings() throws Exception {
        Browser.tokensLive(server, 4, true);
        HttpResponse<String> page = browser.navigate(server.origin().resolve("/account.jsp"));
        assertEquals(302, page.statusCode());
        browser.signIn(server.origin().resolve("/account.jsp"), "alice");
        Map<String, String> before = Map.copyOf(browser.jar(server.origin()));
        Browser.tokensLive(server, 3600, true);
        String account =
                browser.navigate(server.origin().resolve("/account.jsp")).body();
        assertTrue(account.contains("<span id=\"username\">alice</span>"), account);
        assertNotEquals(before, browser.jar(server.origin()), "renewed");
        String user =
                browser.get(server.origin().resolve("/api/get-current-user")).body();
        assertTrue(user.contains("\"username\":\"alice\"") && user.contains("\"admin\":true"), user);
        String identity =
                browser.get(server.origin().resolve("/api/aws-identity")).body();
        assertTrue(identity.contains("eu-central-1:"), identity);

        browser.follow(browser.navigate(server.origin().resolve("/api/auth/sign-out")));
        browser.follow(browser.navigate(server.origin().resolve("/api/auth/sign-out-callback")));
        assertTrue(browser.jar(server.origin()).isEmpty());
        assertEquals(404, browser.get(server.readiness()).statusCode(), "there is no MicroProfile Health");
        List<String> trouble = TROUBLE.matcher(server.log())
                .results()
                .map(line -> line.group())
                .toList();
        assertEquals(List.of(), trouble);
        assertFalse(server.log().isEmpty());
    }
}
