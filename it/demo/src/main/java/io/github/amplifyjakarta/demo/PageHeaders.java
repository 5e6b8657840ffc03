package io.github.amplifyjakarta.demo;

import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.StorageConfig;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;

/** What browsers may do with this application's pages: run its own scripts, and show pictures from its own bucket. */
@WebFilter(
        urlPatterns = "/*",
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ERROR})
public class PageHeaders extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    AmplifyConfig config;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // the library's page after a sign-in has a script of its own
        if (!request.getRequestURI().startsWith(request.getContextPath() + "/api/auth/")) {
            response.setHeader("Content-Security-Policy", policy());
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Referrer-Policy", "same-origin");
        }
        chain.doFilter(request, response);
    }

    private String policy() {
        return "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'"
                + config.storage()
                        .map(PageHeaders::bucket)
                        .map(origin -> " " + origin)
                        .orElse("")
                + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }

    /** {@return the origin of the bucket's presigned URLs} */
    private static String bucket(StorageConfig storage) {
        URI s3 = storage.endpoint().orElse(URI.create("https://s3." + storage.region() + ".amazonaws.com"));
        String host = storage.pathStyle() ? s3.getRawAuthority() : storage.bucket() + "." + s3.getRawAuthority();
        return s3.getScheme() + "://" + host;
    }
}
