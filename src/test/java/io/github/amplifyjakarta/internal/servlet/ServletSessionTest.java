package io.github.amplifyjakarta.internal.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The HTTP session of a sign-in; whole sessions are in SessionStoreIT, on real servers. */
class ServletSessionTest {

    private final List<String> calls = new ArrayList<>();

    private HttpSession session() {
        return (HttpSession) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpSession.class}, (self, method, args) -> {
                    calls.add(method.getName());
                    return null;
                });
    }

    /** Undertow gives a new session the id of the cookie when another deployment has a session with this id. */
    @Test
    void changesTheIdOfASessionThatItBegins() {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletRequest.class}, (self, method, args) -> {
                    calls.add(method.getName());
                    return switch (method.getName()) {
                        case "getSession" -> args != null && Boolean.FALSE.equals(args[0]) ? null : session();
                        case "changeSessionId" -> "fresh";
                        default -> null;
                    };
                });
        new ServletSession(request).writeUnderNewId("a", "tokens");
        assertTrue(calls.contains("changeSessionId"), calls.toString());
    }

    /** A sign-out in another tab ends the HTTP session between the look and the change. */
    @Test
    void signsInAlthoughTheSessionEndsMeanwhile() {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, args) -> switch (method.getName()) {
                    case "getSession" -> session();
                    case "changeSessionId" -> {
                        calls.add("changeSessionId");
                        if (calls.size() == 1) {
                            throw new IllegalStateException("UT000021: session is invalid");
                        }
                        yield "fresh";
                    }
                    default -> null;
                });
        new ServletSession(request).writeUnderNewId("a", "tokens");
        assertEquals(List.of("changeSessionId", "changeSessionId", "setAttribute"), calls);
    }
}
