package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An application behind a proxy that terminates TLS: browsers use https, the server uses http. */
@ArquillianTest
class TlsProxyDeploymentIT {

    private static final URI SERVER = URI.create("http://localhost:" + System.getProperty("http.port"));
    private static final String PASSWORD = "changeit";

    /** The public origin of the application, which is that of the proxy. */
    private static URI origin;

    private static ServerProcess sandbox;
    private static Server proxy;

    @Deployment(testable = false)
    static WebArchive behindProxy() throws Exception {
        int port = ServerProcess.freePort();
        origin = URI.create("https://localhost:" + ServerProcess.freePort());
        sandbox = ServerProcess.sandbox(
                Path.of("..").toAbsolutePath(),
                Path.of("target/sandbox-proxy.log").toAbsolutePath(),
                port,
                ServerProcess.freePort(),
                origin.resolve("/proxied"));
        return ApplicationArchive.of(
                "proxied", "listed", DemoServer.POOL, URI.create("http://localhost:" + port), origin.toString());
    }

    @BeforeAll
    static void startProxy() throws Exception {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(keyStore().toString());
        tls.setKeyStorePassword(PASSWORD);
        HttpConfiguration http = new HttpConfiguration();
        http.addCustomizer(new SecureRequestCustomizer());
        proxy = new Server();
        ServerConnector connector = new ServerConnector(proxy, tls, new HttpConnectionFactory(http));
        connector.setHost("localhost");
        connector.setPort(origin.getPort());
        proxy.addConnector(connector);
        proxy.setHandler(new ProxyHandler.Reverse(request -> HttpURI.build(request.getHttpURI())
                .scheme("http")
                .host(SERVER.getHost())
                .port(SERVER.getPort())));
        proxy.start();
    }

    @AfterAll
    static void stop() throws Exception {
        proxy.stop();
        sandbox.close();
    }

    private static Path keyStore() throws Exception {
        Path store = Path.of("target/proxy.p12").toAbsolutePath();
        Files.deleteIfExists(store);
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=localhost",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD))
                .inheritIO()
                .start();
        assertEquals(0, keytool.waitFor());
        return store;
    }

    @Test
    void signsInAndOutThroughTheProxy() {
        Chromium.assumeThere();
        try (Chromium chromium = new Chromium();
                BrowserContext context = chromium.newContext()) {
            Page page = context.newPage();
            page.navigate(origin.resolve("/proxied/protected/page.txt?of=mine").toString());
            page.fill("#username", "alice");
            page.fill("#password", "Passw0rd!");
            page.click("button");
            page.waitForURL(
                    origin.resolve("/proxied/protected/page.txt?of=mine").toString());
            page.navigate(origin.resolve("/proxied/api/who-am-i").toString());
            assertEquals("alice", page.textContent("body"));
            List<Cookie> session = context.cookies().stream()
                    .filter(cookie -> cookie.name.startsWith("CognitoIdentityServiceProvider"))
                    .toList();
            assertTrue(session.size() >= 4, session.size() + " cookies");
            session.forEach(cookie -> assertTrue(cookie.secure && cookie.httpOnly, cookie.name));
            page.navigate(origin.resolve("/proxied/api/auth/sign-out").toString());
            page.waitForURL(origin.resolve("/proxied/api/who-am-i").toString());
            assertEquals("guest", page.textContent("body"));
        }
    }

    @Test
    void ignoresForwardedHeaders() throws Exception {
        HttpResponse<String> plain = new Browser().navigate(SERVER.resolve("/proxied/protected/page.txt"));
        HttpResponse<String> forged = new Browser()
                .get(
                        SERVER.resolve("/proxied/protected/page.txt"),
                        "Accept",
                        "text/html",
                        "Sec-Fetch-Mode",
                        "navigate",
                        "Forwarded",
                        "for=192.0.2.1;host=evil.example;proto=http",
                        "X-Forwarded-Host",
                        "evil.example",
                        "X-Forwarded-Proto",
                        "http",
                        "X-Forwarded-Port",
                        "81",
                        "X-Forwarded-Prefix",
                        "/evil",
                        // headers of IBM's web server plug-in, which Open Liberty trusts from every client
                        "$WSSC",
                        "http",
                        "$WSSN",
                        "evil.example",
                        "$WSHO",
                        "evil.example");
        for (HttpResponse<String> answer : List.of(plain, forged)) {
            assertEquals(302, answer.statusCode());
            assertTrue(
                    answer.headers().firstValue("Location").orElse("").endsWith("/proxied/api/auth/sign-in"),
                    answer.headers().toString());
            assertFalse(
                    answer.headers().toString().contains("evil"),
                    answer.headers().toString());
            List<String> cookies = answer.headers().allValues("Set-Cookie");
            assertEquals(1, cookies.size(), "the page to come back to");
            assertTrue(cookies.get(0).contains("; Secure"), cookies.get(0));
        }
        HttpResponse<String> start = new Browser()
                .get(
                        SERVER.resolve("/proxied/api/auth/sign-in"),
                        "X-Forwarded-Host",
                        "evil.example",
                        "X-Forwarded-Proto",
                        "http",
                        "$WSSC",
                        "http",
                        "$WSSN",
                        "evil.example",
                        "$WSHO",
                        "evil.example");
        String authorize = start.headers().firstValue("Location").orElse("");
        assertTrue(
                authorize.contains("redirect_uri=https%3A%2F%2Flocalhost%3A" + origin.getPort() + "%2Fproxied%2Fapi"),
                authorize);
    }
}
