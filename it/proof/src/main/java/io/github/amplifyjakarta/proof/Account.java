package io.github.amplifyjakarta.proof;

import io.github.amplifyjakarta.AmplifyServerContext;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The protected page. A browser without a session is sent to sign in, and comes back to it. */
@WebServlet("/account")
public class Account extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    AmplifyServerContext amplify;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/html; charset=UTF-8");
        response.getWriter()
                .print("<!DOCTYPE html><html lang=\"en\"><title>Account</title><p id=\"username\">"
                        + escape(amplify.getCurrentUser().username()) + "</p></html>");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
