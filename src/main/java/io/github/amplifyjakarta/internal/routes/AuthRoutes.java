package io.github.amplifyjakarta.internal.routes;

import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import io.github.amplifyjakarta.internal.exchange.SentFields;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.oauth.SignInFlow;
import io.github.amplifyjakarta.internal.oauth.SignOutFlow;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.session.TokenStore;
import io.github.amplifyjakarta.internal.signin.FormSignIn;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The auth routes. Finds the route of a request and checks its method. */
public final class AuthRoutes {

    private static final Set<String> SLUGS =
            Set.of("sign-in", "sign-up", "sign-in-callback", "sign-out", "sign-out-callback");

    /**
     * The flows that the routes call.
     *
     * @param signIn sign-in and sign-up
     * @param signOut sign-out
     * @param store begins and ends sessions
     * @param form sign-in by a form of the application
     */
    public record Flows(SignInFlow signIn, SignOutFlow signOut, TokenStore store, FormSignIn form) {}

    private final SignInRoutes signIn;
    private final SignOutRoutes signOut;
    private final Optional<FormRoutes> form;

    /** @param routesFolder the path of the folder of the auth routes, as a browser sees it */
    public AuthRoutes(Flows flows, AppConfig app, String routesFolder) {
        this.signIn = new SignInRoutes(flows, app, routesFolder);
        this.signOut = new SignOutRoutes(flows, app);
        this.form = app.signIn().form() ? Optional.of(new FormRoutes(flows, app, routesFolder)) : Optional.empty();
    }

    /** {@return the paths of the routes of an application, after {@code auth/}} */
    public static Set<String> slugs(AppConfig app) {
        Set<String> slugs = new HashSet<>(SLUGS);
        if (app.signIn().form()) {
            slugs.addAll(FormRoutes.slugs());
        }
        return slugs;
    }

    /** Responds to a request below {@code auth/} that may have a body. */
    public ShortCircuitResponse handle(
            String slug, IncomingRequest request, SentFields.Body body, RequestSession session) {
        return form.filter(routes -> slug.startsWith(FormRoutes.FOLDER))
                .map(routes -> routes.handle(slug.substring(FormRoutes.FOLDER.length()), request, body, session))
                .orElseGet(() -> handle(slug, request, session));
    }

    /**
     * Responds to a request below {@code auth/}.
     *
     * @param slug the rest of the path
     */
    public ShortCircuitResponse handle(String slug, IncomingRequest request, RequestSession session) {
        if (!SLUGS.contains(slug)) {
            return ShortCircuitResponse.empty(404);
        }
        boolean post = request.method().equals("POST");
        if (!request.method().equals("GET") && !(post && slug.equals("sign-out"))) {
            String methods = slug.equals("sign-out") ? "GET, POST, OPTIONS" : "GET, OPTIONS";
            return ShortCircuitResponse.allowing(request.method().equals("OPTIONS") ? 204 : 405, methods);
        }
        if (request.isPrefetch()) { // the user has not requested this yet
            return ShortCircuitResponse.empty(503);
        }
        return switch (slug) {
            case "sign-in" -> signIn.start(SignInFlow.Page.SIGN_IN, request, session);
            case "sign-up" -> signIn.start(SignInFlow.Page.SIGN_UP, request, session);
            case "sign-in-callback" -> signIn.finish(request, session);
            case "sign-out" -> signOut.start(request, session);
            default -> signOut.finish(request, session);
        };
    }
}
