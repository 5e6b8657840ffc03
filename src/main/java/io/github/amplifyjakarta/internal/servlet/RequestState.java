package io.github.amplifyjakarta.internal.servlet;

import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.session.ContainerSession;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.session.SessionRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The session of a request and the writer of its cookies. It is stored with the request, because either the
 * authentication mechanism or the filter opens it, whichever runs first.
 */
public final class RequestState {

    /**
     * The name of the request attribute. In Jakarta REST it is a property, which most servers map to the servlet
     * request attribute.
     */
    public static final String NAME = RequestState.class.getName();

    /** RFC 6750, section 2.1. Invalid tokens match too and are refused later. */
    private static final Pattern BEARER = Pattern.compile("(?is)Bearer(?:\\s+(.*))?");

    /** What every server reads in the same way. */
    private static final Pattern PLAIN_BEARER = Pattern.compile("(?i)Bearer +[!-~]+");

    private static final String NO_TOKEN = "";

    private final RequestSession session;
    private final ResponseCookieWriter cookieWriter;
    private final Optional<ServletSession> container;
    private volatile @Nullable String checkedPath;

    private RequestState(
            RequestSession session, ResponseCookieWriter cookieWriter, Optional<ServletSession> container) {
        this.session = session;
        this.cookieWriter = cookieWriter;
        this.container = container;
    }

    /** The request's thread has finished. */
    void leave(HttpServletRequest request) {
        cookieWriter.leave(request);
        container.ifPresent(ServletSession::leave);
    }

    public RequestSession session() {
        return session;
    }

    public ResponseCookieWriter cookieWriter() {
        return cookieWriter;
    }

    /** Records the path that the access check has accepted; {@code null} when the path was not checked. */
    public void checked(@Nullable String path) {
        checkedPath = path;
    }

    /** {@return the state of this request; empty when no session was opened} */
    public static Optional<RequestState> find(HttpServletRequest request) {
        return ofAttribute(request.getAttribute(NAME));
    }

    /** {@return the state in a request attribute, or in a request property in Jakarta REST} */
    public static Optional<RequestState> ofAttribute(@Nullable Object attribute) {
        return attribute instanceof RequestState opened ? Optional.of(opened) : Optional.empty();
    }

    /**
     * {@return whether the access check has accepted exactly this path; a framework may have changed the path since}
     */
    public boolean isChecked(String path) {
        return path.equals(checkedPath);
    }

    /**
     * {@return whether the access check has accepted the path that Jakarta REST matches}
     *
     * @param base the path of its base URI, without a slash at the end
     * @param below the rest of the path, as it was sent
     */
    public boolean isChecked(String base, String below) {
        String checked = checkedPath;
        return checked != null
                && checked.length() == base.length() + below.length()
                && below.startsWith("/")
                && checked.startsWith(base)
                && checked.startsWith(below, base.length());
    }

    /** Opens the session of a request. */
    public static RequestState open(WebRuntime runtime, HttpServletRequest request, SessionResponse response) {
        ResponseCookieWriter cookieWriter = new ResponseCookieWriter(response);
        RequestCookies cookies = RequestCookies.parse(Collections.list(request.getHeaders("Cookie")));
        Optional<ServletSession> container =
                runtime.usesHttpSession() ? Optional.of(new ServletSession(request)) : Optional.empty();
        SessionRequest sent = new SessionRequest(
                cookies,
                container.isPresent() ? container.get() : ContainerSession.NONE,
                Objects.toString(request.getRemoteAddr(), ""));
        RequestSession session = bearerToken(runtime, request)
                .map(token -> runtime.sessions().open(sent, token, cookieWriter::send))
                .orElseGet(() -> runtime.sessions().open(sent, cookieWriter::send));
        runtime.binding().bind(session);
        RequestState opened = new RequestState(session, cookieWriter, container);
        request.setAttribute(NAME, opened);
        return opened;
    }

    private static Optional<String> bearerToken(WebRuntime runtime, HttpServletRequest request) {
        String authorization = runtime.callers().bearerTokens() ? request.getHeader("Authorization") : null;
        if (authorization == null) {
            return Optional.empty();
        }
        if (runtime.callers().microprofileJwt()
                && (!PLAIN_BEARER.matcher(authorization).matches() || hasSeveral(request))) {
            return Optional.of(NO_TOKEN); // the server might read a token that is not seen here
        }
        Matcher bearer = BEARER.matcher(authorization.strip());
        return bearer.matches() ? Optional.of(bearer.group(1) == null ? NO_TOKEN : bearer.group(1)) : Optional.empty();
    }

    private static boolean hasSeveral(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Authorization")).size() > 1;
    }
}
