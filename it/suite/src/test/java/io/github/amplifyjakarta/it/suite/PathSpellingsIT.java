package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The library protects content from all spellings of its path: static files, servlets, Pages, Faces, welcome files, Jakarta
 * REST resources and sub-resources, below a context root and at the root. {@code -Dspellings=1000000} makes a longer run,
 * {@code -Dspellings.seed=} repeats a run.
 */
class PathSpellingsIT {

    private static final int SPELLINGS = Integer.getInteger("spellings", 4_000);
    private static final long SEED = Long.getLong("spellings.seed", System.nanoTime());

    private static DemoServer server;

    @BeforeAll
    static void start() throws Exception {
        server = DemoServer.onFreePorts("paths", "paths", "paths-root");
        server.startScenarios();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/paths"})
    void protectsContentFromPathSpellings(String contextPath) throws Exception {
        System.out.println("spellings: seed " + SEED + ", " + SPELLINGS + " below \"" + contextPath + "/\"");
        PathAttack.Result result = new PathAttack(server.origin().getPort(), contextPath).send(SEED, SPELLINGS);
        System.out.println("spellings: answered " + result.statuses());
        assertEquals(List.of(), result.reached(), "seed " + SEED);
        assertTrue(result.statuses().getOrDefault(400, 0L) > SPELLINGS / 4, "refused: " + result.statuses());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/paths"})
    void requiresASessionAtEveryPlainPath(String contextPath) throws Exception {
        try (RawConnection connection = new RawConnection(server.origin().getPort())) {
            for (String path : new PathSpellings(1, contextPath).plain()) {
                RawConnection.Answer answer = PathAttack.send(connection, "GET", path);
                assertEquals(401, answer.status(), path);
            }
            for (String path : List.of("/", "/open/", "/open/page.txt", "/api/index", "/open/page.txt;jsessionid=1")) {
                RawConnection.Answer answer = PathAttack.send(connection, "GET", contextPath + path);
                assertEquals(200, answer.status(), path);
                assertEquals("for everybody", answer.body().strip(), path);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/paths"})
    void protectsContentFromPathsInTheHostHeader(String contextPath) throws Exception {
        try (RawConnection connection = new RawConnection(server.origin().getPort())) {
            assertEquals(List.of(), PathAttack.inTheHost(connection, contextPath));
        }
    }

    /** These paths have no resource and no route. */
    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/", "/api/auth", "/api/auth/"})
    void answers404ForFolders(String path) throws Exception {
        try (RawConnection connection = new RawConnection(server.origin().getPort())) {
            assertEquals(404, PathAttack.send(connection, "GET", path).status());
            assertEquals(
                    404, PathAttack.send(connection, "GET", "/paths" + path).status());
        }
    }

    /** Published bypasses of other products, with paths of this application. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CVE-2023-4853 (Quarkus)                | //api/inner",
                "CVE-2023-4853 (Quarkus)                | /api//inner",
                "CVE-2023-4853 (Quarkus)                | ///protected/page.txt",
                "CVE-2026-39852 (Quarkus)               | /api/inner;anything",
                "CVE-2026-39852 (Quarkus)               | /api;v=1/inner",
                "CVE-2026-50559 (Quarkus)               | /api/tree%3Bbypass=true/oak",
                "CVE-2026-50559 (Quarkus)               | /content%3b/x",
                "CVE-2026-50559 (Quarkus)               | /protected%2Fpage.txt",
                "CVE-2026-50559 (Quarkus)               | /protected%5Cpage.txt",
                "CVE-2026-50559 (Quarkus)               | /protected%252Fpage.txt",
                "CVE-2026-87743 (Quarkus)               | /open/..;x=1/protected/page.txt",
                "CVE-2026-87743 (Quarkus)               | /open/%252e%252e;/protected/page.txt",
                "CVE-2026-22753 (Spring)                | /api/inner",
                "CVE-2026-22753 (Spring)                | /api/v1/inner",
                "CVE-2026-22754 (Spring)                | /content/x",
                "CVE-2026-22754 (Spring)                | /faces/protected/view.xhtml",
                "CVE-2022-22978 (Spring, Shiro)         | /content/%0A",
                "CVE-2016-5007 (Spring)                 | /exact%20",
                "CVE-2016-5007 (Spring)                 | /%0Dexact",
                "CVE-2016-9879 (Spring)                 | /protected;%2fx/page.txt",
                "CVE-2022-31692, trailing slash         | /exact/",
                "CVE-2010-3863 (Shiro)                  | /./protected/page.jsp",
                "CVE-2016-6802 (Shiro)                  | /x/../protected/page.txt",
                "CVE-2020-1957 (Shiro)                  | /open;/../protected/page.txt",
                "CVE-2020-1957 (Shiro)                  | /open/..;/protected/page.txt",
                "CVE-2020-11989 (Shiro)                 | /content%25%32%66x",
                "CVE-2020-11989 (Shiro)                 | /;/content/x",
                "CVE-2020-13933 (Shiro)                 | /content/%3bx",
                "CVE-2020-17510 (Shiro)                 | /content/%2e",
                "CVE-2020-17523 (Shiro)                 | /content/%20",
                "CVE-2022-32532 (Shiro)                 | /content/a%0ax",
                "CVE-2023-22602 (Shiro)                 | /content/..",
                "CVE-2021-28164 (Jetty)                 | /%2e/protected/page.txt",
                "CVE-2021-28169 (Jetty)                 | /open/?/%2570rotected/page.txt",
                "CVE-2021-34429 (Jetty)                 | /%u002e/protected/page.txt",
                "CVE-2021-34429 (Jetty)                 | /.%00/protected/page.txt",
                "CVE-2026-8384 (Jetty)                  | /open;x/../protected/page.txt",
                "CVE-2020-1757 (Undertow)               | /open/aa;/../../protected/page.txt",
                "CVE-2024-1459 (Undertow)               | /open/..;/protected/page.txt",
                "characters that regular expressions skip | /protected;%C2%85x/page.txt",
                "characters that regular expressions skip | /protected;%E2%80%A8x/page.jsp",
                "Open Liberty and the context root      | /../zzzz/protected/page.jsp",
                "Open Liberty and the context root      | /../zzzz/protected/page.txt",
                "Open Liberty and the context root      | /../zzzz/view.jsf"
            })
    void refusesPublishedBypasses(String published, String path) throws Exception {
        try (RawConnection connection = new RawConnection(server.origin().getPort())) {
            for (String contextPath : List.of("", "/paths")) {
                for (String method : List.of("GET", "POST", "OPTIONS", "PREFLIGHT", "BREW")) {
                    RawConnection.Answer answer = PathAttack.send(connection, method, contextPath + path);
                    assertFalse(
                            answer.body().contains(PathAttack.SECRET), published + " " + method + contextPath + path);
                    assertTrue(answer.status() >= 200, published + " is answered");
                }
            }
        }
    }

    @Test
    void servesErrorPagesBelowProtectedPaths() throws Exception {
        try (RawConnection connection = new RawConnection(server.origin().getPort())) {
            RawConnection.Answer gone = PathAttack.send(connection, "GET", "/paths/gone");
            assertEquals("410 an error page", gone.status() + " " + gone.body());
            assertEquals(
                    401, PathAttack.send(connection, "GET", "/paths/api/errors").status());
        }
    }

    @Test
    void answersPreflightsWithoutABody() throws Exception {
        try (RawConnection connection = new RawConnection(server.origin().getPort())) {
            for (String path : List.of("/paths/api/inner", "/paths/content/x", "/paths/exact")) {
                RawConnection.Answer answer = PathAttack.send(connection, "PREFLIGHT", path);
                assertTrue(Set.of(200, 204).contains(answer.status()), path + " " + answer.status());
                assertEquals("", answer.body(), path);
                assertEquals(401, PathAttack.send(connection, "OPTIONS", path).status(), path);
            }
        }
    }
}
