package io.github.amplifyjakarta.paths;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A servlet that answers every method with its content. */
@WebServlet({"/content/*", "/exact"})
public class Content extends HttpServlet {

    /** What nobody without a session may see. */
    static final String SECRET = "for the signed-in only";

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getWriter().print(SECRET);
    }
}
