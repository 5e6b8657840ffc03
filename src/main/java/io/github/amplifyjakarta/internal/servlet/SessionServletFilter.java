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

/** Opens the session of every request, protects paths, and sends cookie changes with any response. */
public final class SessionServletFilter implements Filter {

    /** The attribute with the context root, which Jakarta REST does not provide. */
    public static final String CONTEXT_PATH = "io.github.amplifyjakarta.contextPath";

    /** The filter's name in the servlet container, and the attribute that shows that the filter is installed. */
    public static final String NAME = "amplify-jakarta";

    private static final System.Logger LOG = System.getLogger(SessionServletFilter.class.getName());

    /** Limits the search for a cause within nested exceptions of pages, expressions and servlets. */
    private static final int DEEPEST_CAUSE = 20;

    private final Supplier<WebRuntime> runtime;
    private final ServerCaller caller;
    private final RequiresSessionFallback marked;
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile @Nullable ContainerPaths containerPaths;

    /**
     * @param runtime called at each request
     * @param marked the paths that stay closed while the server has not loaded the Jakarta REST filters
     */
    public SessionServletFilter(Supplier<WebRuntime> runtime, RequiresSessionFallback marked) {
        this.runtime = runtime;
        this.caller = new ServerCaller(runtime);
        this.marked = marked;
    }

    /**
     * Fails the deployment when the filter is missing, because protected paths would be open. {@code
     * <absolute-ordering/>} in web.xml omits the filter (Servlet 6.0, section 8.2.2). It also fails when a servlet with
     * a protected path has another path that is not protected.
     *
     * @param application the CDI initialization event; a servlet context in a web application
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
        // The authentication mechanism has opened it, or this is an error page or an asynchronous dispatch. For an
        // error page, the container has reset the response without calling the wrapper. An asynchronous dispatch may
        // use the container's own response instead of the wrapper.
        before.ifPresent(opened -> opened.cookieWriter().moveTo(sessionResponse));
        RequestState opened = before.orElseGet(() -> RequestState.open(runtime.get(), http, sessionResponse));
        http.setAttribute(CONTEXT_PATH, http.getContextPath());
        // a dispatch within the container was checked with its request; the client does not choose an error page
        DispatcherType kind = http.getDispatcherType();
        boolean arrived = kind == DispatcherType.REQUEST;
        AccessResult result = AccessResult.OPEN;
        if (arrived) {
            IncomingRequest guarded = guarded(http, http.getRequestURI());
            result = check(http, guarded, opened.session());
            sessionResponse.treat(result, guarded);
        }
        // without a request before, the container shows an error page to a caller whom nobody has looked at
        if ((arrived || before.isEmpty()) && caller.isForeign(http, opened.session())) {
            result = runtime.get().access().refusalOfCaller();
        }
        // Jakarta REST checks a preflight again, because its filters may change the method
        boolean decided = arrived ? result.kind() != AccessResult.Kind.PREFLIGHT : kind == DispatcherType.ERROR;
        opened.checked(decided ? http.getRequestURI() : null);
        if (result.refusal().isPresent()) {
            refuse(http, sessionResponse, opened, result.refusal().get());
        } else {
            passOn(caller.guarded(http, opened.session()), sessionResponse, opened, chain);
        }
    }

    private void refuse(
            HttpServletRequest request, SessionResponse response, RequestState opened, ShortCircuitResponse answer)
            throws IOException {
        opened.session().send(answer.cookies());
        response.send(answerFor(request, answer));
        opened.leave(request);
    }

    private ShortCircuitResponse answerFor(HttpServletRequest request, ShortCircuitResponse answer) {
        return ServletRequests.of(request).isNavigation()
                ? answer.asPage(runtime.get().errorPage())
                : answer;
    }

    /**
     * Some containers serve a welcome file by a forward. The folder has been checked, but the file was not known then.
     * All other forwards come from the application.
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
            sessionResponse.treat(result, guarded);
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
                            + " io.github.amplifyjakarta.internal.cdi.AmplifyFeature; see https://github.com/amplify-jakarta/amplify-jakarta/blob/main/docs/servers.md.");
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
            opened.leave(request);
        }
    }

    /**
     * Handles a page that uses a session which could not be checked or has just ended. This is not a failure of the
     * page.
     *
     * @return whether a response was sent
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
        // after a failed sign-in, another sign-in would also fail and cause a loop
        boolean failedBefore = Objects.toString(request.getQueryString(), "").matches("(.*&)?error=.*");
        ShortCircuitResponse answer = result.refusal()
                .filter(refused -> !failedBefore || refused.location().isEmpty())
                .orElseGet(() -> ShortCircuitResponse.problem(Problem.of(why.get()), List.of()));
        opened.session().send(answer.cookies());
        response.send(answerFor(request, answer));
        return true;
    }

    /** {@return the session error that caused a page's exception; empty when the cause is another} */
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
        boolean decides = marked.isNeeded() || runtime.get().access().policy().isStrict();
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
