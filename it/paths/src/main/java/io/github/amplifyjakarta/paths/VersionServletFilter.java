package io.github.amplifyjakarta.paths;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Takes the version out of an address before Jakarta REST sees it. */
@WebFilter(urlPatterns = "/api/v3/*", asyncSupported = true)
public class VersionServletFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final String VERSION = "/v3";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public String getRequestURI() {
                        return super.getRequestURI().replaceFirst(VERSION, "");
                    }

                    @Override
                    public StringBuffer getRequestURL() {
                        return new StringBuffer(super.getRequestURL().toString().replaceFirst(VERSION, ""));
                    }

                    @Override
                    public String getPathInfo() {
                        return super.getPathInfo().replaceFirst(VERSION, "");
                    }
                },
                response);
    }
}
