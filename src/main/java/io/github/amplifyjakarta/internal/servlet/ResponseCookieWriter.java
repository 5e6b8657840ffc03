package io.github.amplifyjakarta.internal.servlet;

import io.github.amplifyjakarta.internal.access.AccessResult;
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
public final class ResponseCookieWriter implements AsyncListener {

    private static final Logger LOG = System.getLogger(ResponseCookieWriter.class.getName());

    private final List<SetCookie> waiting = new ArrayList<>();
    /** {@code null} once the request is over: a session that goes on must not keep its response alive. */
    private @Nullable SessionResponse response;

    /** What it carried: an error page goes on with it, after the request's thread was through. */
    private SessionResponse.State carried = SessionResponse.State.NONE;

    private @Nullable Thread requestThread = Thread.currentThread();

    public ResponseCookieWriter(SessionResponse response) {
        this.response = response;
        response.beforeBody(this::sendWaiting);
    }

    /** Sends changes with the response; what comes too late leaves with the next request that carries the old cookies. */
    public synchronized void send(List<SetCookie> changes) {
        if (response == null) {
            LOG.log(Level.DEBUG, "the request is over: its session cookies come with the next one");
        } else if (requestThread != null && requestThread != Thread.currentThread()) {
            waiting.addAll(changes); // a response is not safe for threads, and the request's own is at work on it
        } else {
            response.apply(changes);
        }
    }

    /** Applies what holds for the answer; in Jakarta REST that is known late. */
    public synchronized void treat(AccessResult result, boolean navigation) {
        if (response != null) {
            response.treat(result, navigation);
        }
    }

    /** Goes on with the response of an error page or of an asynchronous dispatch. */
    public synchronized void moveTo(SessionResponse next) {
        next.takeOver(response == null ? carried : response.state());
        response = next;
        next.beforeBody(this::sendWaiting);
        requestThread = Thread.currentThread();
    }

    /** The request's thread is through; an asynchronous request goes on without it. */
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

    /** On the request's own thread, before it writes what may be more than fits the buffer. */
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
        } catch (IllegalStateException e) { // another thread has completed it meanwhile
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
