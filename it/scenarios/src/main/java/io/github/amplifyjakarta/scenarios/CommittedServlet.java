package io.github.amplifyjakarta.scenarios;

import io.github.amplifyjakarta.AmplifyServerContext;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Asks for the session when the response is already on its way. */
@WebServlet("/committed")
public class CommittedServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient AmplifyServerContext amplify;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getWriter().println("hello");
        response.flushBuffer();
        response.getWriter().println(amplify.getCurrentUser().username());
    }
}
