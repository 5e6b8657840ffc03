package io.github.amplifyjakarta.scenarios;

import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Answers on another thread, and asks for the session once it has. */
@WebServlet(urlPatterns = "/ending", asyncSupported = true)
public class EndingServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient RequestEnds ends;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        String note = request.getParameter("note");
        AsyncContext async = request.startAsync();
        async.addListener(new AsyncListener() {
            @Override
            public void onComplete(AsyncEvent event) {
                ends.note("asynchronous listener", note);
            }

            @Override
            public void onTimeout(AsyncEvent event) {}

            @Override
            public void onError(AsyncEvent event) {}

            @Override
            public void onStartAsync(AsyncEvent event) {}
        });
        async.start(() -> completeLater(async));
    }

    /** Once the request's own thread has left: WildFly may lose its request scope before (docs/threads.md). */
    private static void completeLater(AsyncContext async) {
        try {
            Thread.sleep(1_500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        async.complete();
    }
}
