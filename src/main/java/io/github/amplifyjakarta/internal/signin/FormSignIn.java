package io.github.amplifyjakarta.internal.signin;

import io.github.amplifyjakarta.auth.SignIn;
import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.config.UserPoolConfig;
import io.github.amplifyjakarta.internal.cluster.SealedSessions;
import io.github.amplifyjakarta.internal.cluster.SharedRenewals;
import io.github.amplifyjakarta.internal.jwt.TokenVerifier;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.session.SessionStart;
import io.github.amplifyjakarta.internal.transport.Clocks;
import io.github.amplifyjakarta.internal.transport.HttpTransport;
import io.github.amplifyjakarta.internal.transport.ServiceCalls;
import java.util.Optional;

/** Sign-in by a form of the application. It makes the {@link SignIn} of each request. */
public final class FormSignIn {

    static final String NOT_KEPT =
            "neither amplify.auth.sign-in.keys nor a shared store is configured, expected one of them: a sign-in by the"
                    + " application's own form has to be kept until its next step";

    private final SignInApi api;
    private final UserPoolCalls calls;
    private final ChallengeFlow challenges;
    private final TokenVerifier verifier;
    private final SessionStart start;
    private final boolean tellsAddress;
    private final SharedRenewals.Shared shared;
    private final Optional<PendingSignIns> inCookies;
    private final PendingSignIns inStore;
    private final AttemptLimit limit = new AttemptLimit();

    /**
     * The user pool of an application.
     *
     * @param config its configuration
     * @param http sends requests to it
     * @param calls makes the calls on separate threads
     * @param verifier verifies its tokens
     */
    public record UserPool(UserPoolConfig config, HttpTransport http, ServiceCalls calls, TokenVerifier verifier) {}

    /**
     * @param start begins sessions
     * @param shared what the nodes share: without a store, sign-ins are in cookies
     */
    public FormSignIn(UserPool pool, AppConfig app, SessionStart start, SharedRenewals.Shared shared, Clocks clocks) {
        this.api = new SignInApi(pool.config(), pool.http());
        this.calls = new UserPoolCalls(pool.calls());
        this.challenges = new ChallengeFlow(api, app.signIn().flow(), clocks.wall());
        this.verifier = pool.verifier();
        this.start = start;
        this.tellsAddress = app.signIn().clientAddress();
        this.shared = shared;
        StateCookies cookies = new StateCookies(pool.config().clientId(), app);
        this.inCookies = app.signIn().keys().isEmpty()
                ? Optional.empty()
                : Optional.of(new PendingSignIns(
                        cookies, new SealedStates(app.signIn().keys()), clocks.wall()));
        this.inStore = new PendingSignIns(
                cookies,
                new StoredStates(
                        new SealedSessions<>(shared, SignInState.FORMAT, clocks.steady()), StateCookies.LIFETIME),
                clocks.wall());
    }

    /** {@return sign-in for the browser of a request} */
    public SignIn of(RequestSession session) {
        return new RequestSignIn(this, session);
    }

    /**
     * Checks that a sign-in can be kept between two steps.
     *
     * @throws IllegalStateException when there is neither a key nor a store
     */
    public void requireUsable() {
        if (pending().isEmpty()) {
            throw new IllegalStateException(
                    NOT_KEPT + ": set amplify.auth.sign-in.keys (openssl rand -base64 32), or amplify.cluster.url");
        }
    }

    /** {@return the sign-ins under way; empty without keys and without a store} */
    Optional<PendingSignIns> pending() {
        return shared.store().isConfigured() ? Optional.of(inStore) : inCookies;
    }

    SignInApi api() {
        return api;
    }

    UserPoolCalls calls() {
        return calls;
    }

    ChallengeFlow challenges() {
        return challenges;
    }

    TokenVerifier verifier() {
        return verifier;
    }

    SessionStart start() {
        return start;
    }

    boolean tellsAddress() {
        return tellsAddress;
    }

    AttemptLimit limit() {
        return limit;
    }
}
