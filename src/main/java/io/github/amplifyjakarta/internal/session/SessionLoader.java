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
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
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

/** Turns cookies into a session. The only place that decides whether somebody is signed in. */
public final class SessionLoader implements SessionSource {

    private static final Logger LOG = System.getLogger(SessionLoader.class.getName());

    /** Amplify's tolerance: a token this close to its end is renewed now. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    /** What a user pool may accept in the place of the user name. */
    private static final List<String> ALIASES = List.of("email", "phone_number", "preferred_username");

    private final TokenCookies tokenCookies;
    private final TokenVerifier verifier;
    private final TokenRefresh refresh;
    private final UserAttributes attributes;
    private final Clock clock;

    /**
     * What asks the user pool.
     *
     * @param refresh renews tokens
     * @param attributes asks for attributes
     */
    public record UserPool(TokenRefresh refresh, UserAttributes attributes) {}

    /**
     * @param clock the time of the day
     */
    public SessionLoader(TokenCookies tokenCookies, TokenVerifier verifier, UserPool userPool, Clock clock) {
        this.tokenCookies = tokenCookies;
        this.verifier = verifier;
        this.refresh = userPool.refresh();
        this.attributes = userPool.attributes();
        this.clock = clock;
    }

    @Override
    public LoadedSession load(RequestCookies cookies, Renewal renewal) {
        Optional<StoredTokens> stored = tokenCookies.read(cookies);
        if (stored.isEmpty()) {
            return LoadedSession.signedOut();
        }
        StoredTokens tokens = stored.get();
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
                    Refusal.USERNAME_MISMATCH, "the user in the cookies' names is another one than the access token's");
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
        return new RefreshedSession(new RefreshedSession.Before(tokens, verified, over), refresh, tokenCookies, clock)
                .after(answer);
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
                        accessToken -> endsBefore(accessToken, Optional.empty(), clock.instant())
                                ? refused(Refusal.EXPIRED, "bearer token: expired")
                                : LoadedSession.signedIn(
                                        new AuthTokens(accessToken, Optional.empty(), Optional.empty())),
                        reason -> refused(Refusal.ACCESS_TOKEN, "bearer token: " + reason),
                        SessionLoader::couldNotCheck);
    }

    @Override
    public List<String> forget(String refreshToken) {
        return refresh.forget(refreshToken);
    }

    @Override
    public Map<String, String> attributes(String accessToken) throws AwsError, HttpFailure {
        return attributes.of(accessToken);
    }

    @Override
    public void requireUserPool() {
        // there is one
    }

    /**
     * Whether the name in the cookies is the user's: the user name, or what the user typed to sign in with a password,
     * which the browser's client keeps as it was typed. Cognito lets users type an alias (user pools, "Customizing
     * sign-in attributes"), and the ID token vouches for those.
     */
    private static boolean isNameOf(String name, Jwt accessToken, Optional<Jwt> idToken) {
        return name.equalsIgnoreCase(accessToken.text("username"))
                || idToken.filter(id -> ALIASES.stream().map(id::text).anyMatch(name::equalsIgnoreCase))
                        .isPresent();
    }

    /** Renewal may come early, because of the tolerance or the browser's clock; whether it is over, exp alone decides. */
    static boolean endsBefore(Jwt accessToken, Optional<Jwt> idToken, Instant instant) {
        return instant.isAfter(accessToken.expiresAt())
                || idToken.filter(jwt -> instant.isAfter(jwt.expiresAt())).isPresent();
    }

    /** Of sessions that the browser's own client did not begin: it is what keeps the device in a cookie. */
    private static Optional<String> deviceKey(Jwt accessToken) {
        return Optional.of(accessToken.text("device_key")).filter(key -> !key.isEmpty());
    }

    @Override
    public Optional<AuthUser> owner(RequestCookies cookies) {
        return tokenCookies
                .read(cookies)
                .flatMap(tokens -> verifier.verify(tokens.accessToken(), TokenUse.ACCESS)
                        .fold(
                                jwt -> Optional.of(RequestSession.user(jwt, Optional.empty())),
                                reason -> Optional.empty(),
                                reason -> Optional.empty()));
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

    /** The cookies stay: what this application refuses may be another application's, or a configuration mistake. */
    private static LoadedSession refused(Refusal refusal, String reason) {
        LOG.log(Level.DEBUG, "session refused: {0}", reason);
        return LoadedSession.signedOut().with(Optional.of(new AuthEvent.SessionRefused(refusal)));
    }

    private static LoadedSession couldNotCheck(String reason) {
        LOG.log(Level.WARNING, "session could not be checked: {0}", reason);
        return LoadedSession.unknown(new AuthException(
                Reason.COULD_NOT_CHECK,
                new AmplifyException.Details(
                        "SessionNotCheckedException",
                        "the session could not be checked: " + reason,
                        "Try again in a moment; the server needs to reach amplify.auth.jwks-url."),
                null));
    }
}
