package io.github.amplifyjakarta.secured;

import jakarta.annotation.security.DeclareRoles;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/** Open to everybody. */
@WebServlet("/caller")
@DeclareRoles("admins")
public class CallerServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Caller caller;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Principal user = request.getUserPrincipal();
        response.setContentType("text/plain");
        response.getWriter()
                .print(caller.describe() + " servlet " + (user == null ? "nobody" : user.getName()) + " "
                        + request.isUserInRole("admins"));
    }
}
