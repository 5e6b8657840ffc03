package io.github.amplifyjakarta.internal.web;

import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.session.ThreadSession;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens the session of every request, keeps protected paths, and lets cookie changes leave with any response. */
public final class SessionServletFilter implements Filter {

    /** The filter's name in the servlet container, and of the attribute that says that it is installed. */
    public static final String NAME = "amplify-jakarta";

    private static final System.Logger LOG = System.getLogger(SessionServletFilter.class.getName());

    private final Supplier<WebRuntime> runtime;
    private final MarkedResources marked;
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile @Nullable ContainerPaths containerPaths;

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
     * web.xml leaves it out (Servlet 6.0, section 8.2.2). Fails it as well where a protected path names a servlet that has
     * another address, which nobody protects.
     *
     * @param application what CDI says has started; a servlet context in a web application
     * @param gate decides which paths need a session
     */
    public static void requireProtection(Object application, SessionGate gate) {
        if (!(application instanceof ServletContext context)) {
            return;
        }
        if (!(context.getAttribute(NAME) instanceof ServletAliases aliases)) {
            throw new IllegalStateException("the filter " + NAME + " is not installed in \"" + context.getContextPath()
                    + "\": add <others/> to <absolute-ordering> in web.xml, or leave that element out");
        }
        List<String> problems = aliases.problems(gate.policy());
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join("; ", problems));
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            chain.doFilter(request, response);
            return;
        }
        if (http.getDispatcherType() == DispatcherType.FORWARD) {
            forward(http, answer, chain);
            return;
        }
        SessionResponse sessionResponse = new SessionResponse(answer);
        Optional<OpenedSession> before = OpenedSession.find(http);
        // by the authentication mechanism; or this is an error page, whose container has reset the response behind our
        // back, or an asynchronous dispatch, which may come with the container's own response in the place of ours
        before.ifPresent(opened -> opened.outlet().moveTo(sessionResponse));
        OpenedSession opened = before.orElseGet(() -> OpenedSession.open(runtime.get(), http, sessionResponse));
        http.setAttribute(ServletContextPath.PROPERTY, http.getContextPath());
        // a dispatch within the container was decided on when its request came; an error page is nobody's choice
        DispatcherType kind = http.getDispatcherType();
        boolean arrived = kind == DispatcherType.REQUEST;
        GuardedRequest guarded = guarded(http, http.getRequestURI());
        Passage passage = arrived ? check(guarded, opened.session()) : Passage.OPEN;
        opened.checked(arrived || kind == DispatcherType.ERROR ? http.getRequestURI() : null);
        if (passage.refusal().isPresent()) {
            refuse(http, sessionResponse, opened, passage.refusal().get());
        } else {
            sessionResponse.treat(passage, guarded.isNavigation());
            passOn(http, sessionResponse, opened, chain);
        }
    }

    private static void refuse(
            HttpServletRequest request, SessionResponse response, OpenedSession opened, RouteResponse answer)
            throws IOException {
        opened.session().send(answer.cookies());
        response.send(answer);
        opened.outlet().leave(request);
    }

    /**
     * Some containers serve a welcome file by a forward: the folder was decided on, and the file was not known then. Other
     * forwards are the application's own.
     */
    private void forward(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<OpenedSession> opened = OpenedSession.find(request);
        if (opened.isPresent()
                && request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI) instanceof String folder
                && ContainerPaths.isWelcomeFile(request)) {
            GuardedRequest guarded = guarded(request, folder);
            Passage passage = check(guarded, opened.get().session());
            SessionResponse sessionResponse = new SessionResponse(response);
            if (passage.refusal().isPresent()) {
                refuse(request, sessionResponse, opened.get(), passage.refusal().get());
                return;
            }
            sessionResponse.treat(passage, guarded.isNavigation());
            chain.doFilter(request, sessionResponse);
        } else {
            chain.doFilter(request, response);
        }
    }

    private Passage check(GuardedRequest request, RequestSession session) {
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

    private GuardedRequest guarded(HttpServletRequest http, String requestUri) {
        return GuardedRequest.of(http, requestUri, containerPaths(http).of(http));
    }

    private ContainerPaths containerPaths(HttpServletRequest http) {
        ContainerPaths found = containerPaths;
        if (found == null) {
            found = ContainerPaths.of(http.getServletContext());
            containerPaths = found;
        }
        return found;
    }
}
