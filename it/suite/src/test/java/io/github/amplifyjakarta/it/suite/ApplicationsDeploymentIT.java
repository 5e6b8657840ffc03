package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Three applications in one server, each with its own context path. All have the same app client, so a browser sends the
 * cookies of one to the others. The keys of the user pools have the same ID.
 */
@ArquillianTest
class ApplicationsDeploymentIT {

    private static final URI SERVER = URI.create("http://localhost:" + System.getProperty("http.port"));

    private static final List<ServerProcess> STAND_INS = new ArrayList<>();

    private final Browser browser = new Browser();

    @AfterAll
    static void stop() {
        STAND_INS.forEach(ServerProcess::close);
    }

    /** An application that lists its classes. */
    @Deployment(name = "first", testable = false)
    static WebArchive first() throws Exception {
        return application("first", "listed", "eu-central-1_Sandbox01");
    }

    /** An application that lists no classes and has another user pool. */
    @Deployment(name = "second", testable = false)
    static WebArchive second() throws Exception {
        return application("second", "empty", "eu-central-1_Sandbox02");
    }

    /** An application with the user pool ID of the second and other keys, as an attacker could create it. */
    @Deployment(name = "third", testable = false)
    static WebArchive third() throws Exception {
        return application("third", "listed", "eu-central-1_Sandbox02");
    }

    private static WebArchive application(String name, String scenario, String pool)
            throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        STAND_INS.add(ServerProcess.sandbox(
                Path.of("..").toAbsolutePath(),
                Path.of("target/sandbox-" + name + ".log").toAbsolutePath(),
                port,
                ServerProcess.freePort(),
                SERVER.resolve("/" + name),
                pool));
        return ApplicationArchive.of(name, scenario, pool, URI.create("http://localhost:" + port), SERVER + "");
    }

    private static URI at(String application, String path) {
        return SERVER.resolve("/" + application + "/api/" + path);
    }

    private String signIn(String application, String username) throws Exception {
        browser.signIn(at(application, "auth/sign-in"), username);
        return whoAmI(application);
    }

    private String whoAmI(String application) throws Exception {
        return get(application, "who-am-i");
    }

    private String get(String application, String path) throws Exception {
        HttpResponse<String> answer = browser.get(at(application, path));
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    @Test
    void acceptsSessionsOfItsOwnUserPoolOnly() throws Exception {
        for (String application : List.of("first", "second", "third")) {
            assertEquals("alice", signIn(application, "alice"));
            Map<String, String> session = Map.copyOf(browser.jar(SERVER));
            for (String other : List.of("first", "second", "third")) {
                assertEquals(
                        other.equals(application) ? "alice" : "guest", whoAmI(other), application + " at " + other);
            }
            assertEquals(session, browser.jar(SERVER), "a refused session keeps its cookies");
            browser.jar(SERVER).clear();
        }
    }

    @Test
    void separatesCredentialsOfApplications() throws Exception {
        Set<String> keys = new HashSet<>();
        for (String application : List.of("first", "second", "third")) {
            String guest = get(application, "access-keys/guest");
            assertEquals(guest, get(application, "access-keys/caller"), "nobody is signed in");
            assertTrue(guest.startsWith("ASIA"), guest);
            assertTrue(keys.add(guest), "the guest of another application, whose identity has the same id");
            signIn(application, "bob");
            String caller = get(application, "access-keys/caller");
            assertNotEquals(guest, caller);
            assertTrue(keys.add(caller), "another application's");
            assertEquals(guest, get(application, "access-keys/guest"));
            browser.jar(SERVER).clear();
        }
    }

    @Test
    void separatesSessionsUnderLoad() throws Exception {
        Map<String, Map<String, String>> sessions = new LinkedHashMap<>();
        for (String application : List.of("first", "second", "third")) {
            signIn(application, "alice");
            sessions.put(application, Map.copyOf(browser.jar(SERVER)));
            browser.jar(SERVER).clear();
        }
        List<String> wrong = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                sessions.forEach((owner, cookies) -> sessions.keySet()
                        .forEach(application -> answers.add(threads.submit(() -> {
                            Browser other = new Browser();
                            other.jar(SERVER).putAll(cookies);
                            String name = other.get(at(application, "who-am-i")).body();
                            return name.equals(owner.equals(application) ? "alice" : "guest")
                                    ? ""
                                    : owner + " at " + application + ": " + name;
                        }))));
            }
            for (Future<String> answer : answers) {
                wrong.add(answer.get());
            }
        } finally {
            threads.shutdown();
        }
        assertEquals(900, wrong.size());
        assertEquals(Set.of(""), wrong.stream().collect(Collectors.toSet()));
    }
}
