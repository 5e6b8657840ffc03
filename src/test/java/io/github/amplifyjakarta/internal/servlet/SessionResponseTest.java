package io.github.amplifyjakarta.internal.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.amplifyjakarta.internal.access.AccessResult;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SessionResponseTest {

    private static final SetCookie COOKIE = new SetCookie(
            "token", "value", SetCookie.Attributes.of("strict").secure(true).httpOnly(true));

    private static final IncomingRequest PAGE = fetched("navigate");
    private static final IncomingRequest DATA = fetched("cors");

    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final SessionResponse response = new SessionResponse(container());

    private static IncomingRequest fetched(String mode) {
        return new IncomingRequest(
                "GET", "/", Optional.empty(), "", List.of(), name -> name.equals("Sec-Fetch-Mode") ? mode : null);
    }

    /** A container's response, as far as it is used here. */
    private HttpServletResponse container() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "setHeader" ->
                            headers.put((String) arguments[0], new ArrayList<>(List.of(arguments[1] + "")));
                        case "addHeader" ->
                            headers.computeIfAbsent((String) arguments[0], name -> new ArrayList<>())
                                    .add((String) arguments[1]);
                        case "getHeader" ->
                            headers.getOrDefault(arguments[0], List.of()).stream()
                                    .findFirst()
                                    .orElse(null);
                        case "getHeaders" -> headers.getOrDefault(arguments[0], List.of());
                        case "getHeaderNames" -> headers.keySet();
                        case "isCommitted" -> false;
                        case "setContentLength", "setContentLengthLong" ->
                            headers.put("Content-Length", List.of(arguments[0] + ""));
                        case "reset" -> {
                            headers.clear();
                            yield null;
                        }
                        case "getOutputStream" -> stream();
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    private ServletOutputStream stream() {
        return new ServletOutputStream() {
            @Override
            public void write(int b) {
                body.write(b);
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private List<String> caching() {
        return headers.getOrDefault("Cache-Control", List.of());
    }

    @Test
    void marksPagesAsPrivateAndNoStore() {
        response.treat(AccessResult.SIGNED_IN, PAGE);
        assertEquals(List.of("private, no-store"), caching());
        response.setHeader("cache-control", "");
        assertEquals(List.of("private, no-store"), caching());
    }

    @Test
    void marksOtherResponsesAsNoCache() {
        response.treat(AccessResult.SIGNED_IN, DATA);
        assertEquals(List.of("private, no-cache"), caching());
    }

    @Test
    void prefersTheCacheControlOfTheApplication() {
        response.treat(AccessResult.SIGNED_IN, PAGE);
        response.addHeader("Cache-Control", "public, max-age=60");
        response.addHeader("Cache-Control", "immutable");
        assertEquals(List.of("private, max-age=60", "private, immutable"), caching());
        response.setHeader("Cache-Control", "no-store");
        assertEquals(List.of("no-store"), caching());
    }

    @Test
    void restrictsCacheHeadersSetBefore() {
        response.setHeader("Cache-Control", "public, max-age=60");
        response.setHeader("CDN-Cache-Control", "max-age=60");
        response.treat(AccessResult.SIGNED_IN, PAGE);
        assertEquals(List.of("private, max-age=60"), caching());
        assertEquals(List.of("no-store"), headers.get("CDN-Cache-Control"));
    }

    @Test
    void dropsTargetedCacheHeaders() {
        response.treat(AccessResult.SIGNED_IN, PAGE);
        response.setHeader("Surrogate-Control", "max-age=60");
        response.addHeader("Cloudflare-CDN-Cache-Control", "max-age=60");
        response.setIntHeader("X-Accel-Expires", 60);
        assertEquals(List.of("Cache-Control"), List.copyOf(headers.keySet()));
    }

    @Test
    void overridesTargetedCacheHeadersBesideCookies() {
        response.setHeader("Surrogate-Control", "max-age=60");
        response.setHeader("X-Accel-Expires", "60");
        response.apply(List.of(COOKIE));
        assertEquals(List.of("no-store"), headers.get("Surrogate-Control"));
        assertEquals(List.of("0"), headers.get("X-Accel-Expires"));
        response.setHeader("Edge-Control", "max-age=60");
        assertFalse(headers.containsKey("Edge-Control"));
        assertEquals(List.of("private, no-store"), caching());
    }

    @Test
    void restrictsCachingOnceThoughToldTwice() {
        response.treat(AccessResult.SIGNED_IN, DATA);
        response.treat(AccessResult.SIGNED_IN, PAGE);
        assertEquals(List.of("private, no-store"), caching());
        response.addHeader("Cache-Control", "max-age=60");
        assertEquals(List.of("private, max-age=60"), caching());
    }

    @Test
    void restrictsCachingAfterAReset() {
        response.treat(AccessResult.SIGNED_IN, PAGE);
        response.setHeader("Cache-Control", "max-age=60");
        response.reset();
        assertEquals(List.of("private, no-store"), caching());
    }

    @Test
    void restrictsCachingOfErrorPages() {
        response.treat(AccessResult.SIGNED_IN, PAGE);
        headers.clear();
        SessionResponse errorPage = new SessionResponse(container());
        errorPage.takeOver(response.state());
        assertEquals(List.of("private, no-store"), caching());
    }

    @Test
    void leavesOpenResponsesUnchanged() {
        response.treat(AccessResult.OPEN, PAGE);
        response.setHeader("Cache-Control", "public, max-age=60");
        response.setHeader("CDN-Cache-Control", "max-age=60");
        assertEquals(List.of("public, max-age=60"), caching());
        assertEquals(List.of("max-age=60"), headers.get("CDN-Cache-Control"));
    }

    @Test
    void dropsTheBodyOfAPreflight() throws IOException {
        response.treat(AccessResult.PREFLIGHT, DATA);
        response.setHeader("Access-Control-Allow-Origin", "https://other.example");
        response.setContentLength(6);
        response.setHeader("Content-Length", "6");
        response.getOutputStream().print("secret");
        response.getWriter().print("secret");
        assertEquals("", body.toString());
        assertEquals(List.of("Access-Control-Allow-Origin"), List.copyOf(headers.keySet()));
    }
}
