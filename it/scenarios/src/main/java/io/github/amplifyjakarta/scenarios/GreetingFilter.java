package io.github.amplifyjakarta.scenarios;

import io.github.amplifyjakarta.AmplifyServerContext;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A servlet filter of the application that answers by itself, and says that caches may keep its answer. */
@WebFilter("/filtered")
public class GreetingFilter implements Filter {

    @Inject
    AmplifyServerContext amplify;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException {
        ((HttpServletResponse) response).setHeader("Cache-Control", "public, max-age=3600");
        response.setContentType("text/plain");
        response.getWriter()
                .print(amplify.isAuthenticated() ? amplify.getCurrentUser().username() : "guest");
    }
}
