package io.github.amplifyjakarta.paths;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Dispatches to the resource of the same name, so that all but the servlet's own path is what was sent. */
@WebServlet(
        urlPatterns = {"/forwarded/*", "/dispatched/*"},
        asyncSupported = true)
public class Dispatched extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String resource = "/api" + request.getPathInfo();
        if (request.getServletPath().equals("/forwarded")) {
            request.getRequestDispatcher(resource).forward(request, response);
        } else {
            request.startAsync().dispatch(resource);
        }
    }
}
