package io.github.amplifyjakarta.scenarios;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Goes on at another time, on another thread, with a page that wants to be cached. */
@WebServlet(urlPatterns = "/dispatching", asyncSupported = true)
public class DispatchingServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        AsyncContext async =
                request.getParameter("wrapped") == null ? request.startAsync() : request.startAsync(request, response);
        async.dispatch("/caching");
    }
}
