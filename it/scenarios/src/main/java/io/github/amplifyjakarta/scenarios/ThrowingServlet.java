package io.github.amplifyjakarta.scenarios;

import io.github.amplifyjakarta.AmplifyServerContext;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Asks for the session, then throws; the application has no error page. */
@WebServlet("/throwing")
public class ThrowingServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient AmplifyServerContext amplify;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        throw new IllegalStateException(
                "on purpose, for " + amplify.getCurrentUser().username());
    }
}
