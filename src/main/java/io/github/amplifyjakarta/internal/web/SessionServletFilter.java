package io.github.amplifyjakarta.internal.web;

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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Opens the session of every request, keeps protected paths, and lets cookie changes leave with any response. */
public final class SessionServletFilter implements Filter {

    /** The filter's name in the servlet container, and of the attribute that says that it is installed. */
    public static final String NAME = "amplify-jakarta";

    private static final System.Logger LOG = System.getLogger(SessionServletFilter.class.getName());

    private final Supplier<WebRuntime> runtime;
    private final MarkedResources marked;
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * @param runtime asked at each request
     * @param marked what is open while the server has not found the filters of Jakarta REST
     */
    public SessionServletFilter(Supplier<WebRuntime> runtime, MarkedResources marked) {
        this.runtime = runtime;
        this.marked = marked;
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
        Optional<OpenedSession> before = OpenedSession.find(http);
        // by the authentication mechanism; or this is an error page, whose container has reset the response behind our
        // back, or an asynchronous dispatch, which may come with the container's own response in the place of ours
        before.ifPresent(opened -> opened.outlet().moveTo(sessionResponse));
        OpenedSession opened = before.orElseGet(() -> OpenedSession.open(runtime.get(), http, sessionResponse));
        http.setAttribute(ServletContextPath.PROPERTY, http.getContextPath());
        // a dispatch within the container was decided on when its request came
        boolean arrived = http.getDispatcherType() == DispatcherType.REQUEST;
        Optional<RouteResponse> refused = arrived ? check(guarded(http), opened.session()) : Optional.empty();
        opened.checked(arrived ? http.getRequestURI() : null);
        if (refused.isPresent()) {
            opened.session().send(refused.get().cookies());
            sessionResponse.send(refused.get());
            opened.outlet().leave(http);
        } else {
            passOn(http, sessionResponse, opened, chain);
        }
    }

    private Optional<RouteResponse> check(GuardedRequest request, RequestSession session) {
        WebRuntime current = runtime.get();
        if (current.restFilters().get() || !marked.mayBeAt(request)) {
            return current.gate().checkPath(request, session);
        }
        if (!told.getAndSet(true)) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "This server's Jakarta REST has not loaded the feature of amplify-jakarta from META-INF/services:"
                            + " there are no auth routes, and nothing would look at @RequiresSession. Until it is loaded,"
                            + " all paths of the application's resources need a session. Set"
                            + " jakarta.ws.rs.loadServices to true, or register"
                            + " io.github.amplifyjakarta.internal.cdi.AmplifyFeature; see docs/servers.md.");
        }
        return current.gate().checkAlways(request, session);
    }

    private static void passOn(
            HttpServletRequest request, SessionResponse response, OpenedSession opened, FilterChain chain)
            throws IOException, ServletException {
        Runnable end = ThreadSession.give(Optional.of(opened.session()));
        try {
            chain.doFilter(request, response);
        } finally {
            end.run();
            opened.outlet().leave(request);
        }
    }

    static GuardedRequest guarded(HttpServletRequest http) {
        return new GuardedRequest(
                http.getMethod(),
                http.getRequestURI(),
                Optional.ofNullable(http.getQueryString()),
                http.getContextPath(),
                http::getHeader);
    }
}
