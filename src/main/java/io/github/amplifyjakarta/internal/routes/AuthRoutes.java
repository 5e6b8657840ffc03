package io.github.amplifyjakarta.internal.routes;

import io.github.amplifyjakarta.auth.AuthEvent;
import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.internal.cookie.CookieText;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.cookie.SetCookie.Attributes;
import io.github.amplifyjakarta.internal.exchange.Location;
import io.github.amplifyjakarta.internal.exchange.Prefetch;
import io.github.amplifyjakarta.internal.exchange.Problem;
import io.github.amplifyjakarta.internal.exchange.RedirectPage;
import io.github.amplifyjakarta.internal.exchange.RouteRequest;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.oauth.Callback;
import io.github.amplifyjakarta.internal.oauth.ReturnCookie;
import io.github.amplifyjakarta.internal.oauth.ReturnPath;
import io.github.amplifyjakarta.internal.oauth.SignInFlow;
import io.github.amplifyjakarta.internal.oauth.SignInFlow.Finished;
import io.github.amplifyjakarta.internal.oauth.SignOutFlow;
import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.session.TokenCookies;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The auth routes: from a request to one call of a flow, from its outcome to a response. */
public final class AuthRoutes {

    private static final Logger LOG = System.getLogger(AuthRoutes.class.getName());
    /** What comes behind {@code auth/}. */
    public static final Set<String> SLUGS =
            Set.of("sign-in", "sign-up", "sign-in-callback", "sign-out", "sign-out-callback");

    private static final String AGAIN = "com.amplify.server_auth.again";

    /** Why a sign-in ended, while the browser comes back with all of its cookies. */
    private static final String ENDED = "com.amplify.server_auth.ended";

    private final SignInFlow signIn;
    private final SignOutFlow signOut;
    private final TokenCookies tokenCookies;
    private final ReturnCookie returnCookie;
    private final String routesFolder;
    private final AppConfig app;
    private final Attributes shortAttributes;

    /**
     * @param routesFolder the path of the folder of these routes, as a browser sees it
     */
    public AuthRoutes(
            SignInFlow signIn, SignOutFlow signOut, TokenCookies tokenCookies, AppConfig app, String routesFolder) {
        this.returnCookie = ReturnCookie.of(app, routesFolder);
        this.routesFolder = routesFolder;
        this.signIn = signIn;
        this.signOut = signOut;
        this.tokenCookies = tokenCookies;
        this.app = app;
        this.shortAttributes = Attributes.ofFlow(app, 60);
    }

    /**
     * Answers a request below {@code auth/}.
     *
     * @param slug the rest of the path
     */
    public ShortCircuitResponse handle(String slug, RouteRequest request, RequestSession session) {
        if (!SLUGS.contains(slug)) {
            return ShortCircuitResponse.empty(404);
        }
        boolean post = request.method().equals("POST");
        if (!request.method().equals("GET") && !(post && slug.equals("sign-out"))) {
            String methods = slug.equals("sign-out") ? "GET, POST, OPTIONS" : "GET, OPTIONS";
            return ShortCircuitResponse.allowing(request.method().equals("OPTIONS") ? 204 : 405, methods);
        }
        if (Prefetch.isOne(request.headers()::get)) { // nobody has asked for this yet
            return ShortCircuitResponse.empty(503);
        }
        return switch (slug) {
            case "sign-in" -> start(SignInFlow.Page.SIGN_IN, request, session);
            case "sign-up" -> start(SignInFlow.Page.SIGN_UP, request, session);
            case "sign-in-callback" -> finishSignIn(request, session);
            case "sign-out" -> startSignOut(request, session, post);
            default -> finishSignOut(request, session);
        };
    }

    private ShortCircuitResponse start(SignInFlow.Page page, RouteRequest request, RequestSession session) {
        Optional<ReturnPath> returnPath = returnCookie.read(request.cookies()).filter(path -> seesPathsAsSent(request));
        List<SetCookie> cookies = new ArrayList<>(returnCookie.delete(request.cookies()));
        if (session.outcome() instanceof Outcome.SignedIn) {
            return ShortCircuitResponse.redirect(302, signedInTarget(request, returnPath), cookies);
        }
        SignInFlow.Started started = signIn.start(
                page, request.parameter("provider"), request.parameter("lang"), returnPath, request.cookies());
        cookies.addAll(started.cookies());
        return ShortCircuitResponse.redirect(302, started.location(), cookies);
    }

    /** A proxy that rewrites paths also rewrote the one of the page that was refused: the browser knows another one. */
    private boolean seesPathsAsSent(RouteRequest request) {
        return request.path().startsWith(routesFolder);
    }

    private ShortCircuitResponse finishSignIn(RouteRequest request, RequestSession session) {
        Optional<String> ended =
                request.cookies().value(ENDED).filter(value -> request.query().isEmpty());
        if (ended.isPresent()) {
            Map<String, String> why = RouteRequest.parseQuery(CookieText.decode(ended.get()));
            return signedInOrFailed(
                    request,
                    session,
                    why.getOrDefault("error", ""),
                    why.getOrDefault("error_description", ""),
                    List.of(SetCookie.delete(ENDED, shortAttributes)));
        }
        if (request.query().isEmpty()
                && session.outcome() instanceof Outcome.SignedIn) { // another tab was told already
            return ShortCircuitResponse.redirect(302, signedInTarget(request, Optional.empty()), List.of());
        }
        Finished finished = signIn.finish(
                new Callback(
                        request.parameter("code"),
                        request.parameter("state"),
                        request.parameter("error"),
                        request.parameter("error_description")),
                request.cookies());
        if (finished instanceof Finished.SignedIn signedIn) {
            List<SetCookie> cookies = new ArrayList<>(tokenCookies.write(signedIn.tokens()));
            Optional<String> tooLong = TokenCookies.tooLong(cookies);
            if (tooLong.isPresent()) { // the next page would find nobody signed in, and lead here again
                return tooLong(tooLong.get(), signedIn);
            }
            cookies.addAll(signedIn.cookies());
            cookies.addAll(signOut.abandoned(request.cookies()));
            session.announce(
                    new AuthEvent.SignedIn(RequestSession.user(signedIn.tokens().accessToken(), Optional.empty())));
            return RedirectPage.to(signedInTarget(request, signedIn.returnPath()), cookies);
        }
        if (finished instanceof Finished.Failed failed) {
            return ended(request, session, failed.error(), failed.description(), failed.cookies());
        }
        if (finished instanceof Finished.Expired expired) {
            return ended(
                    request, session, "timeout", "Sign in has to be completed within 5 minutes.", expired.cookies());
        }
        if (finished instanceof Finished.CodeSpent spent) {
            return again(request, spent);
        }
        if (finished instanceof Finished.NotIssued notIssued) {
            LOG.log(Level.WARNING, "sign-in failed: {0}: {1}", notIssued.error(), notIssued.message());
            String detail = notIssued.trouble() == Finished.Trouble.NOT_YET
                    ? "The sign-in could not be finished yet (" + notIssued.error() + "). Load this page again."
                    : "Cognito did not issue usable tokens (" + notIssued.error() + "). Sign in again.";
            return ShortCircuitResponse.problem(
                    new Problem(
                            status(notIssued.trouble()), "TokenExchangeException", "auth/" + notIssued.error(), detail),
                    notIssued.cookies());
        }
        Finished.Invalid invalid = (Finished.Invalid) finished;
        LOG.log(Level.DEBUG, "callback refused: {0}", invalid.reason());
        return ShortCircuitResponse.problem(
                new Problem(
                        400, "InvalidCallback", "auth/invalid-callback", "Sign in again: " + invalid.reason() + "."),
                invalid.cookies());
    }

    /**
     * A sign-in that ended without a session. There may be one all the same: the back button after a sign-in that went well,
     * or another tab. On the way from another site some browsers leave Strict cookies at home (RFC 6265bis, section 5.2.1),
     * also where a person has typed the address: a page of this site comes back here first, with all of them.
     */
    private ShortCircuitResponse ended(
            RouteRequest request, RequestSession session, String error, String description, List<SetCookie> cookies) {
        if (session.outcome() instanceof Outcome.SignedIn || !mayLackStrictCookies(request)) {
            return signedInOrFailed(request, session, error, description, cookies);
        }
        String why = Location.withParameter(
                        Location.withParameter("", "error", error), "error_description", description)
                .replaceFirst("^\\?", "");
        List<SetCookie> all = new ArrayList<>(cookies);
        all.add(new SetCookie(ENDED, why, shortAttributes));
        return RedirectPage.to(signIn.redirectUri(), all);
    }

    /** Browsers send Fetch Metadata to trustworthy origins only (Fetch Metadata, section 2). */
    private static boolean mayLackStrictCookies(RouteRequest request) {
        return request.header("sec-fetch-site")
                .map(site -> !site.equals("same-origin"))
                .orElseGet(() -> request.header("accept")
                        .filter(types -> types.contains("text/html"))
                        .isPresent());
    }

    private ShortCircuitResponse signedInOrFailed(
            RouteRequest request, RequestSession session, String error, String description, List<SetCookie> cookies) {
        return session.outcome() instanceof Outcome.SignedIn
                ? ShortCircuitResponse.redirect(302, signedInTarget(request, Optional.empty()), cookies)
                : failed(request, error, description, cookies);
    }

    private ShortCircuitResponse tooLong(String why, Finished.SignedIn signedIn) {
        LOG.log(Level.WARNING, "a sign-in cannot last: {0}", why);
        signOut.revoke(signedIn.tokens().refreshToken().stream().toList());
        return ShortCircuitResponse.problem(
                new Problem(
                        500,
                        "SessionTooLarge",
                        "auth/session-too-large",
                        "You are in too many groups for this application: browsers cannot keep the session."
                                + " Ask its operator for help."),
                signedIn.cookies());
    }

    private String signedInTarget(RouteRequest request, Optional<ReturnPath> returnPath) {
        return returnPath
                .filter(path -> !path.isBelow(routesFolder)) // a sign-in that ends in a sign-out
                .map(ReturnPath::text)
                .or(() -> app.routes().redirectOnSignInComplete())
                .orElse(request.contextPath() + "/");
    }

    private String signedOutTarget(RouteRequest request) {
        return app.routes().redirectOnSignOutComplete().orElse(request.contextPath() + "/");
    }

    private static int status(Finished.Trouble trouble) {
        return switch (trouble) {
            case WRONG_ANSWER -> 502;
            case NOT_YET -> 503;
            case NO_ANSWER_IN_TIME -> 504;
        };
    }

    private ShortCircuitResponse failed(
            RouteRequest request, String error, String description, List<SetCookie> cookies) {
        String target = Location.withParameter(signedOutTarget(request), "error", error);
        return ShortCircuitResponse.redirect(
                302, Location.withParameter(target, "error_description", description), cookies);
    }

    /** The back button repeats a callback whose code is spent. One fresh start helps; a second one would be a loop. */
    private ShortCircuitResponse again(RouteRequest request, Finished.CodeSpent spent) {
        List<SetCookie> cookies = new ArrayList<>(spent.cookies());
        if (request.cookies().value(AGAIN).isPresent()) {
            cookies.add(SetCookie.delete(AGAIN, shortAttributes));
            return failed(request, "invalid_grant", "Sign in again.", cookies);
        }
        cookies.add(new SetCookie(AGAIN, "true", shortAttributes));
        spent.returnPath().map(returnCookie::set).ifPresent(cookies::add);
        return ShortCircuitResponse.redirect(302, signIn.redirectUri().replaceFirst("[^/]*/?$", "sign-in"), cookies);
    }

    /** The session ends here, before the browser leaves: Managed Login may be down, or send it nowhere. */
    private ShortCircuitResponse startSignOut(RouteRequest request, RequestSession session, boolean post) {
        if (isCrossSite(request)) {
            return ShortCircuitResponse.problem(
                    new Problem(
                            403,
                            "CrossSiteRequest",
                            "auth/cross-site-sign-out",
                            "Another site may not sign the user out. Link to this route from a page of "
                                    + app.origin().orElse("") + "."),
                    List.of());
        }
        List<SetCookie> cookies = new ArrayList<>(endSession(request, session));
        cookies.addAll(signOut.start());
        return ShortCircuitResponse.redirect(post ? 303 : 302, signOut.location(), cookies);
    }

    private List<SetCookie> endSession(RouteRequest request, RequestSession session) {
        session.announce(new AuthEvent.SignedOut(session.owner()));
        signOut.revoke(toRevoke(request.cookies(), session));
        return tokenCookies.deleteAll(request.cookies());
    }

    /** Fetch Metadata where the browser sends it, else Origin or Referer; without any of them there is no browser. */
    private boolean isCrossSite(RouteRequest request) {
        Optional<String> site = request.header("sec-fetch-site");
        if (site.isPresent()) {
            return site.get().equals("cross-site");
        }
        Optional<String> from = request.header("origin").or(() -> request.header("referer"));
        String origin = app.origin().orElseThrow();
        return from.isPresent() && !from.get().equals(origin) && !from.get().startsWith(origin + "/");
    }

    private ShortCircuitResponse finishSignOut(RouteRequest request, RequestSession session) {
        if (!signOut.isUnderWay(request.cookies())) {
            return ShortCircuitResponse.problem(
                    new Problem(
                            400,
                            "InvalidCallback",
                            "auth/invalid-callback",
                            "This browser did not ask to sign out. Start at the route sign-out."),
                    List.of());
        }
        if (signOut.isFirstPass(request.cookies())) {
            return RedirectPage.to(signOut.redirectUri(), signOut.firstPassDone());
        }
        List<SetCookie> cookies = new ArrayList<>();
        if (!tokenCookies
                .deleteAll(request.cookies())
                .isEmpty()) { // a sign-out that began elsewhere, or a newer session
            cookies.addAll(endSession(request, session));
        }
        cookies.addAll(signOut.finished());
        return ShortCircuitResponse.redirect(302, signedOutTarget(request), cookies);
    }

    /** Only so many are revoked: first those that work, of each session the last, and then those that they replaced. */
    private List<String> toRevoke(RequestCookies cookies, RequestSession session) {
        Set<String> working = new LinkedHashSet<>();
        Set<String> replaced = new LinkedHashSet<>();
        for (String token : tokenCookies.refreshTokens(cookies)) {
            List<String> successors = session.forget(token);
            working.add(successors.isEmpty() ? token : successors.get(0));
            replaced.addAll(successors);
            replaced.add(token);
        }
        working.addAll(replaced);
        return List.copyOf(working);
    }
}
