package io.github.amplifyjakarta.internal.servlet;

import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.internal.access.AccessControl;
import io.github.amplifyjakarta.internal.access.AccessResult;
import io.github.amplifyjakarta.internal.access.RequiresSessionFallback;
import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import io.github.amplifyjakarta.internal.exchange.Problem;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens the session of every request, keeps protected paths, and lets cookie changes leave with any response. */
public final class SessionServletFilter implements Filter {

    /** The attribute with the context root, which Jakarta REST itself does not tell. */
    public static final String CONTEXT_PATH = "io.github.amplifyjakarta.contextPath";

    /** The filter's name in the servlet container, and of the attribute that says that it is installed. */
    public static final String NAME = "amplify-jakarta";

    private static final System.Logger LOG = System.getLogger(SessionServletFilter.class.getName());

    /** Of an exception within exceptions of pages, expressions and servlets. */
    private static final int DEEPEST_CAUSE = 20;

    private final Supplier<WebRuntime> runtime;
    private final RequiresSessionFallback marked;
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile @Nullable ContainerPaths containerPaths;

    /**
     * @param runtime asked at each request
     * @param marked what is open while the server has not found the filters of Jakarta REST
     */
    public SessionServletFilter(Supplier<WebRuntime> runtime, RequiresSessionFallback marked) {
        this.runtime = runtime;
        this.marked = marked;
    }

    /**
     * Fails the deployment without the filter, because protected paths would be open: {@code <absolute-ordering/>} in a
     * web.xml leaves it out (Servlet 6.0, section 8.2.2). Fails it as well where a protected path names a servlet that has
     * another address, which nobody protects.
     *
     * @param application what CDI says has started; a servlet context in a web application
     * @param access decides which paths need a session
     */
    public static void requireProtection(Object application, AccessControl access) {
        if (!(application instanceof ServletContext context)) {
            return;
        }
        if (!(context.getAttribute(NAME) instanceof ServletAliases aliases)) {
            throw new IllegalStateException("the filter " + NAME + " is not installed in \"" + context.getContextPath()
                    + "\": add <others/> to <absolute-ordering> in web.xml, or leave that element out");
        }
        List<String> problems = aliases.problems(access.policy());
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
        Optional<RequestState> before = RequestState.find(http);
        // by the authentication mechanism; or this is an error page, whose container has reset the response behind our
        // back, or an asynchronous dispatch, which may come with the container's own response in the place of ours
        before.ifPresent(opened -> opened.cookieWriter().moveTo(sessionResponse));
        RequestState opened = before.orElseGet(() -> RequestState.open(runtime.get(), http, sessionResponse));
        http.setAttribute(CONTEXT_PATH, http.getContextPath());
        // a dispatch within the container was decided on when its request came; an error page is nobody's choice
        DispatcherType kind = http.getDispatcherType();
        boolean arrived = kind == DispatcherType.REQUEST;
        AccessResult result = AccessResult.OPEN;
        boolean navigation = false;
        if (arrived) {
            IncomingRequest guarded = guarded(http, http.getRequestURI());
            result = check(http, guarded, opened.session());
            navigation = result.kind() == AccessResult.Kind.SIGNED_IN && guarded.isNavigation();
        }
        // a preflight is decided on again in Jakarta REST, where filters may make another method of it
        boolean decided = arrived ? result.kind() != AccessResult.Kind.PREFLIGHT : kind == DispatcherType.ERROR;
        opened.checked(decided ? http.getRequestURI() : null);
        if (result.refusal().isPresent()) {
            refuse(http, sessionResponse, opened, result.refusal().get());
        } else {
            sessionResponse.treat(result, navigation);
            passOn(http, sessionResponse, opened, chain);
        }
    }

    private void refuse(
            HttpServletRequest request, SessionResponse response, RequestState opened, ShortCircuitResponse answer)
            throws IOException {
        opened.session().send(answer.cookies());
        response.send(answerFor(request, answer));
        opened.cookieWriter().leave(request);
    }

    private ShortCircuitResponse answerFor(HttpServletRequest request, ShortCircuitResponse answer) {
        return ServletRequests.of(request).isNavigation()
                ? answer.asPage(runtime.get().errorPage())
                : answer;
    }

    /**
     * Some containers serve a welcome file by a forward: the folder was decided on, and the file was not known then. Other
     * forwards are the application's own.
     */
    private void forward(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<RequestState> opened = RequestState.find(request);
        if (opened.isPresent()
                && request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI) instanceof String folder
                && ContainerPaths.isWelcomeFile(request)) {
            IncomingRequest guarded = guarded(request, folder);
            AccessResult result = check(request, guarded, opened.get().session());
            SessionResponse sessionResponse = new SessionResponse(response);
            if (result.refusal().isPresent()) {
                refuse(request, sessionResponse, opened.get(), result.refusal().get());
                return;
            }
            sessionResponse.treat(result, guarded.isNavigation());
            chain.doFilter(request, sessionResponse);
        } else {
            chain.doFilter(request, response);
        }
    }

    private AccessResult check(HttpServletRequest http, IncomingRequest request, RequestSession session) {
        AccessResult result = check(request, session);
        return result.kind() == AccessResult.Kind.PREFLIGHT
                        && containerPaths(http).mayBeView(http)
                ? AccessResult.refused(ShortCircuitResponse.problem(Problem.notSignedIn(), List.of()))
                : result;
    }

    private AccessResult check(IncomingRequest request, RequestSession session) {
        WebRuntime current = runtime.get();
        if (current.restFilters().get() || !marked.mayBeAt(request)) {
            return current.access().checkPath(request, session);
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
        return current.access().checkAlways(request, session);
    }

    private void passOn(HttpServletRequest request, SessionResponse response, RequestState opened, FilterChain chain)
            throws IOException, ServletException {
        Runnable end = ThreadSession.give(Optional.of(opened.session()));
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            if (!isAnswered(e, request, response, opened)) {
                throw e;
            }
        } finally {
            end.run();
            opened.cookieWriter().leave(request);
        }
    }

    /**
     * A page that asks for a session which could not be checked, or has just ended, is no failure of the page.
     *
     * @return whether the request was answered
     */
    private boolean isAnswered(
            Exception thrown, HttpServletRequest request, SessionResponse response, RequestState opened)
            throws IOException {
        Optional<AuthException> why = ofSession(thrown);
        boolean answerable = request.getDispatcherType() == DispatcherType.REQUEST
                && !request.isAsyncStarted()
                && !response.isCommitted();
        if (why.isEmpty() || !answerable) {
            return false;
        }
        LOG.log(System.Logger.Level.DEBUG, "answered instead of a page", thrown);
        response.reset();
        AccessResult result = runtime.get().access().check(ServletRequests.of(request), opened.session());
        // where a sign-in that failed leads, another one would fail as well, and lead here again
        boolean failedBefore = Objects.toString(request.getQueryString(), "").matches("(.*&)?error=.*");
        ShortCircuitResponse answer = result.refusal()
                .filter(refused -> !failedBefore || refused.location().isEmpty())
                .orElseGet(() -> ShortCircuitResponse.problem(Problem.of(why.get()), List.of()));
        opened.session().send(answer.cookies());
        response.send(answerFor(request, answer));
        return true;
    }

    /** {@return the error of the session behind what a page has thrown; empty when it is about something else} */
    private static Optional<AuthException> ofSession(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            if (cause instanceof AuthException auth) {
                return Optional.of(auth).filter(found -> switch (found.reason()) {
                    case NOT_SIGNED_IN, COULD_NOT_CHECK, REFRESH_FAILED -> true;
                    case NOT_CONFIGURED, CREDENTIALS, SERVICE, NO_REQUEST -> false;
                });
            }
        }
        return Optional.empty();
    }

    private IncomingRequest guarded(HttpServletRequest http, String requestUri) {
        boolean decides = marked.exist() || runtime.get().access().policy().isStrict();
        return ServletRequests.of(
                http, requestUri, decides ? containerPaths(http).of(http) : List.of());
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
