package io.github.amplifyjakarta.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the attacks of {@code PathSpellingsIT} on an embedded Undertow, also with one that accepts every character. */
class EmbeddedPathsTest {

    private static final int SPELLINGS = Integer.getInteger("spellings", 10_000);
    private static final long SEED = Long.getLong("spellings.seed", System.nanoTime());

    /** Undertow logs a stack trace for each path that it does not find. */
    private static final Logger UNDERTOW = Logger.getLogger("io.undertow");

    @BeforeAll
    static void keepQuiet() {
        UNDERTOW.setLevel(Level.OFF);
    }

    @ParameterizedTest
    @CsvSource({"'', false", "/paths, false", "'', true", "/paths, true"})
    void protectsContentFromPathSpellings(String contextPath, boolean lenient) throws Exception {
        System.out.println("spellings: seed " + SEED + ", " + SPELLINGS + " below \"" + contextPath + "/\"");
        try (EmbeddedServer server = EmbeddedServer.start(contextPath, lenient);
                RawConnection connection = new RawConnection(server.port())) {
            for (String path : new PathSpellings(1, contextPath).plain()) {
                // a lenient Undertow passes the decoded path on, in which characters above 127 look like bytes that
                // are not encoded
                int expected = lenient && path.contains("%") ? 400 : 401;
                assertEquals(expected, PathAttack.send(connection, "GET", path).status(), path);
            }
            for (String path : List.of("/files/protected/page.txt", "/files/notes.txt", "/files/view.xhtml")) {
                assertEquals(
                        401,
                        PathAttack.send(connection, "GET", contextPath + path).status(),
                        path);
            }
            for (String path : List.of("/", "/open/page.txt", "/files/open/page.txt", "/api/index")) {
                RawConnection.Answer answer = PathAttack.send(connection, "GET", contextPath + path);
                assertEquals(
                        "200 for everybody",
                        answer.status() + " " + answer.body().strip(),
                        path);
            }
            assertEquals(List.of(), PathAttack.inTheHost(connection, contextPath));
            PathAttack.Result result = new PathAttack(server.port(), contextPath).send(SEED, SPELLINGS);
            System.out.println("spellings: answered " + result.statuses());
            assertEquals(List.of(), result.reached(), "seed " + SEED);
            assertTrue(result.statuses().getOrDefault(400, 0L) > SPELLINGS / 4, "refused: " + result.statuses());
        }
    }

    /** Jakarta REST then has a base other than the servlet path, and reads URLs that include the host. */
    @Test
    void protectsContentWhereRestIsAFilter() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.startWithRestFilter();
                RawConnection connection = new RawConnection(server.port())) {
            assertEquals(200, PathAttack.send(connection, "GET", "/api/index").status());
            assertEquals(401, PathAttack.send(connection, "GET", "/api/inner").status());
            for (String path : List.of("/forwarded/inner", "/dispatched/inner", "/files/inner", "/faces/inner")) {
                for (String host : List.of("localhost", "x/api/inner?", "x/api/inner#", "x/api/inner;")) {
                    RawConnection.Answer answer = connection.send("GET", path, "Host: " + host + "\r\n");
                    assertFalse(answer.body().contains(PathAttack.SECRET), path + " of " + host);
                }
            }
        }
    }
}
