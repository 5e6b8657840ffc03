package io.github.amplifyjakarta.internal.servlet;

import io.github.amplifyjakarta.internal.access.AccessResult;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends the cookie changes of a request's session. A session may outlive its request, in a task on another thread. The
 * response must not be used then, because containers reuse its object for another request.
 */
public final class ResponseCookieWriter implements AsyncListener {

    private static final Logger LOG = System.getLogger(ResponseCookieWriter.class.getName());

    private final List<SetCookie> waiting = new ArrayList<>();
    /**
     * {@code null} after the request has ended, so that a session that outlives it does not keep its response
     * reachable.
     */
    private @Nullable SessionResponse response;

    /** The state of the response. An error page continues with it after the request's thread has finished. */
    private SessionResponse.State carried = SessionResponse.State.NONE;

    private @Nullable Thread requestThread = Thread.currentThread();

    public ResponseCookieWriter(SessionResponse response) {
        this.response = response;
        response.beforeBody(this::sendWaiting);
    }

    /**
     * Sends changes with the response. Changes that are too late are sent with the next request that carries the old
     * cookies.
     */
    public synchronized void send(List<SetCookie> changes) {
        if (response == null) {
            LOG.log(Level.DEBUG, "the request is over: its session cookies come with the next one");
        } else if (requestThread != null && requestThread != Thread.currentThread()) {
            waiting.addAll(changes); // a response is not thread-safe, and the request's thread is using it
        } else {
            response.apply(changes);
        }
    }

    /** Applies the rules for the response. In Jakarta REST they are known late. */
    public synchronized void treat(AccessResult result, IncomingRequest request) {
        if (response != null) {
            response.treat(result, request);
        }
    }

    /** Continues with the response of an error page or an asynchronous dispatch. */
    public synchronized void moveTo(SessionResponse next) {
        next.takeOver(response == null ? carried : response.state());
        response = next;
        next.beforeBody(this::sendWaiting);
        requestThread = Thread.currentThread();
    }

    /** The request's thread has finished. An asynchronous request continues without it. */
    public synchronized void leave(HttpServletRequest request) {
        sendWaiting();
        requestThread = null;
        if (!request.isAsyncStarted() || !listensTo(request)) {
            forgetResponse();
        }
    }

    private void forgetResponse() {
        if (response != null) {
            carried = response.state();
            response = null;
        }
    }

    /** Runs on the request's thread, before output that may exceed the buffer. */
    private synchronized void sendWaiting() {
        if (response != null && requestThread == Thread.currentThread() && !waiting.isEmpty()) {
            List<SetCookie> changes = List.copyOf(waiting);
            waiting.clear();
            response.apply(changes);
        }
    }

    private boolean listensTo(HttpServletRequest request) {
        try {
            request.getAsyncContext().addListener(this);
            return true;
        } catch (IllegalStateException e) { // another thread has completed it in the meantime
            return false;
        }
    }

    private synchronized void close() {
        forgetResponse();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // the application or the container responds now and completes the request
    }

    @Override
    public void onError(AsyncEvent event) {
        // see onTimeout
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
