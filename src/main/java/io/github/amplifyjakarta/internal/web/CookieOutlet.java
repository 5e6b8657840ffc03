package io.github.amplifyjakarta.internal.web;

import io.github.amplifyjakarta.internal.cookie.SetCookie;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the cookie changes of one request's session leave. A session may outlive its request, in a task on another
 * thread; the response may not be touched then, because containers use its object for somebody else's request again.
 */
final class CookieOutlet implements AsyncListener {

    private static final Logger LOG = System.getLogger(CookieOutlet.class.getName());

    private final List<SetCookie> waiting = new ArrayList<>();
    private SessionResponse response;
    private boolean open = true;
    private @Nullable Thread requestThread = Thread.currentThread();

    CookieOutlet(SessionResponse response) {
        this.response = response;
    }

    /** Sends changes with the response; what comes too late leaves with the next request that carries the old cookies. */
    synchronized void send(List<SetCookie> changes) {
        if (!open) {
            LOG.log(Level.DEBUG, "the request is over: its session cookies come with the next one");
        } else if (requestThread != null && requestThread != Thread.currentThread()) {
            waiting.addAll(changes); // a response is not safe for threads, and the request's own is at work on it
        } else {
            response.apply(changes);
        }
    }

    /** Goes on with the response of an error page or of an asynchronous dispatch. */
    synchronized void moveTo(SessionResponse next) {
        response.handOver(next);
        response = next;
        open = true;
        requestThread = Thread.currentThread();
    }

    /** The request's thread is through; an asynchronous request goes on without it. */
    synchronized void leave(HttpServletRequest request) {
        if (!waiting.isEmpty()) {
            response.apply(List.copyOf(waiting));
            waiting.clear();
        }
        requestThread = null;
        open = request.isAsyncStarted() && listensTo(request);
    }

    private boolean listensTo(HttpServletRequest request) {
        try {
            request.getAsyncContext().addListener(this);
            return true;
        } catch (IllegalStateException e) { // another thread has completed it meanwhile
            return false;
        }
    }

    private synchronized void close() {
        open = false;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // the application or the container answers now, and completes
    }

    @Override
    public void onError(AsyncEvent event) {
        // as onTimeout
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
