package io.github.amplifyjakarta.internal.routes;

import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.internal.cookie.CookieText;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.cookie.SetCookie.Attributes;
import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import io.github.amplifyjakarta.internal.exchange.Location;
import io.github.amplifyjakarta.internal.exchange.Problem;
import io.github.amplifyjakarta.internal.exchange.RedirectPage;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.oauth.Callback;
import io.github.amplifyjakarta.internal.oauth.ReturnCookie;
import io.github.amplifyjakarta.internal.oauth.ReturnPath;
import io.github.amplifyjakarta.internal.oauth.SignInFlow;
import io.github.amplifyjakarta.internal.oauth.SignInFlow.Finished;
import io.github.amplifyjakarta.internal.oauth.SignInOptions;
import io.github.amplifyjakarta.internal.oauth.SignOutFlow;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.session.SessionStart;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sign-in, sign-up and their callback. Each request calls the flow once, and the outcome becomes a response. */
final class SignInRoutes {

    private static final Logger LOG = System.getLogger(AuthRoutes.class.getName());

    private static final String AGAIN = "com.amplify.server_auth.again";

    /** Holds the reason why a sign-in ended, until the browser returns with all its cookies. */
    private static final String ENDED = "com.amplify.server_auth.ended";

    private final SignInFlow signIn;
    private final SignOutFlow signOut;
    private final SessionStart start;
    private final SignInTarget target;
    private final ReturnCookie returnCookie;
    private final AppConfig app;
    private final Attributes shortAttributes;

    SignInRoutes(AuthRoutes.Flows flows, AppConfig app, String routesFolder) {
        this.signIn = flows.signIn();
        this.signOut = flows.signOut();
        this.start = new SessionStart(flows.store(), signOut::revoke);
        this.target = new SignInTarget(app, routesFolder);
        this.returnCookie = ReturnCookie.of(app, routesFolder);
        this.app = app;
        this.shortAttributes = Attributes.ofFlow(app, 60);
    }

    ShortCircuitResponse start(SignInFlow.Page page, IncomingRequest request, RequestSession session) {
        Optional<ReturnPath> returnPath =
                returnCookie.read(session.cookies()).filter(path -> target.seesPathsAsSent(request));
        List<SetCookie> cookies = new ArrayList<>(returnCookie.delete(session.cookies()));
        Map<String, String> link = request.parameters();
        SignInOptions options = new SignInOptions(
                page, parameter(link, "provider"), signIn.parameters(link, session.accessToken()), returnPath);
        if (session.outcome().isSignedIn() && !options.asksAgain()) {
            return ShortCircuitResponse.redirect(302, target.of(request, returnPath), cookies);
        }
        SignInFlow.Started started = signIn.start(options, session.cookies());
        cookies.addAll(started.cookies());
        return ShortCircuitResponse.redirect(302, started.location(), cookies);
    }

    private static Optional<String> parameter(Map<String, String> parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    ShortCircuitResponse finish(IncomingRequest request, RequestSession session) {
        Map<String, String> parameters = request.parameters();
        Responses responses = new Responses(request, session);
        Optional<String> ended = session.cookies().value(ENDED).filter(value -> parameters.isEmpty());
        if (ended.isPresent()) {
            Map<String, String> why = IncomingRequest.parseQuery(CookieText.decode(ended.get()));
            return responses.signedInOrFailed(
                    why.getOrDefault("error", ""),
                    why.getOrDefault("error_description", ""),
                    List.of(SetCookie.delete(ENDED, shortAttributes)));
        }
        if (parameters.isEmpty() && session.outcome().isSignedIn()) { // another tab has already shown the result
            return ShortCircuitResponse.redirect(302, target.of(request, Optional.empty()), List.of());
        }
        return signIn.finish(
                        new Callback(
                                parameter(parameters, "code"),
                                parameter(parameters, "state"),
                                parameter(parameters, "error"),
                                parameter(parameters, "error_description")),
                        session.cookies())
                .fold(responses);
    }

    private static int status(Finished.Trouble trouble) {
        return switch (trouble) {
            case WRONG_ANSWER -> 502;
            case NOT_YET -> 503;
            case NO_ANSWER_IN_TIME -> 504;
        };
    }

    /** The response to a callback, by its result. */
    private final class Responses implements Finished.Cases<ShortCircuitResponse> {

        private final IncomingRequest request;
        private final RequestSession session;

        Responses(IncomingRequest request, RequestSession session) {
            this.request = request;
            this.session = session;
        }

        @Override
        public ShortCircuitResponse signedIn(Finished.SignedIn signedIn) {
            List<SetCookie> cookies;
            try {
                cookies = new ArrayList<>(start.begin(signedIn.tokens(), session));
            } catch (SessionStart.Refused e) {
                return refused(e.reason(), signedIn.cookies());
            }
            session.announceSignIn(signedIn.tokens());
            cookies.addAll(signedIn.cookies());
            cookies.addAll(signOut.abandoned(session.cookies()));
            return RedirectPage.to(target.of(request, signedIn.returnPath()), cookies);
        }

        private ShortCircuitResponse refused(SessionStart.Refused.Reason reason, List<SetCookie> cookies) {
            return switch (reason) {
                case ENDED -> olderThanItsEnd(cookies);
                case NOT_STORED ->
                    ShortCircuitResponse.problem(
                            new Problem(
                                    503,
                                    "SessionNotStored",
                                    "auth/session-not-stored",
                                    "The sign-in could not be finished. Sign in again in a moment."),
                            cookies);
                case TOO_LARGE ->
                    ShortCircuitResponse.problem(
                            new Problem(
                                    500,
                                    "SessionTooLarge",
                                    "auth/session-too-large",
                                    "You are in too many groups for this application: browsers cannot keep the session."
                                            + " Ask its operator for help."),
                            cookies);
            };
        }

        /**
         * Managed Login still knew the user, whose sessions were ended since, and has not asked for the password. Its
         * own session has to end too; then the user can sign in.
         */
        private ShortCircuitResponse olderThanItsEnd(List<SetCookie> ended) {
            List<SetCookie> cookies = new ArrayList<>(ended);
            cookies.addAll(signOut.startAtManagedLogin());
            return ShortCircuitResponse.redirect(302, signOut.location(), cookies);
        }

        @Override
        public ShortCircuitResponse failed(Finished.Failed failed) {
            return ended(failed.error(), failed.description(), failed.cookies());
        }

        @Override
        public ShortCircuitResponse expired(Finished.Expired expired) {
            return ended(
                    "timeout",
                    "Sign in has to be completed within " + SignInFlow.LIFETIME.toMinutes() + " minutes.",
                    expired.cookies());
        }

        /**
         * Handles a sign-in that ended without a session. A session may exist all the same, after the back button or in
         * another tab. On a request from another site, some browsers omit SameSite=Strict cookies (RFC 6265bis, section
         * 5.2.1), even when the user has typed the address. Therefore a page of this site first redirects here, so that
         * all cookies are sent.
         */
        private ShortCircuitResponse ended(String error, String description, List<SetCookie> cookies) {
            if (session.outcome().isSignedIn() || !mayLackStrictCookies(request)) {
                return signedInOrFailed(error, description, cookies);
            }
            String why = Location.withParameter(
                            Location.withParameter("", "error", error), "error_description", description)
                    .replaceFirst("^\\?", "");
            List<SetCookie> all = new ArrayList<>(cookies);
            all.add(new SetCookie(ENDED, why, shortAttributes));
            return RedirectPage.to(signIn.redirectUri(), all);
        }

        /** Browsers send Fetch Metadata only to trustworthy origins (Fetch Metadata, section 2). */
        private static boolean mayLackStrictCookies(IncomingRequest request) {
            return request.header("sec-fetch-site")
                    .map(site -> !site.equals("same-origin"))
                    .orElseGet(() -> request.header("accept")
                            .filter(types -> types.contains("text/html"))
                            .isPresent());
        }

        ShortCircuitResponse signedInOrFailed(String error, String description, List<SetCookie> cookies) {
            return session.outcome().isSignedIn()
                    ? ShortCircuitResponse.redirect(302, target.of(request, Optional.empty()), cookies)
                    : failed(error, description, cookies);
        }

        private ShortCircuitResponse failed(String error, String description, List<SetCookie> cookies) {
            String target = Location.withParameter(SignOutRoutes.target(app, request), "error", error);
            return ShortCircuitResponse.redirect(
                    302, Location.withParameter(target, "error_description", description), cookies);
        }

        /**
         * The back button repeats a callback whose code has been used. One new sign-in helps. A second one would be a
         * loop.
         */
        @Override
        public ShortCircuitResponse codeSpent(Finished.CodeSpent spent) {
            List<SetCookie> cookies = new ArrayList<>(spent.cookies());
            if (session.cookies().value(AGAIN).isPresent()) {
                cookies.add(SetCookie.delete(AGAIN, shortAttributes));
                return failed("invalid_grant", "Sign in again.", cookies);
            }
            cookies.add(new SetCookie(AGAIN, "true", shortAttributes));
            spent.returnPath().map(returnCookie::set).ifPresent(cookies::add);
            return ShortCircuitResponse.redirect(
                    302, signIn.redirectUri().replaceFirst("[^/]*/?$", "sign-in"), cookies);
        }

        @Override
        public ShortCircuitResponse notIssued(Finished.NotIssued notIssued) {
            LOG.log(Level.WARNING, "sign-in failed: {0}: {1}", notIssued.error(), notIssued.message());
            String detail = notIssued.trouble() == Finished.Trouble.NOT_YET
                    ? "The sign-in could not be finished yet (" + notIssued.error() + "). Load this page again."
                    : "Cognito did not issue usable tokens (" + notIssued.error() + "). Sign in again.";
            return ShortCircuitResponse.problem(
                    new Problem(
                            status(notIssued.trouble()),
                            "TokenExchangeException",
                            "auth/" + notIssued.error().replace('_', '-'),
                            detail),
                    notIssued.cookies());
        }

        @Override
        public ShortCircuitResponse invalid(Finished.Invalid invalid) {
            LOG.log(Level.DEBUG, "callback refused: {0}", invalid.reason());
            return ShortCircuitResponse.problem(
                    new Problem(
                            400,
                            "InvalidCallback",
                            "auth/invalid-callback",
                            "Sign in again: " + invalid.reason() + "."),
                    invalid.cookies());
        }
    }
}
