package io.github.amplifyjakarta.internal.cdi;

import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.auth.AuthUser;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.web.RequestBinding;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is injected as {@link AmplifyServerContext}: the session that the servlet filter opened for this request. */
@RequestScoped
@Named("amplify")
public class RequestContext implements AmplifyServerContext, RequestBinding {

    private volatile @Nullable RequestSession session;

    @Override
    public void bind(RequestSession opened) {
        session = opened;
    }

    @Override
    public Optional<RequestSession> current() {
        return Optional.ofNullable(session);
    }

    private RequestSession session() {
        return current()
                .orElseThrow(() -> new AuthException(
                        Reason.NO_REQUEST,
                        "AmplifyServerContextError",
                        "AmplifyServerContext was used outside a request.",
                        "Inject @AmplifyGuest AmplifyServerContext where there is no request.",
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
}
