package io.github.amplifyjakarta.internal.servlet;

import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.internal.access.AccessControl;
import io.github.amplifyjakarta.internal.exchange.ErrorPage;
import io.github.amplifyjakarta.internal.routes.AuthRoutes;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.session.Sessions;
import java.security.Principal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The dependencies of the filters.
 *
 * @param sessions opens the session of a request
 * @param routes the auth routes; empty when no origin is configured
 * @param access decides which paths need a session
 * @param binding stores the session while the request runs
 * @param restFilters whether Jakarta REST has loaded the filters
 * @param errorPage the page that users see when a page or a sign-in fails
 * @param app the part of the application that browsers see
 * @param tokenOfCaller the token by which the server has authenticated a caller; empty for other callers
 */
public record WebRuntime(
        Sessions sessions,
        Optional<AuthRoutes> routes,
        AccessControl access,
        RequestBinding binding,
        AtomicBoolean restFilters,
        ErrorPage errorPage,
        AppConfig app,
        Function<Principal, Optional<String>> tokenOfCaller) {

    /** {@return the same runtime, except that it refuses ambiguous paths even when no path is protected} */
    public WebRuntime strict() {
        return new WebRuntime(sessions, routes, access.strict(), binding, restFilters, errorPage, app, tokenOfCaller);
    }

    /** {@return the further ways of identifying callers} */
    public AppConfig.Callers callers() {
        return app.callers();
    }

    /** {@return whether the tokens are in the HTTP session} */
    boolean usesHttpSession() {
        return app.session().store() == AppConfig.Store.HTTP_SESSION;
    }

    /** {@return the session of the current request, which the servlet filter has opened} */
    public RequestSession session() {
        return binding.current()
                .orElseThrow(() -> new IllegalStateException(
                        "the servlet filter amplify-jakarta has not seen this request; is it mapped to /*?"));
    }
}
