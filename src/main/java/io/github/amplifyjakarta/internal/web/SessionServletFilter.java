package io.github.amplifyjakarta.internal.web;

import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.session.RequestSession;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Supplier;

/** Opens the session of every request, keeps protected paths, and lets cookie changes leave with any response. */
public final class SessionServletFilter implements Filter {

    private static final String RESPONSE = SessionServletFilter.class.getName() + ".response";

    private final Supplier<WebRuntime> runtime;

    public SessionServletFilter(Supplier<WebRuntime> runtime) {
        this.runtime = runtime;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            chain.doFilter(request, response);
            return;
        }
        if (http.getAttribute(RESPONSE) instanceof SessionResponse first) {
            // an error page of the container: it has reset the response behind our back
            first.applyAgain(answer);
            chain.doFilter(request, response);
            return;
        }
        WebRuntime web = runtime.get();
        SessionResponse sessionResponse = new SessionResponse(answer);
        http.setAttribute(RESPONSE, sessionResponse);
        RequestCookies cookies = RequestCookies.parse(Collections.list(http.getHeaders("Cookie")));
        RequestSession session = web.sessions().open(cookies, sessionResponse::apply);
        web.binding().bind(session);
        http.setAttribute(ServletContextPath.PROPERTY, http.getContextPath());
        // a container that refused the request before any filter saw it shows its error page: nothing to keep closed
        Optional<RouteResponse> refused = http.getDispatcherType() == DispatcherType.ERROR
                ? Optional.empty()
                : web.gate()
                        .checkPath(
                                http.getRequestURI(),
                                http.getContextPath(),
                                http.getMethod(),
                                http::getHeader,
                                session);
        if (refused.isPresent()) {
            send(refused.get(), sessionResponse);
        } else {
            chain.doFilter(request, sessionResponse);
        }
    }

    private static void send(RouteResponse refused, SessionResponse response) throws IOException {
        response.setStatus(refused.status());
        refused.location().ifPresent(location -> response.setHeader("Location", location));
        refused.contentType().ifPresent(response::setContentType);
        response.setHeader("Cache-Control", SessionResponse.NO_STORE);
        response.getOutputStream().write(refused.body().getBytes(StandardCharsets.UTF_8));
    }
}
