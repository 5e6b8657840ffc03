package io.github.amplifyjakarta.scenarios;

import io.github.amplifyjakarta.AmplifyServerContext;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Says that caches may keep its answer, before and after it asks for the session. */
@WebServlet("/caching")
public class CachingServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient AmplifyServerContext amplify;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "public, max-age=3600");
        String name = amplify.isAuthenticated() ? amplify.getCurrentUser().username() : "guest";
        response.setHeader("Cache-Control", "public, max-age=7200");
        response.addHeader("Cache-Control", "immutable");
        response.setContentType("text/plain");
        response.getWriter().print(name);
    }
}
