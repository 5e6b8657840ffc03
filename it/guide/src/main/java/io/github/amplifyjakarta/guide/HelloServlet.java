package io.github.amplifyjakarta.guide;

import io.github.amplifyjakarta.AmplifyServerContext;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

@WebServlet("/hello")
public class HelloServlet extends HttpServlet {

    @Inject
    AmplifyServerContext amplify;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        request.setAttribute("currentUser", amplify.getCurrentUser());
        request.getRequestDispatcher("/WEB-INF/hello.jsp").forward(request, response);
    }
}
