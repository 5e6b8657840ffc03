package io.github.amplifyjakarta.internal.jaxrs;

import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import io.github.amplifyjakarta.internal.session.RequestSession;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** JAX-RS security from the session: the principal is the user name, the roles are {@code cognito:groups}. */
final class SessionSecurityContext implements SecurityContext {

    private final @Nullable SecurityContext outer;
    private final RequestSession session;

    SessionSecurityContext(@Nullable SecurityContext outer, RequestSession session) {
        this.outer = outer;
        this.session = session;
    }

    @Override
    @SuppressWarnings("NullAway") // JAX-RS: null when nobody is authenticated
    public Principal getUserPrincipal() {
        if (outcome() instanceof Outcome.SignedIn signedIn) {
            return new UserPrincipal(signedIn.username());
        }
        return outer == null ? null : outer.getUserPrincipal();
    }

    /** "Could not check" must not look like "not allowed": the exception mapper makes a 503 of it. */
    private Outcome outcome() {
        Outcome outcome = session.outcome();
        if (outcome instanceof Outcome.Unknown unknown) {
            throw unknown.why();
        }
        return outcome;
    }

    private record UserPrincipal(String username) implements Principal {

        @Override
        public String getName() {
            return username;
        }
    }

    @Override
    public boolean isUserInRole(String role) {
        if (outcome() instanceof Outcome.SignedIn signedIn) {
            return signedIn.tokens().accessToken().groups().contains(role);
        }
        return outer != null && outer.isUserInRole(role);
    }

    @Override
    public boolean isSecure() {
        return outer != null && outer.isSecure();
    }

    @Override
    @SuppressWarnings("NullAway") // JAX-RS: null when nobody is authenticated
    public String getAuthenticationScheme() {
        return session.outcome() instanceof Outcome.SignedIn
                ? "AMPLIFY"
                : outer == null ? null : outer.getAuthenticationScheme();
    }
}
