package io.github.amplifyjakarta.internal.web;

import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.session.ThreadSession;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
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

    /** The filter's name in the servlet container, and of the attribute that says that it is installed. */
    public static final String NAME = "amplify-jakarta";

    private static final String OUTLET = CookieOutlet.class.getName();
    private static final String SESSION = RequestSession.class.getName();

    private final Supplier<WebRuntime> runtime;

    public SessionServletFilter(Supplier<WebRuntime> runtime) {
        this.runtime = runtime;
    }

    /**
     * Fails the deployment without the filter, because protected paths would be open: {@code <absolute-ordering/>} in a
     * web.xml leaves it out (Servlet 6.0, section 8.2.2).
     *
     * @param application what CDI says has started; a servlet context in a web application
     */
    public static void requireInstalled(Object application) {
        if (application instanceof ServletContext context && context.getAttribute(NAME) == null) {
            throw new IllegalStateException("the filter " + NAME + " is not installed in \"" + context.getContextPath()
                    + "\": add <others/> to <absolute-ordering> in web.xml, or leave that element out");
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            chain.doFilter(request, response);
            return;
        }
        SessionResponse sessionResponse = new SessionResponse(answer);
        if (http.getAttribute(OUTLET) instanceof CookieOutlet outlet
                && http.getAttribute(SESSION) instanceof RequestSession session) {
            // an error page, whose container has reset the response behind our back, or an asynchronous dispatch, which
            // may come with the container's own response in the place of ours
            outlet.moveTo(sessionResponse);
            passOn(http, sessionResponse, outlet, session, chain);
            return;
        }
        CookieOutlet outlet = new CookieOutlet(sessionResponse);
        http.setAttribute(OUTLET, outlet);
        open(http, sessionResponse, outlet, chain);
    }

    private void open(HttpServletRequest http, SessionResponse sessionResponse, CookieOutlet outlet, FilterChain chain)
            throws IOException, ServletException {
        WebRuntime web = runtime.get();
        RequestCookies cookies = RequestCookies.parse(Collections.list(http.getHeaders("Cookie")));
        RequestSession session = web.sessions().open(cookies, outlet::send);
        web.binding().bind(session);
        http.setAttribute(SESSION, session);
        http.setAttribute(ServletContextPath.PROPERTY, http.getContextPath());
        // a container that refused the request before any filter saw it shows its error page: nothing to keep closed
        Optional<RouteResponse> refused = http.getDispatcherType() == DispatcherType.ERROR
                ? Optional.empty()
                : web.gate().checkPath(guarded(http), session);
        if (refused.isPresent()) {
            session.send(refused.get().cookies());
            send(refused.get(), sessionResponse);
            return;
        }
        passOn(http, sessionResponse, outlet, session, chain);
    }

    private static void passOn(
            HttpServletRequest request,
            SessionResponse response,
            CookieOutlet outlet,
            RequestSession session,
            FilterChain chain)
            throws IOException, ServletException {
        Runnable end = ThreadSession.give(Optional.of(session));
        try {
            chain.doFilter(request, response);
        } finally {
            end.run();
            outlet.leave(request);
        }
    }

    private static GuardedRequest guarded(HttpServletRequest http) {
        return new GuardedRequest(
                http.getMethod(),
                http.getRequestURI(),
                Optional.ofNullable(http.getQueryString()),
                http.getContextPath(),
                http::getHeader);
    }

    private static void send(RouteResponse refused, SessionResponse response) throws IOException {
        response.setStatus(refused.status());
        refused.location().ifPresent(location -> response.setHeader("Location", location));
        refused.contentType().ifPresent(response::setContentType);
        response.setHeader("Cache-Control", SessionResponse.NO_STORE);
        response.getOutputStream().write(refused.body().getBytes(StandardCharsets.UTF_8));
    }
}
