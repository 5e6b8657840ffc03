package io.github.amplifyjakarta.internal.integration;

import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.servlet.RequestState;
import io.github.amplifyjakarta.internal.servlet.ServletRequests;
import io.github.amplifyjakarta.internal.servlet.SessionResponse;
import io.github.amplifyjakarta.internal.servlet.WebRuntime;
import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome.SignedIn;
import io.github.amplifyjakarta.internal.session.RequestSession;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the container who the caller is (Jakarta Security 3.0, section 2.2): the session's user, with the groups of the
 * access token. It runs before all filters. On Open Liberty it runs again for requests that are refused later. This
 * class is only loaded when the application enables it and the server has Jakarta Security.
 */
public class AmplifyAuthenticationMechanism implements HttpAuthenticationMechanism {

    private final WebRuntime runtime;

    @Inject
    public AmplifyAuthenticationMechanism(WebRuntime runtime) {
        this.runtime = runtime;
    }

    /** CDI requires this constructor for the client proxy. */
    @SuppressWarnings("NullAway")
    protected AmplifyAuthenticationMechanism() {
        this.runtime = null;
    }

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        SessionResponse sessionResponse = new SessionResponse(response);
        RequestSession session = RequestState.find(request)
                .orElseGet(() -> RequestState.open(runtime, request, sessionResponse))
                .session();
        Optional<SignedIn> signedIn =
                session.outcome().fold(Optional::of, why -> Optional.empty(), why -> Optional.empty());
        if (signedIn.isPresent()) {
            return context.notifyContainerAboutLogin(
                    signedIn.get().username(),
                    Set.copyOf(signedIn.get().tokens().accessToken().groups()));
        }
        boolean needed = context.isProtected() || context.isAuthenticationRequest();
        Optional<ShortCircuitResponse> refused = needed
                ? runtime.access().check(ServletRequests.of(request), session).refusal()
                : Optional.empty();
        if (refused.isEmpty()) {
            return context.doNothing();
        }
        session.send(refused.get().cookies());
        try {
            boolean navigation = ServletRequests.of(request).isNavigation();
            sessionResponse.send(navigation ? refused.get().asPage(runtime.errorPage()) : refused.get());
            sessionResponse.flushBuffer(); // otherwise WildFly would replace it with its own error page
        } catch (IOException e) {
            throw new AuthenticationException(e);
        }
        return AuthenticationStatus.SEND_FAILURE;
    }
}
