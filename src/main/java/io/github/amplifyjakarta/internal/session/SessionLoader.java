package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.auth.AuthEvent;
import io.github.amplifyjakarta.auth.AuthEvent.Refusal;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.auth.AuthTokens;
import io.github.amplifyjakarta.auth.AuthUser;
import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.internal.aws.AwsError;
import io.github.amplifyjakarta.internal.cluster.EndedSessions;
import io.github.amplifyjakarta.internal.cluster.StoreUnavailable;
import io.github.amplifyjakarta.internal.jwt.TokenUse;
import io.github.amplifyjakarta.internal.jwt.TokenVerifier;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns cookies into a session. Only this class decides whether a user is signed in. */
public final class SessionLoader implements SessionSource {

    private static final Logger LOG = System.getLogger(SessionLoader.class.getName());

    /** Amplify's tolerance: a token that expires within this time is renewed now. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    /** The attributes that a user pool may accept as an alias of the user name. */
    private static final List<String> ALIASES = List.of("email", "phone_number", "preferred_username");

    private final TokenStore store;
    private final TokenVerifier verifier;
    private final TokenRefresh refresh;
    private final AccessTokenCalls calls;
    private final EndedSessions ended;
    private final Clock clock;

    /**
     * The calls to the user pool.
     *
     * @param refresh renews tokens
     * @param calls fetches user attributes and signs out everywhere
     */
    public record UserPool(TokenRefresh refresh, AccessTokenCalls calls) {}

    /**
     * @param ended the sessions that have ended on other nodes
     * @param clock the wall clock
     */
    public SessionLoader(
            TokenStore store, TokenVerifier verifier, UserPool userPool, EndedSessions ended, Clock clock) {
        this.store = store;
        this.verifier = verifier;
        this.refresh = userPool.refresh();
        this.calls = userPool.calls();
        this.ended = ended;
        this.clock = clock;
    }

    @Override
    public LoadedSession load(SessionRequest request, Renewal renewal) {
        try {
            return store.read(request).map(tokens -> load(tokens, renewal)).orElseGet(LoadedSession::signedOut);
        } catch (StoreUnavailable e) {
            return couldNotCheck(Level.DEBUG, String.valueOf(e.getMessage())); // the outage has been logged
        }
    }

    private LoadedSession load(StoredTokens tokens, Renewal renewal) {
        return verifier.verify(tokens.accessToken(), TokenUse.ACCESS)
                .fold(
                        accessToken -> loadIdToken(tokens, accessToken, renewal),
                        reason -> refused(Refusal.ACCESS_TOKEN, "access token: " + reason),
                        SessionLoader::couldNotCheck);
    }

    private LoadedSession loadIdToken(StoredTokens tokens, Jwt accessToken, Renewal renewal) {
        Optional<String> idToken = tokens.idToken();
        if (idToken.isEmpty()) {
            return load(tokens, accessToken, Optional.empty(), renewal);
        }
        return verifier.verify(idToken.get(), TokenUse.ID)
                .fold(
                        verified -> load(tokens, accessToken, Optional.of(verified), renewal),
                        reason -> {
                            LOG.log(Level.DEBUG, "the ID token was refused and is left out: {0}", reason);
                            return load(tokens, accessToken, Optional.empty(), renewal);
                        },
                        SessionLoader::couldNotCheck);
    }

    private LoadedSession load(StoredTokens tokens, Jwt accessToken, Optional<Jwt> idToken, Renewal renewal) {
        if (idToken.isPresent() && !TokenVerifier.haveSameSubject(idToken.get(), accessToken)) {
            return refused(Refusal.SUBJECT_MISMATCH, "the ID token is another user's than the access token");
        }
        if (!isNameOf(tokens.username(), accessToken, idToken)) {
            return refused(
                    Refusal.USERNAME_MISMATCH, "the user in the cookie names is not the user of the access token");
        }
        if (ended.isOver(accessToken, tokens.refreshToken().isPresent())) {
            return refused(Refusal.ENDED, "the session has ended on another node, or by an administrator");
        }
        refresh.arrived(tokens);
        AuthTokens verified =
                new AuthTokens(accessToken, idToken, tokens.signInDetails().flatMap(TokenCookies::signInDetails));
        Instant now = clock.instant();
        boolean early =
                endsBefore(accessToken, idToken, now.plus(tokens.clockDrift()).plus(TOLERANCE));
        if (!early && renewal == Renewal.WHEN_NEEDED) {
            return LoadedSession.signedIn(verified);
        }
        boolean over = endsBefore(accessToken, idToken, now);
        if (tokens.refreshToken().isEmpty()) {
            return over ? noRefreshToken() : LoadedSession.signedIn(verified);
        }
        TokenRefresh.Answer answer = refresh.refresh(
                tokens.refreshToken().get(), tokens.deviceKey().or(() -> deviceKey(accessToken)), renewal);
        return new RefreshedSession(new RefreshedSession.Before(tokens, verified, over), refresh, clock).after(answer);
    }

    @Override
    public boolean isOver(LoadedSession loaded) {
        return loaded.outcome()
                .fold(
                        signedIn -> loaded.end()
                                .map(refresh::isOver)
                                .orElseGet(() -> endsBefore(
                                        signedIn.tokens().accessToken(),
                                        signedIn.tokens().idToken(),
                                        clock.instant())),
                        why -> false,
                        why -> false);
    }

    @Override
    public LoadedSession load(String bearerToken) {
        return verifier.verify(bearerToken, TokenUse.ACCESS)
                .fold(
                        this::loadBearer,
                        reason -> refused(Refusal.ACCESS_TOKEN, "bearer token: " + reason),
                        SessionLoader::couldNotCheck);
    }

    private LoadedSession loadBearer(Jwt accessToken) {
        if (endsBefore(accessToken, Optional.empty(), clock.instant())) {
            return refused(Refusal.EXPIRED, "bearer token: expired");
        }
        return ended.isOver(accessToken, false)
                ? refused(Refusal.ENDED, "bearer token: the session has ended")
                : LoadedSession.signedIn(new AuthTokens(accessToken, Optional.empty(), Optional.empty()));
    }

    @Override
    public List<String> forget(String refreshToken) {
        return refresh.forget(refreshToken);
    }

    @Override
    public void end(SessionRequest request) throws StoreUnavailable {
        ended.end(store.accessTokens(request).stream()
                .flatMap(token -> verified(token).stream())
                .toList());
    }

    private Optional<Jwt> verified(String accessToken) {
        return verifier.verify(accessToken, TokenUse.ACCESS)
                .fold(Optional::of, reason -> Optional.empty(), reason -> Optional.empty());
    }

    @Override
    public boolean hasEnded(Jwt accessToken) {
        return ended.isOver(accessToken, false);
    }

    @Override
    public void endSessionsOf(String sub) {
        ended.endAllOf(sub);
    }

    @Override
    public Map<String, String> attributes(String accessToken) throws AwsError, HttpFailure {
        return calls.attributes(accessToken);
    }

    @Override
    public void globalSignOut(String accessToken) throws AwsError, HttpFailure {
        calls.globalSignOut(accessToken);
    }

    @Override
    public void requireUserPool() {
        // a user pool is configured
    }

    /**
     * Whether the name in the cookies belongs to the user. It is the user name, or what the user typed to sign in with
     * a password: the browser client stores that text unchanged. Cognito lets users type an alias (user pools,
     * "Customizing sign-in attributes"). The ID token confirms the aliases.
     */
    private static boolean isNameOf(String name, Jwt accessToken, Optional<Jwt> idToken) {
        return name.equalsIgnoreCase(accessToken.text("username"))
                || idToken.filter(id -> ALIASES.stream().map(id::text).anyMatch(name::equalsIgnoreCase))
                        .isPresent();
    }

    /**
     * The tolerance and the browser's clock may cause an early renewal. Only exp decides whether the session is over.
     */
    static boolean endsBefore(Jwt accessToken, Optional<Jwt> idToken, Instant instant) {
        return instant.isAfter(accessToken.expiresAt())
                || idToken.filter(jwt -> instant.isAfter(jwt.expiresAt())).isPresent();
    }

    /**
     * For sessions that the browser client did not begin. Only the browser client stores the device key in a cookie.
     */
    private static Optional<String> deviceKey(Jwt accessToken) {
        return Optional.of(accessToken.text("device_key")).filter(key -> !key.isEmpty());
    }

    @Override
    public Optional<AuthUser> owner(SessionRequest request) {
        try {
            return store.accessTokens(request).stream()
                    .findFirst()
                    .flatMap(this::verified)
                    .map(accessToken -> RequestSession.user(accessToken, Optional.empty()));
        } catch (StoreUnavailable e) {
            return Optional.empty();
        }
    }

    private static LoadedSession noRefreshToken() {
        AuthException why = new AuthException(
                Reason.NOT_SIGNED_IN,
                new AmplifyException.Details(
                        "TokenRefreshException",
                        "the tokens have expired and there is no refresh token",
                        "Sign in again."),
                null);
        return LoadedSession.signedOut(Optional.of(why))
                .with(Optional.of(new AuthEvent.SessionRefused(Refusal.EXPIRED)));
    }

    /** The cookies stay. The refused session may belong to another application, or the configuration may be wrong. */
    private static LoadedSession refused(Refusal refusal, String reason) {
        LOG.log(Level.DEBUG, "session refused: {0}", reason);
        return LoadedSession.signedOut().with(Optional.of(new AuthEvent.SessionRefused(refusal)));
    }

    private static LoadedSession couldNotCheck(String reason) {
        return couldNotCheck(Level.WARNING, reason);
    }

    private static LoadedSession couldNotCheck(Level level, String reason) {
        LOG.log(level, "session could not be checked: {0}", reason);
        return LoadedSession.unknown(new AuthException(
                Reason.COULD_NOT_CHECK,
                new AmplifyException.Details(
                        "SessionNotCheckedException",
                        "the session could not be checked: " + reason,
                        "Try again in a moment; the server needs to reach amplify.auth.jwks-url, and the shared store if"
                                + " sessions are in it."),
                null));
    }
}
