package io.github.amplifyjakarta.scenarios;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/** Goes on with another page: at another time, on another thread, or at once. */
@WebServlet(urlPatterns = "/dispatching", asyncSupported = true)
public class DispatchingServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String to = Objects.requireNonNullElse(request.getParameter("to"), "/caching");
        if (request.getParameter("forward") != null) {
            request.getRequestDispatcher(to).forward(request, response);
            return;
        }
        AsyncContext async =
                request.getParameter("wrapped") == null ? request.startAsync() : request.startAsync(request, response);
        async.dispatch(to);
    }
}
