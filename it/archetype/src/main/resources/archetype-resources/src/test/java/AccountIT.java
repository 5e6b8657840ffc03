package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.sandbox.Sandbox;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The application on WildFly, as a guest and as alice, with the sandbox instead of AWS. */
class AccountIT {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final URI APPLICATION = URI.create("http://localhost:" + freePort() + "/${artifactId}");

    private static Sandbox sandbox;
    private static WildFly server;

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start(APPLICATION, Path.of("src/main/resources/amplify_outputs.json"));
        server = WildFly.start(APPLICATION, sandbox.configuration());
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
        sandbox.close();
    }

    @Test
    void sendsGuestsToSignIn() throws Exception {
        HttpResponse<String> answer = get("/account.jsp", "text/html", "");
        assertEquals(302, answer.statusCode());
        assertTrue(answer.headers().firstValue("Location").orElseThrow().contains("/api/auth/sign-in"));
    }

    @Test
    void showsAliceHerName() throws Exception {
        HttpResponse<String> page = get("/account.jsp", "text/html", sandbox.signIn("alice").cookies());
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("alice"), "account.jsp has no alice");
    }

    @Test
    void tellsScriptsWhoIsSignedIn() throws Exception {
        assertEquals(401, get("/api/current-user", "application/json", "").statusCode());
        HttpResponse<String> user = get("/api/current-user", "application/json", sandbox.signIn("bob").cookies());
        assertEquals(200, user.statusCode());
        assertTrue(user.body().contains("\"username\":\"bob\""), "current-user has no bob");
    }

    private static HttpResponse<String> get(String path, String accept, String cookies)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(APPLICATION + path))
                .header("Accept", accept)
                .header("Cookie", cookies)
                .timeout(Duration.ofSeconds(30))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
