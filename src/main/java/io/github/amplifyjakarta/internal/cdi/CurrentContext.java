package io.github.amplifyjakarta.internal.cdi;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.auth.AuthUser;
import io.github.amplifyjakarta.auth.SessionState;
import io.github.amplifyjakarta.internal.servlet.RequestBinding;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.session.ThreadSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Map;
import java.util.Optional;

/**
 * The injectable {@link AmplifyServerContext}. It uses the session of the current request, or the session that a task
 * on another thread was given. The bean itself has no request state, so that a thread without a session gets a clear
 * error instead of CDI's own.
 */
@ApplicationScoped
@Named("amplify")
public class CurrentContext implements AmplifyServerContext, RequestBinding {

    private final RequestContext request;

    @Inject
    public CurrentContext(RequestContext request) {
        this.request = request;
    }

    /** CDI requires this constructor for the client proxy. */
    @SuppressWarnings("NullAway")
    protected CurrentContext() {
        this.request = null;
    }

    @Override
    public void bind(RequestSession opened) {
        request.bind(opened);
    }

    @Override
    public Optional<RequestSession> current() {
        return ThreadSession.orElse(this::ofRequest);
    }

    private Optional<RequestSession> ofRequest() {
        try {
            return request.session();
        } catch (ContextNotActiveException e) {
            return Optional.empty();
        }
    }

    private RequestSession session() {
        return current()
                .orElseThrow(() -> new AuthException(
                        Reason.NO_REQUEST,
                        new AmplifyException.Details(
                                "AmplifyServerContextError",
                                "AmplifyServerContext was used on the thread \""
                                        + Thread.currentThread().getName()
                                        + "\", which answers no request: inject @AmplifyGuest"
                                        + " AmplifyServerContext there, or use a managed executor that propagates context.",
                                "For files without a request, inject @AmplifyGuest StorageClient."),
                        null));
    }

    @Override
    public AuthSession fetchAuthSession() {
        return session().fetchAuthSession();
    }

    @Override
    public AuthSession fetchAuthSession(boolean forceRefresh) {
        return session().fetchAuthSession(forceRefresh);
    }

    @Override
    public AuthUser getCurrentUser() {
        return session().getCurrentUser();
    }

    @Override
    public Map<String, String> fetchUserAttributes() {
        return session().fetchUserAttributes();
    }

    @Override
    public boolean isAuthenticated() {
        return session().isAuthenticated();
    }

    @Override
    public SessionState getState() {
        return session().getState();
    }
}
