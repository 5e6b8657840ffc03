package io.github.amplifyjakarta.internal.servlet;

import io.github.amplifyjakarta.internal.access.AccessResult;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.exchange.CacheControl;
import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A response with a session. Once it has session cookies, no cache may store it, whatever the application sets, and a
 * reset does not lose the cookies. Shared caches never store a response for a signed-in user.
 */
public final class SessionResponse extends HttpServletResponseWrapper {

    private static final Logger LOG = System.getLogger(SessionResponse.class.getName());
    private static final String CACHE_CONTROL = "Cache-Control";
    private static final String SET_COOKIE = "Set-Cookie";

    private final List<SetCookie> cookies = new ArrayList<>();
    private Runnable beforeBody = () -> {};

    /** The Cache-Control value when the application sets none; {@code null} while the response is public. */
    private @Nullable String caching;

    /** Whether the application has set Cache-Control. */
    private boolean cachingIsSet;

    private boolean headersOnly;

    /**
     * The rules for a response, which also apply when another response object continues it.
     *
     * @param cookies the cookies it carries
     * @param caching see {@link SessionResponse#caching}
     * @param headersOnly whether it must not have a body
     */
    record State(List<SetCookie> cookies, @Nullable String caching, boolean headersOnly) {

        static final State NONE = new State(List.of(), null, false);
    }

    public SessionResponse(HttpServletResponse response) {
        super(response);
    }

    State state() {
        return new State(List.copyOf(cookies), caching, headersOnly);
    }

    /** Applies the rules for the response to a request. */
    void treat(AccessResult result, IncomingRequest request) {
        switch (result.kind()) {
            case SIGNED_IN -> // a navigation loads a page that a user views and may return to
                closeToSharedCaches(request.isNavigation() ? CacheControl.SIGNED_IN_PAGE : CacheControl.SIGNED_IN_DATA);
            case PREFLIGHT -> headersOnly = true;
            case OPEN, REFUSED -> {
                // the application decides
            }
        }
    }

    private void closeToSharedCaches(String unlessSet) {
        caching = unlessSet;
        if (!cookies.isEmpty() || isCommitted()) {
            return;
        }
        if (getHeader(CACHE_CONTROL) == null) {
            cachingIsSet = false;
            super.setHeader(CACHE_CONTROL, unlessSet);
            overrideTargeted();
            return;
        }
        List<String> before = getHeaders(CACHE_CONTROL).stream()
                .filter(value -> !value.equals(CacheControl.WITH_COOKIES)
                        && !value.equals(CacheControl.SIGNED_IN_DATA)) // set by this class
                .toList();
        cachingIsSet = !before.isEmpty();
        super.setHeader(CACHE_CONTROL, before.isEmpty() ? unlessSet : CacheControl.privately(before.get(0)));
        before.stream().skip(1).forEach(value -> super.addHeader(CACHE_CONTROL, CacheControl.privately(value)));
        overrideTargeted();
    }

    /** Overrides existing headers. Later ones are not set. */
    private void overrideTargeted() {
        for (String name : List.copyOf(getHeaderNames())) {
            if (CacheControl.isTargeted(name)) {
                super.setHeader(name, name.equalsIgnoreCase("X-Accel-Expires") ? "0" : "no-store");
            }
        }
    }

    /** Sets the action that runs before any output that may commit the response. */
    void beforeBody(Runnable action) {
        beforeBody = action;
    }

    /** Responds instead of the application. Cookies are sent separately. */
    public void send(ShortCircuitResponse answer) throws IOException {
        setStatus(answer.status());
        answer.location().ifPresent(location -> setHeader("Location", location));
        answer.challenge().ifPresent(challenge -> setHeader("WWW-Authenticate", challenge));
        answer.retryAfter().ifPresent(seconds -> setHeader("Retry-After", seconds));
        answer.contentType().ifPresent(this::setContentType);
        setHeader(CACHE_CONTROL, CacheControl.WITH_COOKIES);
        getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    void apply(List<SetCookie> changes) {
        if (isCommitted()) {
            LOG.log(Level.WARNING, "the response was already on its way: its session cookies come with the next one");
            return;
        }
        cookies.addAll(changes);
        changes.forEach(change -> super.addHeader(SET_COOKIE, change.render()));
        forbidCaching();
    }

    /** Continues the response that this one replaces. Its headers may be lost or still present. */
    void takeOver(State before) {
        headersOnly |= before.headersOnly();
        if (isCommitted()) {
            return;
        }
        if (before.caching() != null) {
            closeToSharedCaches(before.caching());
        }
        if (before.cookies().isEmpty()) {
            return;
        }
        List<SetCookie> missing = before.cookies().stream()
                .filter(cookie -> !cookies.contains(cookie))
                .toList();
        cookies.addAll(missing);
        missing.stream()
                .map(SetCookie::render)
                .filter(line -> !getHeaders(SET_COOKIE).contains(line))
                .forEach(line -> super.addHeader(SET_COOKIE, line));
        forbidCaching();
    }

    private void forbidCaching() {
        super.setHeader(CACHE_CONTROL, CacheControl.WITH_COOKIES);
        overrideTargeted();
    }

    private boolean mayNot(String header) {
        if (headersOnly && header.equalsIgnoreCase("Content-Length")) {
            return true;
        }
        if (cookies.isEmpty() && caching == null) {
            return false;
        }
        return CacheControl.isTargeted(header)
                || (!cookies.isEmpty()
                        && (header.equalsIgnoreCase(CACHE_CONTROL)
                                || header.equalsIgnoreCase("Expires")
                                || header.equalsIgnoreCase("Pragma")));
    }

    private boolean isCaching(String header) {
        return caching != null && header.equalsIgnoreCase(CACHE_CONTROL);
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        if (mayNot(name)) {
            return;
        }
        if (isCaching(name)) {
            cachingIsSet = value != null && !value.isBlank();
            super.setHeader(name, value == null || value.isBlank() ? caching : CacheControl.privately(value));
            return;
        }
        super.setHeader(name, value);
        if (name.equalsIgnoreCase(SET_COOKIE)) {
            cookies.forEach(cookie -> super.addHeader(SET_COOKIE, cookie.render()));
        }
    }

    @Override
    public void addHeader(String name, @Nullable String value) {
        if (mayNot(name)) {
            return;
        }
        if (!isCaching(name)) {
            super.addHeader(name, value);
        } else if (cachingIsSet && value != null) {
            super.addHeader(name, CacheControl.privately(value));
        } else {
            setHeader(name, value); // replaces the default value
        }
    }

    @Override
    public void setDateHeader(String name, long date) {
        if (!mayNot(name)) {
            super.setDateHeader(name, date);
        }
    }

    @Override
    public void addDateHeader(String name, long date) {
        if (!mayNot(name)) {
            super.addDateHeader(name, date);
        }
    }

    @Override
    public void setIntHeader(String name, int value) {
        if (!mayNot(name)) {
            super.setIntHeader(name, value);
        }
    }

    @Override
    public void addIntHeader(String name, int value) {
        if (!mayNot(name)) {
            super.addIntHeader(name, value);
        }
    }

    @Override
    public void setContentLength(int length) {
        if (!headersOnly) {
            super.setContentLength(length);
        }
    }

    @Override
    public void setContentLengthLong(long length) {
        if (!headersOnly) {
            super.setContentLengthLong(length);
        }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        beforeBody.run();
        return headersOnly ? new DiscardedBody() : super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        beforeBody.run();
        return headersOnly ? new PrintWriter(Writer.nullWriter()) : super.getWriter();
    }

    @Override
    public void flushBuffer() throws IOException {
        beforeBody.run();
        super.flushBuffer();
    }

    @Override
    public void sendError(int status) throws IOException {
        beforeBody.run();
        super.sendError(status);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        beforeBody.run();
        super.sendError(status, message);
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        beforeBody.run();
        super.sendRedirect(location);
    }

    @Override
    public void reset() {
        super.reset();
        if (caching != null) {
            closeToSharedCaches(caching);
        }
        List<SetCookie> again = List.copyOf(cookies);
        cookies.clear();
        if (!again.isEmpty()) {
            apply(again);
        }
    }
}
