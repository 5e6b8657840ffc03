package io.github.amplifyjakarta.internal.cdi;

import io.github.amplifyjakarta.auth.AuthEvent;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.OAuthConfig;
import io.github.amplifyjakarta.config.UserPoolConfig;
import io.github.amplifyjakarta.internal.config.WebOrigin;
import io.github.amplifyjakarta.internal.credentials.IdentityPool;
import io.github.amplifyjakarta.internal.http.HttpDoor;
import io.github.amplifyjakarta.internal.http.JsonProcessing;
import io.github.amplifyjakarta.internal.jwt.KeySet;
import io.github.amplifyjakarta.internal.jwt.TokenVerifier;
import io.github.amplifyjakarta.internal.oauth.SignInFlow;
import io.github.amplifyjakarta.internal.oauth.SignOutFlow;
import io.github.amplifyjakarta.internal.oauth.UserPoolApi;
import io.github.amplifyjakarta.internal.session.SessionLoader;
import io.github.amplifyjakarta.internal.session.Sessions;
import io.github.amplifyjakarta.internal.session.TokenCookies;
import io.github.amplifyjakarta.internal.telemetry.Counters;
import io.github.amplifyjakarta.internal.telemetry.CountingDoor;
import io.github.amplifyjakarta.internal.web.AuthRoutes;
import io.github.amplifyjakarta.internal.web.SessionGate;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One application's rooms, put together from its configuration. Plain Java: tests build it without a server.
 *
 * @param config the configuration
 * @param sessions opens sessions
 * @param routes the auth routes; empty when no origin is configured
 * @param gate decides which paths need a session
 * @param keys the public keys of the user pool; empty without one
 * @param counters what is counted
 */
public record AmplifyRuntime(
        AmplifyConfig config,
        Sessions sessions,
        Optional<AuthRoutes> routes,
        SessionGate gate,
        Optional<KeySet> keys,
        Counters counters) {

    /**
     * Puts the rooms together.
     *
     * @param events is told what happens to sessions
     */
    public static AmplifyRuntime of(AmplifyConfig config, HttpDoor door, Clock clock, Consumer<AuthEvent> events) {
        Objects.requireNonNull(JsonProcessing.JSON); // found now, by the application's thread, or not at all
        Counters counters = new Counters();
        HttpDoor http = new CountingDoor(door, counters);
        Consumer<AuthEvent> counted = event -> {
            counters.count(event);
            events.accept(event);
        };
        Optional<IdentityPool> identityPool = config.identityPool()
                .map(pool -> new IdentityPool(
                        pool,
                        config.userPool().map(UserPoolConfig::loginProvider),
                        http,
                        clock,
                        counters.credentials()));
        SessionGate gate = new SessionGate(config.app(), routesFolder(config));
        if (config.userPool().isEmpty()) {
            return new AmplifyRuntime(
                    config,
                    new Sessions(Optional.empty(), Optional.empty(), identityPool, counted),
                    Optional.empty(),
                    gate,
                    Optional.empty(),
                    counters);
        }
        UserPoolConfig pool = config.userPool().get();
        KeySet keys = pool.jwks().map(KeySet::fixed).orElseGet(() -> KeySet.fetched(http, pool.jwksUrl(), clock));
        TokenVerifier verifier = new TokenVerifier(pool, keys, clock, counters.tokens());
        UserPoolApi api = new UserPoolApi(pool, http);
        TokenCookies tokenCookies = new TokenCookies(
                pool.clientId(), config.identityPool().map(found -> found.identityPoolId()), config.app(), clock);
        Sessions sessions = new Sessions(
                Optional.of(new SessionLoader(tokenCookies, verifier, api, clock)),
                Optional.of(api),
                identityPool,
                counted);
        Optional<AuthRoutes> routes = config.app()
                .origin()
                .flatMap(origin -> pool.oauth()
                        .map(oauth -> routes(config, pool, oauth, origin, http, verifier, tokenCookies, clock)));
        return new AmplifyRuntime(config, sessions, routes, gate, Optional.of(keys), counters);
    }

    /** Where the auth routes are, as a browser sees them: beside the callback that Cognito knows. */
    private static Optional<String> routesFolder(AmplifyConfig config) {
        return config.app()
                .origin()
                .flatMap(origin -> config.userPool()
                        .flatMap(UserPoolConfig::oauth)
                        .map(oauth -> routesFolder(redirectUri(oauth.redirectSignIn(), origin))));
    }

    private static String routesFolder(String callback) {
        return URI.create(callback).getRawPath().replaceFirst("[^/]*$", "");
    }

    private static AuthRoutes routes(
            AmplifyConfig config,
            UserPoolConfig pool,
            OAuthConfig oauth,
            String origin,
            HttpDoor http,
            TokenVerifier verifier,
            TokenCookies tokenCookies,
            Clock clock) {
        String signInCallback = redirectUri(oauth.redirectSignIn(), origin);
        String signOutCallback = redirectUri(oauth.redirectSignOut(), origin);
        return new AuthRoutes(
                new SignInFlow(pool, config.app(), signInCallback, http, verifier, clock),
                new SignOutFlow(pool, config.app(), signOutCallback, http),
                tokenCookies,
                config.app(),
                routesFolder(signInCallback));
    }

    /** The configuration was checked: there is one. */
    private static String redirectUri(List<String> redirects, String origin) {
        return redirects.stream()
                .filter(redirect ->
                        WebOrigin.of(redirect).filter(origin::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }
}
