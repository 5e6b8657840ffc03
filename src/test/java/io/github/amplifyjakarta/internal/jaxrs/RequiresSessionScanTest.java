package io.github.amplifyjakarta.internal.jaxrs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.amplifyjakarta.auth.RequiresSession;
import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.core.Application;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequiresSessionScanTest {

    @ApplicationPath("/api/*")
    static class Below extends Application {}

    @ApplicationPath("")
    static class Everywhere extends Application {}

    @ApplicationPath("my%20api")
    static class Encoded extends Application {}

    static class Marked {

        @GET
        @RequiresSession
        public String read() {
            return "";
        }
    }

    private static boolean mayBeAt(String path, Class<?>... classes) {
        return RequiresSessionScan.of(Set.of(classes))
                .mayBeAt(
                        new IncomingRequest("GET", "/shop" + path, Optional.empty(), "/shop", List.of(), name -> null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api", "/api/members", "/%61pi/members", "//api/members", "/x/../api/members", "/api;x/members"
            })
    void guardsPathsBelowTheApplicationPath(String path) {
        assertTrue(mayBeAt(path, Below.class, Marked.class));
        assertFalse(mayBeAt(path, Below.class), "nothing is marked");
    }

    @Test
    void leavesOtherPathsOpen() {
        assertFalse(mayBeAt("/apis", Below.class, Marked.class));
        assertFalse(mayBeAt("/index.html", Below.class, Marked.class));
    }

    @Test
    void guardsEveryPathOfARootApplication() {
        assertTrue(mayBeAt("/members", Everywhere.class, Marked.class));
    }

    @Test
    void guardsPathsBelowAnEncodedApplicationPath() {
        assertTrue(mayBeAt("/my%20api/members", Encoded.class, Marked.class));
    }

    @Test
    void leavesPathsOpenWithoutAnApplicationPath() {
        assertFalse(mayBeAt("/index.html", Marked.class), "web.xml maps it, and the page must not be locked");
    }
}
