package io.github.amplifyjakarta.internal.cdi;

import io.github.amplifyjakarta.auth.AuthEvent;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.OAuthConfig;
import io.github.amplifyjakarta.config.UserPoolConfig;
import io.github.amplifyjakarta.internal.access.AccessControl;
import io.github.amplifyjakarta.internal.config.ConfigReader;
import io.github.amplifyjakarta.internal.credentials.IdentityPool;
import io.github.amplifyjakarta.internal.jwt.KeySet;
import io.github.amplifyjakarta.internal.jwt.TokenVerifier;
import io.github.amplifyjakarta.internal.oauth.SignInFlow;
import io.github.amplifyjakarta.internal.oauth.SignOutFlow;
import io.github.amplifyjakarta.internal.oauth.TokenEndpoint;
import io.github.amplifyjakarta.internal.oauth.UserPoolApi;
import io.github.amplifyjakarta.internal.routes.AuthRoutes;
import io.github.amplifyjakarta.internal.session.SessionLoader;
import io.github.amplifyjakarta.internal.session.Sessions;
import io.github.amplifyjakarta.internal.session.TokenCookies;
import io.github.amplifyjakarta.internal.session.TokenRefresh;
import io.github.amplifyjakarta.internal.session.UserAttributes;
import io.github.amplifyjakarta.internal.telemetry.Counters;
import io.github.amplifyjakarta.internal.telemetry.MeteredTransport;
import io.github.amplifyjakarta.internal.transport.BoundedWait;
import io.github.amplifyjakarta.internal.transport.HttpTransport;
import io.github.amplifyjakarta.internal.transport.JsonProcessing;
import io.github.amplifyjakarta.internal.transport.ServiceCalls;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The parts of one application, put together from its configuration. Plain Java: tests build it without a server.
 *
 * @param config the configuration
 * @param sessions opens sessions
 * @param routes the auth routes; empty when no origin is configured
 * @param access decides which paths need a session
 * @param keys the public keys of the user pool; empty without one
 * @param counters what is counted
 */
public record AmplifyRuntime(
        AmplifyConfig config,
        Sessions sessions,
        Optional<AuthRoutes> routes,
        AccessControl access,
        Optional<KeySet> keys,
        Counters counters) {

    /**
     * What the library runs on.
     *
     * @param http sends requests to AWS
     * @param executor threads that may be held up by a service
     * @param clock the time of the day
     * @param steady a clock for durations, which nobody corrects
     */
    public record Environment(HttpTransport http, Executor executor, Clock clock, Clock steady) {}

    /** Puts everything together on the threads that ask, with one clock for all. */
    public static AmplifyRuntime of(
            AmplifyConfig config, HttpTransport transport, Clock clock, Consumer<AuthEvent> events) {
        return of(config, new Environment(transport, Runnable::run, clock, clock), events);
    }

    /**
     * Puts everything together.
     *
     * @param events is told what happens to sessions
     */
    public static AmplifyRuntime of(AmplifyConfig config, Environment environment, Consumer<AuthEvent> events) {
        Objects.requireNonNull(JsonProcessing.JSON); // found now, by the application's thread, or not at all
        Counters counters = new Counters();
        HttpTransport http = new MeteredTransport(environment.http(), counters);
        Clock clock = environment.clock();
        BoundedWait waiting = new BoundedWait();
        Consumer<AuthEvent> counted = event -> {
            counters.count(event);
            events.accept(event);
        };
        Optional<IdentityPool> identityPool = config.identityPool()
                .map(pool -> new IdentityPool(
                        pool,
                        http,
                        calls("the identity pool", environment, waiting),
                        clock,
                        environment.steady(),
                        counters.credentials()));
        AccessControl access = new AccessControl(config.app(), routesFolder(config), AuthRoutes.SLUGS);
        if (config.userPool().isEmpty()) {
            return new AmplifyRuntime(
                    config,
                    new Sessions(Optional.empty(), Optional.empty(), identityPool, counted),
                    Optional.empty(),
                    access,
                    Optional.empty(),
                    counters);
        }
        UserPoolConfig pool = config.userPool().get();
        Map<String, KeySet> keys = keys(pool, http, waiting, environment);
        TokenVerifier verifier = new TokenVerifier(pool, keys, clock, counters.tokens());
        UserPoolApi api = new UserPoolApi(pool, http);
        TokenCookies tokenCookies = new TokenCookies(
                pool.clientId(), config.identityPool().map(found -> found.identityPoolId()), config.app(), clock);
        TokenRefresh refresh =
                new TokenRefresh(api, verifier, calls("the user pool", environment, waiting), environment.steady());
        Sessions sessions = new Sessions(
                Optional.of(new SessionLoader(tokenCookies, verifier, refresh, clock)),
                Optional.of(new UserAttributes(api, calls("the user pool, for attributes,", environment, waiting))),
                identityPool,
                counted);
        Optional<AuthRoutes> routes = config.app()
                .origin()
                .flatMap(origin -> pool.oauth().map(oauth -> {
                    TokenEndpoint endpoint = new TokenEndpoint(pool, http);
                    return routes(
                            config,
                            pool,
                            oauth,
                            origin,
                            new SignInFlow.Exchanges(endpoint, calls("the token endpoint", environment, waiting)),
                            new SignOutFlow.Revocations(
                                    endpoint, calls("the revocation endpoint", environment, waiting)),
                            verifier,
                            tokenCookies,
                            clock);
                }));
        KeySet first = Objects.requireNonNull(keys.get(pool.issuers().get(0).iss()));
        return new AmplifyRuntime(config, sessions, routes, access, Optional.of(first), counters);
    }

    private static ServiceCalls calls(String service, Environment environment, BoundedWait waiting) {
        return new ServiceCalls(service, environment.executor(), waiting, environment.steady());
    }

    /** A key set for each address: issuers may share one. */
    private static Map<String, KeySet> keys(
            UserPoolConfig pool, HttpTransport http, BoundedWait waiting, Environment environment) {
        Optional<KeySet> fixed = pool.jwks().map(KeySet::fixed);
        Map<URI, KeySet> byUrl = new HashMap<>();
        Map<String, KeySet> byIssuer = new HashMap<>();
        for (UserPoolConfig.Issuer issuer : pool.issuers()) {
            byIssuer.put(
                    issuer.iss(),
                    fixed.orElseGet(() -> byUrl.computeIfAbsent(
                            issuer.jwksUrl(),
                            url -> KeySet.fetched(new KeySet.Source(
                                    http,
                                    url,
                                    calls("the key set at " + url, environment, waiting),
                                    environment.steady())))));
        }
        return byIssuer;
    }

    /** Where the auth routes are, as a browser sees them: beside the callback that Cognito knows. */
    private static Optional<String> routesFolder(AmplifyConfig config) {
        return config.app()
                .origin()
                .flatMap(origin -> config.userPool()
                        .flatMap(UserPoolConfig::oauth)
                        .map(oauth -> routesFolder(signInCallback(oauth, origin))));
    }

    /** The configuration was checked: there is one. */
    private static String signInCallback(OAuthConfig oauth, String origin) {
        return ConfigReader.redirect(oauth.redirectSignIn(), origin, ConfigReader.SIGN_IN_CALLBACK)
                .orElseThrow();
    }

    private static String routesFolder(String callback) {
        return URI.create(callback).getRawPath().replaceFirst("[^/]*/?$", "");
    }

    private static AuthRoutes routes(
            AmplifyConfig config,
            UserPoolConfig pool,
            OAuthConfig oauth,
            String origin,
            SignInFlow.Exchanges exchanges,
            SignOutFlow.Revocations revocations,
            TokenVerifier verifier,
            TokenCookies tokenCookies,
            Clock clock) {
        String signInCallback = signInCallback(oauth, origin);
        String signOutCallback = ConfigReader.redirect(oauth.redirectSignOut(), origin, ConfigReader.SIGN_OUT_CALLBACK)
                .orElseThrow();
        return new AuthRoutes(
                new AuthRoutes.Flows(
                        new SignInFlow(pool, config.app(), signInCallback, exchanges, verifier, clock),
                        new SignOutFlow(pool, config.app(), signOutCallback, revocations),
                        tokenCookies),
                config.app(),
                routesFolder(signInCallback));
    }
}
