package io.github.amplifyjakarta.internal.servlet;

import io.github.amplifyjakarta.internal.session.ContainerSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP session of a request. A task may use it after its request has ended, when the container uses the request's
 * object for another one.
 */
final class ServletSession implements ContainerSession {

    /** {@code null} after the request has ended. */
    private @Nullable HttpServletRequest request;

    private @Nullable HttpSession session;

    ServletSession(HttpServletRequest request) {
        this.request = request;
    }

    private @Nullable HttpSession session() {
        if (session == null && request != null) {
            session = request.getSession(false);
        }
        return session;
    }

    @Override
    public synchronized Optional<String> read(String attribute) {
        HttpSession found = session();
        if (found == null) {
            return Optional.empty();
        }
        try {
            return found.getAttribute(attribute) instanceof String text ? Optional.of(text) : Optional.empty();
        } catch (IllegalStateException e) { // another request has ended it
            return Optional.empty();
        }
    }

    @Override
    public synchronized void write(String attribute, String value) {
        ifValid(found -> found.setAttribute(attribute, value));
    }

    @Override
    public synchronized void writeUnderNewId(String attribute, String value) {
        HttpServletRequest current = request;
        if (current == null) {
            throw new IllegalStateException("the request has ended");
        }
        try {
            session = underNewId(current, attribute, value);
        } catch (IllegalStateException e) { // another request has ended it in between
            session = underNewId(current, attribute, value);
        }
    }

    /** Undertow gives a session that it begins the id that the browser has sent, if another application has such a session. */
    private static HttpSession underNewId(HttpServletRequest request, String attribute, String value) {
        request.getSession(true);
        request.changeSessionId();
        HttpSession changed = request.getSession(true);
        changed.setAttribute(attribute, value);
        return changed;
    }

    @Override
    public synchronized void invalidate() {
        ifValid(HttpSession::invalidate);
        session = null;
    }

    private void ifValid(Consumer<HttpSession> change) {
        HttpSession found = session();
        if (found != null) {
            try {
                change.accept(found);
            } catch (IllegalStateException e) {
                session = null; // another request has ended it
            }
        }
    }

    /** The request has ended. What it belongs to stays known. */
    synchronized void leave() {
        session();
        request = null;
    }
}
