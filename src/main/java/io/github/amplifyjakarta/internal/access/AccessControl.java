package io.github.amplifyjakarta.internal.access;

import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import io.github.amplifyjakarta.internal.exchange.Problem;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.session.RequestSession;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Decides whether a request may pass. All kinds of filters use this class, so that their decisions agree. */
public final class AccessControl {

    private static final String INVALID_TOKEN = "Bearer error=\"invalid_token\"";

    private final AccessPolicy policy;
    private final SignInRedirect signIn;
    private final AppConfig.Callers callers;

    /**
     * @param routesFolder the path of the folder of the auth routes, as a browser sees it; empty without routes
     * @param routeNames the names of the auth routes in the folder
     */
    public AccessControl(AppConfig app, Optional<String> routesFolder, Collection<String> routeNames) {
        AccessPolicy ofPaths = AccessPolicy.of(app.paths());
        this.policy = app.callers().jakartaSecurity() ? ofPaths.strict() : ofPaths;
        this.signIn = new SignInRedirect(app, routesFolder, routeNames);
        this.callers = app.callers();
    }

    private AccessControl(AccessControl other, AccessPolicy policy) {
        this.policy = policy;
        this.signIn = other.signIn;
        this.callers = other.callers;
    }

    /** {@return the same access control, except that it refuses ambiguous paths even when no path is protected} */
    public AccessControl strict() {
        return policy.isStrict() ? this : new AccessControl(this, policy.strict());
    }

    public AccessPolicy policy() {
        return policy;
    }

    /** Decides on a request by its path. */
    public AccessResult checkPath(IncomingRequest request, RequestSession session) {
        return refusalOfToken(request, session).orElseGet(() -> decide(request, session));
    }

    private AccessResult decide(IncomingRequest request, RequestSession session) {
        return policy.decide(request.path(), request.contextPath(), request.resolved())
                .fold(
                        () -> AccessResult.OPEN,
                        () -> checkAlways(request, session),
                        reason -> AccessResult.refused(
                                ShortCircuitResponse.problem(Problem.ambiguousPath(reason), List.of())));
    }

    /** Decides on a request that needs a session regardless of its path, unless the request is part of the sign-in. */
    public AccessResult checkAlways(IncomingRequest request, RequestSession session) {
        return refusalOfToken(request, session)
                .orElseGet(() -> signIn.isWayIn(request) ? AccessResult.OPEN : check(request, session));
    }

    /**
     * The server's MicroProfile JWT would take the token for its caller, although it is of another app client of the pool,
     * of a session that has ended, or an ID token.
     */
    private Optional<AccessResult> refusalOfToken(IncomingRequest request, RequestSession session) {
        return callers.microprofileJwt() && session.isOfBearer()
                ? Optional.of(ofSession(request, session))
                        .filter(result -> result.refusal().isPresent())
                : Optional.empty();
    }

    /** {@return the refusal of a caller whom the server has authenticated by another token than the session's} */
    public AccessResult refusalOfCaller() {
        return AccessResult.refused(
                ShortCircuitResponse.problem(Problem.notSignedIn(), List.of()).challenging(INVALID_TOKEN));
    }

    /** Decides on a request that needs a session. */
    public AccessResult check(IncomingRequest request, RequestSession session) {
        if (request.isPreflight()) { // a preflight never carries cookies (Fetch, "CORS protocol and credentials")
            return AccessResult.PREFLIGHT;
        }
        return ofSession(request, session);
    }

    private AccessResult ofSession(IncomingRequest request, RequestSession session) {
        return session.outcome()
                .fold(
                        signedIn -> AccessResult.SIGNED_IN,
                        why -> AccessResult.refused(signInFirst(request, session)),
                        why -> AccessResult.refused(ShortCircuitResponse.problem(Problem.of(why), List.of())));
    }

    private ShortCircuitResponse signInFirst(IncomingRequest request, RequestSession session) {
        if (signIn.isFor(request) && !session.isOfBearer()) {
            return signIn.of(request);
        }
        ShortCircuitResponse problem = ShortCircuitResponse.problem(Problem.notSignedIn(), List.of());
        return callers.bearerTokens() ? problem.challenging(challenge(session)) : problem;
    }

    /** RFC 6750, section 3.1: without a token, the challenge has no error code. */
    private static String challenge(RequestSession session) {
        return session.isOfBearer() ? INVALID_TOKEN : "Bearer";
    }
}
