package io.github.amplifyjakarta.internal.access;

import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import io.github.amplifyjakarta.internal.exchange.Problem;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.oauth.ReturnCookie;
import io.github.amplifyjakarta.internal.oauth.ReturnPath;
import io.github.amplifyjakarta.internal.session.RequestSession;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Decides whether a request may pass. All kinds of filters use this class, so that their decisions agree. */
public final class AccessControl {

    private final AccessPolicy policy;
    private final Optional<String> signInPath;
    private final Optional<String> signInRoute;
    private final Set<String> routes;
    private final Function<ReturnPath, List<SetCookie>> remembers;
    private final boolean bearerTokens;

    /**
     * @param routesFolder the path of the folder of the auth routes, as a browser sees it; empty without routes
     * @param routeNames the names of the auth routes in the folder
     */
    public AccessControl(AppConfig app, Optional<String> routesFolder, Collection<String> routeNames) {
        AccessPolicy ofPaths = AccessPolicy.of(app.paths());
        this.policy = app.callers().jakartaSecurity() ? ofPaths.strict() : ofPaths;
        this.signInPath = app.paths().signInPath();
        this.signInRoute = routesFolder.map(folder -> folder + "sign-in");
        this.routes = routesFolder.stream()
                .flatMap(folder -> routeNames.stream().map(folder::concat))
                .collect(Collectors.toUnmodifiableSet());
        this.bearerTokens = app.callers().bearerTokens();
        this.remembers = routesFolder
                .map(folder -> ReturnCookie.of(app, folder))
                .<Function<ReturnPath, List<SetCookie>>>map(cookie -> path -> List.of(cookie.set(path)))
                .orElse(path -> List.of());
    }

    private String signIn(String contextPath) {
        return signInPath.map(path -> contextPath + path).or(() -> signInRoute).orElse(contextPath + "/sign-in");
    }

    private AccessControl(AccessControl other, AccessPolicy policy) {
        this.policy = policy;
        this.signInPath = other.signInPath;
        this.signInRoute = other.signInRoute;
        this.routes = other.routes;
        this.bearerTokens = other.bearerTokens;
        this.remembers = other.remembers;
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
        return policy.decide(request.path(), request.contextPath(), request.resolved())
                .fold(
                        () -> AccessResult.OPEN,
                        () -> checkAlways(request, session),
                        reason -> AccessResult.refused(
                                ShortCircuitResponse.problem(Problem.ambiguousPath(reason), List.of())));
    }

    /** Decides on a request that needs a session regardless of its path, unless the request is part of the sign-in. */
    public AccessResult checkAlways(IncomingRequest request, RequestSession session) {
        return isWayIn(request) ? AccessResult.OPEN : check(request, session);
    }

    /** A user without a session must be able to sign in, even when all paths are protected. */
    private boolean isWayIn(IncomingRequest request) {
        String path = request.path();
        String route = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return routes.contains(route) || request.path().equals(signIn(request.contextPath()));
    }

    /** Decides on a request that needs a session. */
    public AccessResult check(IncomingRequest request, RequestSession session) {
        if (request.isPreflight()) { // a preflight never carries cookies (Fetch, "CORS protocol and credentials")
            return AccessResult.PREFLIGHT;
        }
        return session.outcome()
                .fold(
                        signedIn -> AccessResult.SIGNED_IN,
                        why -> AccessResult.refused(signInFirst(request, session)),
                        why -> AccessResult.refused(ShortCircuitResponse.problem(Problem.of(why), List.of())));
    }

    private ShortCircuitResponse signInFirst(IncomingRequest request, RequestSession session) {
        // a container constraint may cover the sign-in path itself: a redirect would cause a loop
        if (request.isNavigation() && !session.isOfBearer() && !isWayIn(request)) {
            return ShortCircuitResponse.redirect(
                    request.isSafe() ? 302 : 303, signIn(request.contextPath()), rememberedPage(request));
        }
        ShortCircuitResponse problem = ShortCircuitResponse.problem(Problem.notSignedIn(), List.of());
        return bearerTokens ? problem.challenging(challenge(session)) : problem;
    }

    /** RFC 6750, section 3.1: without a token, the challenge has no error code. */
    private static String challenge(RequestSession session) {
        return session.isOfBearer() ? "Bearer error=\"invalid_token\"" : "Bearer";
    }

    /** Remembers only pages that a browser may request again after the sign-in. */
    private List<SetCookie> rememberedPage(IncomingRequest request) {
        if (!request.method().equals("GET") || request.isPrefetch()) {
            return List.of();
        }
        String page = request.path() + request.query().map(query -> "?" + query).orElse("");
        return ReturnPath.of(page).map(remembers).orElse(List.of());
    }
}
