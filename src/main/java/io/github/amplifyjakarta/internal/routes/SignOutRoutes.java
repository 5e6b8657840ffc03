package io.github.amplifyjakarta.internal.routes;

import io.github.amplifyjakarta.auth.AuthEvent;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthUser;
import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.internal.cluster.StoreUnavailable;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import io.github.amplifyjakarta.internal.exchange.Problem;
import io.github.amplifyjakarta.internal.exchange.RedirectPage;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.oauth.SignOutFlow;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.session.TokenStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sign-out and its callback. */
final class SignOutRoutes {

    private static final Logger LOG = System.getLogger(AuthRoutes.class.getName());

    /** Amplify's option of signOut. */
    private static final String EVERYWHERE = "global";

    private final SignOutFlow signOut;
    private final TokenStore store;
    private final AppConfig app;

    SignOutRoutes(AuthRoutes.Flows flows, AppConfig app) {
        this.signOut = flows.signOut();
        this.store = flows.store();
        this.app = app;
    }

    /** {@return the redirect target for a browser without a session} */
    static String target(AppConfig app, IncomingRequest request) {
        return app.routes().redirectOnSignOutComplete().orElse(request.contextPath() + "/");
    }

    /** Ends the session before the redirect, because Managed Login may be down or may not redirect back. */
    ShortCircuitResponse start(IncomingRequest request, RequestSession session) {
        if (request.isCrossSite(app.origin().orElseThrow())) {
            return ShortCircuitResponse.problem(
                    new Problem(
                            403,
                            "CrossSiteRequest",
                            "auth/cross-site-sign-out",
                            "Another site may not sign the user out. Link to this route from a page of "
                                    + app.origin().orElse("") + "."),
                    List.of());
        }
        if ("true".equals(request.parameters().get(EVERYWHERE))) {
            try {
                if (session.isAuthenticated()) {
                    session.signOutEverywhere();
                }
            } catch (AuthException e) { // the user must know that other devices are still signed in
                LOG.log(Level.WARNING, "a user was not signed out everywhere: {0}: {1}", e.name(), e.getMessage());
                return ShortCircuitResponse.problem(Problem.of(e), List.of());
            }
        }
        List<SetCookie> cookies;
        try {
            cookies = new ArrayList<>(endSession(session));
        } catch (StoreUnavailable e) {
            return notEnded(e);
        }
        cookies.addAll(signOut.start());
        return ShortCircuitResponse.redirect(request.method().equals("POST") ? 303 : 302, signOut.location(), cookies);
    }

    /** Without the store, a copy of the cookie would go on when it is back. */
    private static ShortCircuitResponse notEnded(StoreUnavailable why) {
        LOG.log(Level.WARNING, "a user was not signed out: {0}", why.getMessage());
        return ShortCircuitResponse.problem(
                new Problem(
                        503,
                        "SessionNotStored",
                        "auth/session-not-stored",
                        "You have not been signed out: the session could not be reached. Try again in a moment."),
                List.of());
    }

    private List<SetCookie> endSession(RequestSession session) throws StoreUnavailable {
        session.end(); // first: what needs the store fails here
        Optional<AuthUser> owner = session.owner();
        List<String> toRevoke = toRevoke(session);
        List<SetCookie> deletions = store.deleteAll(session.request());
        session.announce(new AuthEvent.SignedOut(owner));
        signOut.revoke(toRevoke);
        return deletions;
    }

    ShortCircuitResponse finish(IncomingRequest request, RequestSession session) {
        if (!signOut.isUnderWay(session.cookies())) {
            return ShortCircuitResponse.problem(
                    new Problem(
                            400,
                            "InvalidCallback",
                            "auth/invalid-callback",
                            "This browser did not ask to sign out. Start at the route sign-out."),
                    List.of());
        }
        if (signOut.isFirstPass(session.cookies())) {
            return RedirectPage.to(signOut.redirectUri(), signOut.firstPassDone());
        }
        List<SetCookie> cookies = new ArrayList<>();
        // another application began the sign-out, or the session is newer
        if (signOut.endsSession(session.cookies()) && store.hasSession(session.request())) {
            try {
                cookies.addAll(endSession(session));
            } catch (StoreUnavailable e) {
                return notEnded(e);
            }
        }
        cookies.addAll(signOut.finished());
        return ShortCircuitResponse.redirect(302, target(app, request), cookies);
    }

    /**
     * The number of revocations is limited. The current refresh token of each session comes first, then the replaced
     * ones.
     */
    private List<String> toRevoke(RequestSession session) throws StoreUnavailable {
        Set<String> working = new LinkedHashSet<>();
        Set<String> replaced = new LinkedHashSet<>();
        for (String token : store.refreshTokens(session.request())) {
            List<String> successors = session.forget(token);
            working.add(successors.isEmpty() ? token : successors.get(0));
            replaced.addAll(successors);
            replaced.add(token);
        }
        working.addAll(replaced);
        return List.copyOf(working);
    }
}
