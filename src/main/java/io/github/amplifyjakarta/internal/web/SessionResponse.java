package io.github.amplifyjakarta.internal.web;

import io.github.amplifyjakarta.internal.cookie.SetCookie;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A response that carries session cookies: once it does, no cache may keep it, whatever the application says, and a
 * reset does not lose the cookies.
 */
final class SessionResponse extends HttpServletResponseWrapper {

    static final String NO_STORE = "private, no-store";

    private static final Logger LOG = System.getLogger(SessionResponse.class.getName());
    private static final String CACHE_CONTROL = "Cache-Control";
    private static final String SET_COOKIE = "Set-Cookie";

    private final List<SetCookie> cookies = new ArrayList<>();
    private Runnable beforeBody = () -> {};

    SessionResponse(HttpServletResponse response) {
        super(response);
    }

    /** Sets what is to run before anything is written that may commit the response. */
    void beforeBody(Runnable action) {
        beforeBody = action;
    }

    /** Answers instead of the application; cookies leave by themselves. */
    void send(RouteResponse answer) throws IOException {
        setStatus(answer.status());
        answer.location().ifPresent(location -> setHeader("Location", location));
        answer.challenge().ifPresent(challenge -> setHeader("WWW-Authenticate", challenge));
        answer.contentType().ifPresent(this::setContentType);
        setHeader(CACHE_CONTROL, NO_STORE);
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

    List<SetCookie> cookies() {
        return List.copyOf(cookies);
    }

    /** Carries what the response carried that this one takes the place of: its headers may be lost, or still be here. */
    void takeOver(List<SetCookie> before) {
        if (before.isEmpty() || isCommitted()) {
            return;
        }
        List<SetCookie> missing =
                before.stream().filter(cookie -> !cookies.contains(cookie)).toList();
        cookies.addAll(missing);
        missing.stream()
                .map(SetCookie::render)
                .filter(line -> !getHeaders(SET_COOKIE).contains(line))
                .forEach(line -> super.addHeader(SET_COOKIE, line));
        forbidCaching();
    }

    private void forbidCaching() {
        super.setHeader(CACHE_CONTROL, NO_STORE);
    }

    private boolean mayNot(String header) {
        return !cookies.isEmpty()
                && (header.equalsIgnoreCase(CACHE_CONTROL)
                        || header.equalsIgnoreCase("Expires")
                        || header.equalsIgnoreCase("Pragma"));
    }

    @Override
    public void setHeader(String name, String value) {
        if (!mayNot(name)) {
            super.setHeader(name, value);
            if (name.equalsIgnoreCase(SET_COOKIE)) {
                cookies.forEach(cookie -> super.addHeader(SET_COOKIE, cookie.render()));
            }
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (!mayNot(name)) {
            super.addHeader(name, value);
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
    public ServletOutputStream getOutputStream() throws IOException {
        beforeBody.run();
        return super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        beforeBody.run();
        return super.getWriter();
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
        List<SetCookie> again = List.copyOf(cookies);
        cookies.clear();
        if (!again.isEmpty()) {
            apply(again);
        }
    }
}
