package io.github.amplifyjakarta.internal.cdi;

import io.github.amplifyjakarta.auth.AuthEvent;
import io.github.amplifyjakarta.cluster.SharedStore;
import io.github.amplifyjakarta.config.AmplifyConfig;
import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.config.IdentityPoolConfig;
import io.github.amplifyjakarta.config.UserPoolConfig;
import io.github.amplifyjakarta.internal.access.AccessControl;
import io.github.amplifyjakarta.internal.cluster.EndedSessions;
import io.github.amplifyjakarta.internal.cluster.EntryNames;
import io.github.amplifyjakarta.internal.cluster.SealedSessions;
import io.github.amplifyjakarta.internal.cluster.SharedIdentityIds;
import io.github.amplifyjakarta.internal.cluster.SharedRenewals;
import io.github.amplifyjakarta.internal.cluster.StoreCalls;
import io.github.amplifyjakarta.internal.config.AuthCallbacks;
import io.github.amplifyjakarta.internal.credentials.Identities;
import io.github.amplifyjakarta.internal.credentials.IdentityPool;
import io.github.amplifyjakarta.internal.jwt.KeySet;
import io.github.amplifyjakarta.internal.jwt.TokenVerifier;
import io.github.amplifyjakarta.internal.oauth.FlowSettings;
import io.github.amplifyjakarta.internal.oauth.SignInFlow;
import io.github.amplifyjakarta.internal.oauth.SignOutFlow;
import io.github.amplifyjakarta.internal.oauth.TokenEndpoint;
import io.github.amplifyjakarta.internal.oauth.UserPoolApi;
import io.github.amplifyjakarta.internal.routes.AuthRoutes;
import io.github.amplifyjakarta.internal.session.AccessTokenCalls;
import io.github.amplifyjakarta.internal.session.CookieTokenStore;
import io.github.amplifyjakarta.internal.session.HttpSessionTokenStore;
import io.github.amplifyjakarta.internal.session.KeptTokens;
import io.github.amplifyjakarta.internal.session.SessionCookie;
import io.github.amplifyjakarta.internal.session.SessionLoader;
import io.github.amplifyjakarta.internal.session.SessionSource;
import io.github.amplifyjakarta.internal.session.SessionStart;
import io.github.amplifyjakarta.internal.session.Sessions;
import io.github.amplifyjakarta.internal.session.SharedTokenStore;
import io.github.amplifyjakarta.internal.session.TokenCookies;
import io.github.amplifyjakarta.internal.session.TokenRefresh;
import io.github.amplifyjakarta.internal.session.TokenStore;
import io.github.amplifyjakarta.internal.signin.FormSignIn;
import io.github.amplifyjakarta.internal.signin.TokenRevocation;
import io.github.amplifyjakarta.internal.telemetry.Counters;
import io.github.amplifyjakarta.internal.telemetry.MeteredTransport;
import io.github.amplifyjakarta.internal.transport.BoundedWait;
import io.github.amplifyjakarta.internal.transport.Clocks;
import io.github.amplifyjakarta.internal.transport.HttpTransport;
import io.github.amplifyjakarta.internal.transport.JsonProcessing;
import io.github.amplifyjakarta.internal.transport.ServiceCalls;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The components of one application, created from its configuration. The class is plain Java, so that tests can use it
 * without a server.
 *
 * @param config the configuration
 * @param sessions opens sessions
 * @param routes the auth routes; empty when no origin is configured
 * @param access decides which paths need a session
 * @param keys the public keys of the user pool; empty without one
 * @param signIn sign-in by a form of the application; empty without a user pool
 * @param counters the counters
 */
public record AmplifyRuntime(
        AmplifyConfig config,
        Sessions sessions,
        Optional<AuthRoutes> routes,
        AccessControl access,
        Optional<KeySet> keys,
        Optional<FormSignIn> signIn,
        Counters counters) {

    /**
     * The environment of the library.
     *
     * @param http sends requests to AWS
     * @param executor threads that a service may block
     * @param clock the wall clock
     * @param steady the monotonic clock, for durations
     * @param store what nodes share; empty when they share nothing
     */
    public record Environment(
            HttpTransport http, Executor executor, Clock clock, Clock steady, Supplier<Optional<SharedStore>> store) {}

    /** Creates the components. All calls run on the caller's thread, and one clock serves all purposes. */
    public static AmplifyRuntime of(
            AmplifyConfig config, HttpTransport transport, Clock clock, Consumer<AuthEvent> events) {
        return of(config, new Environment(transport, Runnable::run, clock, clock, Optional::empty), events);
    }

    /**
     * Creates the components.
     *
     * @param events receives session events
     */
    public static AmplifyRuntime of(AmplifyConfig config, Environment environment, Consumer<AuthEvent> events) {
        Objects.requireNonNull(JsonProcessing.JSON); // loaded now, on the application's thread: later look-ups may fail
        return new Assembly(config, environment, events).runtime();
    }

    /** Creates the components, each from the previous ones. */
    private static final class Assembly {

        private final AmplifyConfig config;
        private final AppConfig app;
        private final Optional<AuthCallbacks> callbacks;
        private final Environment environment;
        private final Counters counters = new Counters();
        private final BoundedWait waiting = new BoundedWait();
        private final HttpTransport http;
        private final Consumer<AuthEvent> events;

        Assembly(AmplifyConfig config, Environment environment, Consumer<AuthEvent> events) {
            this.config = config;
            this.app = config.app();
            this.callbacks = AuthCallbacks.of(config);
            this.environment = environment;
            this.http = new MeteredTransport(environment.http(), counters);
            this.events = event -> {
                counters.count(event);
                events.accept(event);
            };
        }

        AmplifyRuntime runtime() {
            AccessControl access = new AccessControl(app, callbacks.map(Assembly::routesFolder), AuthRoutes.slugs(app));
            return config.userPool()
                    .map(pool -> withUserPool(pool, access))
                    .orElseGet(() -> new AmplifyRuntime(
                            config,
                            new Sessions(SessionSource.NONE, identities(Optional.empty()), events),
                            Optional.empty(),
                            access,
                            Optional.empty(),
                            Optional.empty(),
                            counters));
        }

        private AmplifyRuntime withUserPool(UserPoolConfig pool, AccessControl access) {
            Map<String, KeySet> keys = keys(pool);
            TokenVerifier verifier = new TokenVerifier(pool, keys, environment.clock(), counters.tokens());
            UserPoolApi api = new UserPoolApi(pool, http);
            TokenCookies tokenCookies = new TokenCookies(
                    pool.clientId(),
                    config.identityPool().map(IdentityPoolConfig::identityPoolId),
                    app,
                    environment.clock());
            SharedRenewals.Shared shared = new SharedRenewals.Shared(
                    new StoreCalls(environment.store(), counters.store(), environment.steady()),
                    new EntryNames(pool),
                    calls("the shared store"));
            Clocks clocks = new Clocks(environment.clock(), environment.steady());
            SharedRenewals renewals = new SharedRenewals(api, shared, longestRefresh(pool), clocks);
            TokenRefresh refresh = new TokenRefresh(
                    new TokenRefresh.UserPool(api, renewals), verifier, calls("the user pool"), environment.steady());
            TokenStore store = store(pool, tokenCookies, shared);
            Sessions sessions = new Sessions(
                    new SessionLoader(
                            store,
                            verifier,
                            new SessionLoader.UserPool(
                                    refresh, new AccessTokenCalls(api, calls("the user pool, for attributes,"))),
                            new EndedSessions(shared, renewals, clocks),
                            environment.clock()),
                    identities(Optional.of(shared)),
                    events);
            TokenRevocation revocation = new TokenRevocation(api, calls("the user pool, for revocations,"));
            FormSignIn signIn = new FormSignIn(
                    new FormSignIn.UserPool(pool, http, calls("the user pool, for sign-ins,"), verifier),
                    app,
                    new SessionStart(store, revocation::revoke),
                    shared,
                    clocks);
            Optional<AuthRoutes> routes =
                    callbacks.map(found -> routes(pool, found, new Parts(verifier, store, signIn)));
            KeySet first = Objects.requireNonNull(keys.get(pool.issuers().get(0).iss()));
            return new AmplifyRuntime(
                    config, sessions, routes, access, Optional.of(first), Optional.of(signIn), counters);
        }

        private TokenStore store(UserPoolConfig pool, TokenCookies tokenCookies, SharedRenewals.Shared shared) {
            SessionCookie sessionCookie = new SessionCookie(pool.clientId(), app);
            CookieTokenStore cookies = new CookieTokenStore(tokenCookies, sessionCookie);
            return switch (app.session().store()) {
                case COOKIES -> cookies;
                case SHARED ->
                    new SharedTokenStore(
                            new SealedSessions<>(shared, KeptTokens.FORMAT, environment.steady()),
                            new SharedTokenStore.Cookies(sessionCookie, tokenCookies),
                            app.session(),
                            environment.clock());
                case HTTP_SESSION -> new HttpSessionTokenStore(pool.clientId(), cookies, environment.clock());
            };
        }

        /** Each attempt may take the whole time, and each secret of the app client has its own attempts. */
        private Duration longestRefresh(UserPoolConfig pool) {
            return config.http()
                    .connectTimeout()
                    .plus(config.http().requestTimeout())
                    .multipliedBy(3L * Math.max(1, pool.clientSecrets().size()));
        }

        private ServiceCalls calls(String service) {
            return new ServiceCalls(service, environment.executor(), waiting, environment.steady());
        }

        private Identities identities(Optional<SharedRenewals.Shared> shared) {
            return config.identityPool().map(pool -> identityPool(pool, shared)).orElse(Identities.NONE);
        }

        private Identities identityPool(IdentityPoolConfig pool, Optional<SharedRenewals.Shared> shared) {
            return new IdentityPool(
                    pool,
                    new IdentityPool.Service(
                            http,
                            calls("the identity pool"),
                            shared.map(found -> new SharedIdentityIds(found, pool.identityPoolId()))),
                    new Clocks(environment.clock(), environment.steady()),
                    counters.credentials());
        }

        /** One key set per URL, because issuers may share a key set. */
        private Map<String, KeySet> keys(UserPoolConfig pool) {
            Optional<KeySet> fixed = pool.jwks().map(KeySet::fixed);
            Map<URI, KeySet> byUrl = new HashMap<>();
            Map<String, KeySet> byIssuer = new HashMap<>();
            for (UserPoolConfig.Issuer issuer : pool.issuers()) {
                byIssuer.put(
                        issuer.iss(),
                        fixed.orElseGet(() -> byUrl.computeIfAbsent(issuer.jwksUrl(), this::fetchedKeys)));
            }
            return byIssuer;
        }

        private KeySet fetchedKeys(URI url) {
            return KeySet.fetched(new KeySet.Source(http, url, calls("the key set at " + url), environment.steady()));
        }

        private static String routesFolder(AuthCallbacks callbacks) {
            return URI.create(callbacks.routesFolder()).getRawPath();
        }

        /** What the auth routes share with the rest. */
        private record Parts(TokenVerifier verifier, TokenStore store, FormSignIn form) {}

        private AuthRoutes routes(UserPoolConfig pool, AuthCallbacks callbacks, Parts parts) {
            TokenEndpoint endpoint = new TokenEndpoint(pool, http);
            SignInFlow signIn = new SignInFlow(
                    new FlowSettings(pool, app, callbacks.signIn()),
                    new SignInFlow.Exchanges(endpoint, calls("the token endpoint")),
                    parts.verifier(),
                    environment.clock());
            SignOutFlow signOut = new SignOutFlow(
                    new FlowSettings(pool, app, callbacks.signOut()),
                    new SignOutFlow.Revocations(endpoint, calls("the revocation endpoint")));
            return new AuthRoutes(
                    new AuthRoutes.Flows(signIn, signOut, parts.store(), parts.form()), app, routesFolder(callbacks));
        }
    }
}
