package io.github.amplifyjakarta.internal.routes;

import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.internal.exchange.IncomingRequest;
import io.github.amplifyjakarta.internal.oauth.ReturnPath;
import java.util.Optional;

/** Where the browser goes when the user is signed in. */
final class SignInTarget {

    private final AppConfig app;
    private final String routesFolder;

    /** @param routesFolder the path of the folder of the auth routes, as a browser sees it */
    SignInTarget(AppConfig app, String routesFolder) {
        this.app = app;
        this.routesFolder = routesFolder;
    }

    /** A proxy that rewrites paths has also rewritten the path of the refused page. The browser knows another path. */
    boolean seesPathsAsSent(IncomingRequest request) {
        return request.path().startsWith(routesFolder);
    }

    /** {@return the page that was refused before the sign-in, or what the configuration says} */
    String of(IncomingRequest request, Optional<ReturnPath> returnPath) {
        return returnPath
                .filter(path -> !path.isBelow(routesFolder)) // otherwise a sign-in could end in a sign-out
                .map(ReturnPath::text)
                .or(() -> app.routes().redirectOnSignInComplete())
                .orElse(request.contextPath() + "/");
    }
}
