package io.github.amplifyjakarta.demo;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The administrators' page. It is a protected path, so the library has sent guests to sign in. */
@WebServlet("/administrators")
public class Administrators extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    Visitor visitor;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (!visitor.getGroups().contains("admins")) {
            response.sendError(403, "This page is for members of the group admins, and you are not one of them.");
            return;
        }
        request.getRequestDispatcher("/WEB-INF/pages/administrators.jsp").forward(request, response);
    }
}
