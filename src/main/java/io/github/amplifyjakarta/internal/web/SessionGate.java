package io.github.amplifyjakarta.internal.web;

import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.internal.session.LoadedSession.Outcome;
import io.github.amplifyjakarta.internal.session.RequestSession;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides whether a request may pass. Filters of every kind ask here, so that they cannot disagree. */
public final class SessionGate {

    private final PathRules rules;
    private final Optional<String> signInPath;
    private final Optional<String> signInRoute;
    private final Set<String> routes;

    /**
     * @param routes the paths of the auth routes, as a browser sees them; empty without routes
     */
    public SessionGate(AppConfig.Paths paths, Set<String> routes) {
        this.rules = new PathRules(paths);
        this.signInPath = paths.signInPath();
        this.routes = Set.copyOf(routes);
        this.signInRoute =
                routes.stream().filter(route -> route.endsWith("/sign-in")).findAny();
    }

    private String signIn(String contextPath) {
        return signInPath.map(path -> contextPath + path).or(() -> signInRoute).orElse(contextPath + "/sign-in");
    }

    /**
     * {@return the answer to give instead of passing a request on; empty when it may pass}
     *
     * @param requestUri the path as it was sent, the context root included
     * @param contextPath the context root
     * @param header request headers by name, {@code null} when absent
     */
    public Optional<RouteResponse> checkPath(
            String requestUri,
            String contextPath,
            String method,
            Function<String, @Nullable String> header,
            RequestSession session) {
        // who has no session must be able to get one, even where everything is protected
        boolean wayIn = routes.contains(requestUri) || requestUri.equals(signIn(contextPath));
        return !wayIn && rules.needsSession(requestUri, contextPath)
                ? check(contextPath, method, header, session)
                : Optional.empty();
    }

    /** {@return the answer to give instead of passing on a request that needs a session; empty when it has one} */
    Optional<RouteResponse> check(
            String contextPath, String method, Function<String, @Nullable String> header, RequestSession session) {
        Outcome outcome = session.outcome();
        if (outcome instanceof Outcome.SignedIn) {
            return Optional.empty();
        }
        if (outcome instanceof Outcome.Unknown unknown) {
            return Optional.of(RouteResponse.problem(Problem.of(unknown.why()), List.of()));
        }
        if (isNavigation(header)) {
            boolean safe = method.equals("GET") || method.equals("HEAD");
            return Optional.of(RouteResponse.redirect(safe ? 302 : 303, signIn(contextPath), List.of()));
        }
        return Optional.of(RouteResponse.problem(Problem.notSignedIn(), List.of()));
    }

    /** A page that somebody looks at, not a call of a script (Fetch Metadata, section 2.2). */
    private static boolean isNavigation(Function<String, @Nullable String> header) {
        String mode = header.apply("Sec-Fetch-Mode");
        if (mode != null) {
            return mode.equals("navigate");
        }
        String accept = header.apply("Accept");
        return header.apply("X-Requested-With") == null && accept != null && accept.contains("text/html");
    }
}
