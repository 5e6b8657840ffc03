package io.github.amplifyjakarta.internal.jaxrs;

import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome.SignedIn;
import io.github.amplifyjakarta.internal.session.RequestSession;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JAX-RS security context of the session. The principal is the user name, and the roles are {@code cognito:groups}.
 */
final class SessionSecurityContext implements SecurityContext {

    /** Jakarta Servlet 6.0, section 13.3: every authenticated caller has this role. */
    private static final String ANY_CALLER = "**";

    private final @Nullable SecurityContext outer;
    private final RequestSession session;

    SessionSecurityContext(@Nullable SecurityContext outer, RequestSession session) {
        this.outer = outer;
        this.session = session;
    }

    @Override
    @SuppressWarnings("NullAway") // JAX-RS: null without an authenticated user
    public Principal getUserPrincipal() {
        Optional<SignedIn> signedIn = session.signedIn(); // the exception mapper maps its exception to 503
        if (signedIn.isPresent()) {
            return new UserPrincipal(signedIn.get().username());
        }
        return outer == null ? null : outer.getUserPrincipal();
    }

    private record UserPrincipal(String username) implements Principal {

        @Override
        public String getName() {
            return username;
        }
    }

    @Override
    public boolean isUserInRole(String role) {
        Optional<SignedIn> signedIn = session.signedIn();
        if (signedIn.isPresent()) {
            return role.equals(ANY_CALLER)
                    || signedIn.get().tokens().accessToken().groups().contains(role);
        }
        return outer != null && outer.isUserInRole(role);
    }

    @Override
    public boolean isSecure() {
        return outer != null && outer.isSecure();
    }

    @Override
    @SuppressWarnings("NullAway") // JAX-RS: null without an authenticated user
    public String getAuthenticationScheme() {
        return session.outcome().isSignedIn() ? "AMPLIFY" : outer == null ? null : outer.getAuthenticationScheme();
    }
}
