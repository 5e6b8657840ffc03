package io.github.amplifyjakarta.guide;

import io.github.amplifyjakarta.AmplifyServerContext;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

@WebFilter("/staff/*")
public class StaffFilter extends HttpFilter {

    @Inject
    AmplifyServerContext amplify;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // first, because fetchAuthSession() throws when a session has ended
        boolean staff = amplify.isAuthenticated()
                && amplify.fetchAuthSession()
                        .tokens()
                        .filter(tokens -> tokens.accessToken().groups().contains("admins"))
                        .isPresent();
        if (staff) {
            chain.doFilter(request, response);
        } else {
            response.sendRedirect(request.getContextPath() + "/no-staff.html");
        }
    }
}
