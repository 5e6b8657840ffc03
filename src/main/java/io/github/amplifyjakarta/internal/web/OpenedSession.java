package io.github.amplifyjakarta.internal.web;

import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.session.RequestSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The session of a request, and the way out for its cookies. Kept with the request, because it is opened by whoever
 * sees the request first: the authentication mechanism, or the filter.
 */
final class OpenedSession {

    private static final String NAME = OpenedSession.class.getName();

    /** RFC 6750, section 2.1; what is no token is one that will be refused. */
    private static final Pattern BEARER = Pattern.compile("(?is)Bearer(?:\\s+(.*))?");

    private final RequestSession session;
    private final CookieOutlet outlet;
    /** What the gate has let pass; {@code null} when it has not looked. */
    private volatile @Nullable CheckedPath checked;

    /**
     * A path that was decided on.
     *
     * @param uri the path as it was sent
     * @param servlet how many of its characters lead to the servlet, what is behind them being Jakarta REST's; -1 where the
     *     container has another path of the servlet than was sent
     */
    private record CheckedPath(String uri, int servlet) {

        static CheckedPath of(HttpServletRequest request) {
            String uri = request.getRequestURI();
            String contextPath = request.getContextPath();
            String servletPath = request.getServletPath();
            boolean asSent = uri.startsWith(contextPath) && uri.startsWith(servletPath, contextPath.length());
            return new CheckedPath(uri, asSent ? contextPath.length() + servletPath.length() : -1);
        }

        /** {@return whether this path is the servlet's, with another one behind it} */
        boolean endsBehindServlet(String path) {
            return servlet >= 0
                    && uri.length() == servlet + path.length()
                    && path.startsWith("/")
                    && uri.startsWith(path, servlet);
        }
    }

    private OpenedSession(RequestSession session, CookieOutlet outlet) {
        this.session = session;
        this.outlet = outlet;
    }

    RequestSession session() {
        return session;
    }

    CookieOutlet outlet() {
        return outlet;
    }

    /** Takes the request that the gate has let pass. */
    void checked(HttpServletRequest request) {
        checked = CheckedPath.of(request);
    }

    /** Forgets it, because the gate has not looked at where the request goes on. */
    void unchecked() {
        checked = null;
    }

    /** {@return what was opened for this request before; empty when nothing was} */
    static Optional<OpenedSession> find(HttpServletRequest request) {
        return ofAttribute(request.getAttribute(NAME));
    }

    /** {@return the same in Jakarta REST, whose properties are the attributes of the servlet's request on most servers} */
    static Optional<OpenedSession> find(ContainerRequestContext request) {
        return ofAttribute(request.getProperty(NAME));
    }

    /** {@return the session of a request in Jakarta REST; CDI's where properties are no attributes of the servlet's request} */
    static RequestSession session(ContainerRequestContext request, WebRuntime runtime) {
        return find(request).map(OpenedSession::session).orElseGet(runtime::session);
    }

    private static Optional<OpenedSession> ofAttribute(@Nullable Object attribute) {
        return attribute instanceof OpenedSession opened ? Optional.of(opened) : Optional.empty();
    }

    /** {@return whether the gate has let this very path pass; frameworks may have come to another one meanwhile} */
    boolean isChecked(String path) {
        CheckedPath found = checked;
        return found != null && found.uri().equals(path);
    }

    /** {@return the path of the servlet that the gate has let pass, the context root included; empty when it has not} */
    String servletPath() {
        CheckedPath found = checked;
        return found == null || found.servlet() < 0 ? "" : found.uri().substring(0, found.servlet());
    }

    /**
     * {@return whether the gate has let pass what Jakarta REST looks for}
     *
     * @param path what is left behind the base URI, as it was sent
     */
    boolean isCheckedInRest(String path) {
        CheckedPath found = checked;
        return found != null && found.endsBehindServlet(path);
    }

    /** Opens the session of a request. */
    static OpenedSession open(WebRuntime runtime, HttpServletRequest request, SessionResponse response) {
        CookieOutlet outlet = new CookieOutlet(response);
        RequestCookies cookies = RequestCookies.parse(Collections.list(request.getHeaders("Cookie")));
        RequestSession session = bearerToken(runtime, request)
                .map(token -> runtime.sessions().open(cookies, token, outlet::send))
                .orElseGet(() -> runtime.sessions().open(cookies, outlet::send));
        runtime.binding().bind(session);
        OpenedSession opened = new OpenedSession(session, outlet);
        request.setAttribute(NAME, opened);
        return opened;
    }

    private static Optional<String> bearerToken(WebRuntime runtime, HttpServletRequest request) {
        String authorization = runtime.callers().bearerTokens() ? request.getHeader("Authorization") : null;
        if (authorization == null) {
            return Optional.empty();
        }
        Matcher bearer = BEARER.matcher(authorization.strip());
        return bearer.matches() ? Optional.of(bearer.group(1) == null ? "" : bearer.group(1)) : Optional.empty();
    }
}
