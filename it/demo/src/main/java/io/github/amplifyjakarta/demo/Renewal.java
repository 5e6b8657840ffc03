package io.github.amplifyjakarta.demo;

import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.auth.AuthTokens;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The buttons that renew the session's tokens before they expire. */
@WebServlet("/renewal")
public class Renewal extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    AmplifyServerContext amplify;

    @Inject
    Visitor visitor;

    /**
     * Renews the tokens. Without a session, and when Cognito cannot be asked, this throws, and the library answers: 401, or
     * 503 and the browser keeps its cookies.
     */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        amplify.getCurrentUser();
        String before = fingerprint();
        amplify.fetchAuthSession(true);
        String page = "outage".equals(request.getParameter("page")) ? "outage.jsp" : "";
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", request.getContextPath() + "/" + page + "?before=" + before + "#token");
    }

    private String fingerprint() {
        return visitor.tokens()
                .map(AuthTokens::accessToken)
                .map(TokenFingerprint::of)
                .orElseThrow();
    }
}
