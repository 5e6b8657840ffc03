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
    private volatile @Nullable String checkedPath;

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

    /** Takes the path that the gate has let pass; {@code null} when it has not looked. */
    void checked(@Nullable String path) {
        checkedPath = path;
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
        return path.equals(checkedPath);
    }

    /**
     * {@return whether the gate has let pass what Jakarta REST looks for}
     *
     * @param base the path of its base URI, without a slash at its end
     * @param below what is left behind that, as it was sent
     */
    boolean isChecked(String base, String below) {
        String checked = checkedPath;
        return checked != null
                && checked.length() == base.length() + below.length()
                && below.startsWith("/")
                && checked.startsWith(base)
                && checked.startsWith(below, base.length());
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
