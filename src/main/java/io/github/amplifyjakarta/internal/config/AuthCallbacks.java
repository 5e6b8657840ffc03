package io.github.amplifyjakarta.internal.config;

import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.UserPoolConfig;
import java.util.Optional;

/**
 * The callbacks of the auth routes, as they are registered in Cognito.
 *
 * @param signIn the redirect URI of the sign-in
 * @param signOut the redirect URI of the sign-out
 */
public record AuthCallbacks(String signIn, String signOut) {

    /** {@return the callbacks; empty without auth routes} The configuration check guarantees that both exist. */
    public static Optional<AuthCallbacks> of(AmplifyConfig config) {
        return config.app()
                .origin()
                .flatMap(origin -> config.userPool()
                        .flatMap(UserPoolConfig::oauth)
                        .map(oauth -> new AuthCallbacks(
                                ConfigReader.redirect(oauth.redirectSignIn(), origin, ConfigReader.SIGN_IN_CALLBACK)
                                        .orElseThrow(),
                                ConfigReader.redirect(oauth.redirectSignOut(), origin, ConfigReader.SIGN_OUT_CALLBACK)
                                        .orElseThrow())));
    }

    /** {@return the URI of the folder of the auth routes as a browser sees it: the folder of the callbacks} */
    public String routesFolder() {
        return signIn.replaceFirst("[^/]*/?$", "");
    }
}
