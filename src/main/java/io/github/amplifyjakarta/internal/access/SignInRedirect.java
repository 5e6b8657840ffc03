package io.github.amplifyjakarta.internal.access;

import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import io.github.amplifyjakarta.internal.oauth.ReturnCookie;
import io.github.amplifyjakarta.internal.oauth.ReturnPath;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The redirect of a browser without a session to the sign-in, and the return to the page that it asked for. */
final class SignInRedirect {

    /** Maps a context root to the path of the sign-in. */
    private final UnaryOperator<String> signIn;

    private final Set<String> routes;
    private final Function<ReturnPath, List<SetCookie>> remembers;

    /**
     * @param routesFolder the path of the folder of the auth routes, as a browser sees it; empty without routes
     * @param routeNames the names of the auth routes in the folder
     */
    SignInRedirect(AppConfig app, Optional<String> routesFolder, Collection<String> routeNames) {
        this.signIn = app.paths()
                .signInPath()
                .<UnaryOperator<String>>map(path -> contextPath -> contextPath + path)
                .or(() -> routesFolder.map(folder -> contextPath -> folder + "sign-in"))
                .orElse(contextPath -> contextPath + "/sign-in");
        this.routes = routesFolder.stream()
                .flatMap(folder -> routeNames.stream().map(folder::concat))
                .collect(Collectors.toUnmodifiableSet());
        this.remembers = routesFolder
                .map(folder -> ReturnCookie.of(app, folder))
                .<Function<ReturnPath, List<SetCookie>>>map(cookie -> path -> List.of(cookie.set(path)))
                .orElse(path -> List.of());
    }

    /** A user without a session must be able to sign in, even when all paths are protected. */
    boolean isWayIn(IncomingRequest request) {
        String path = request.path();
        String route = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return routes.contains(route) || path.equals(signIn.apply(request.contextPath()));
    }

    /**
     * {@return whether the redirect makes sense for this request} A container constraint may cover the sign-in path
     * itself: a redirect would cause a loop.
     */
    boolean isFor(IncomingRequest request) {
        return request.isNavigation() && !isWayIn(request);
    }

    ShortCircuitResponse of(IncomingRequest request) {
        return ShortCircuitResponse.redirect(
                request.isSafe() ? 302 : 303, signIn.apply(request.contextPath()), rememberedPage(request));
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
