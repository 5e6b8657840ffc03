package io.github.amplifyjakarta.internal.servlet;

import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.internal.session.RequestSession;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The caller whom the server's MicroProfile JWT has authenticated. The server may have read the token where this library does
 * not look: Open Liberty reads the form parameter {@code access_token} too (RFC 6750, section 2.2), and its configuration can
 * name a cookie.
 */
final class ServerCaller {

    private final Supplier<WebRuntime> runtime;

    /** @param runtime called at each request */
    ServerCaller(Supplier<WebRuntime> runtime) {
        this.runtime = runtime;
    }

    /** {@return whether there is a caller by another token than the session's, which was verified} */
    boolean isForeign(HttpServletRequest request, RequestSession session) {
        if (!runtime.get().callers().microprofileJwt()) {
            return false;
        }
        Principal caller = request.getUserPrincipal();
        if (caller == null) {
            return false;
        }
        Optional<String> token = runtime.get().tokenOfCaller().apply(caller);
        return token.isEmpty()
                || !session.isOfBearer()
                || !token.equals(session.accessToken().map(Jwt::token));
    }

    /** {@return the request for the application, which may ask the server to authenticate later} */
    HttpServletRequest guarded(HttpServletRequest request, RequestSession session) {
        return runtime.get().callers().microprofileJwt() ? new LateAuthentication(request, session) : request;
    }

    private final class LateAuthentication extends HttpServletRequestWrapper {

        private final RequestSession session;

        LateAuthentication(HttpServletRequest request, RequestSession session) {
            super(request);
            this.session = session;
        }

        @Override
        public boolean authenticate(HttpServletResponse response) throws IOException, ServletException {
            boolean authenticated = super.authenticate(response);
            if (authenticated && isForeign(this, session)) {
                logout();
                response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
                return false;
            }
            return authenticated;
        }
    }
}
