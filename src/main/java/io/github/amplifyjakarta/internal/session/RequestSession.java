package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.AmplifyServerContext;
import io.github.amplifyjakarta.auth.AuthEvent;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.auth.AuthSession;
import io.github.amplifyjakarta.auth.AuthTokens;
import io.github.amplifyjakarta.auth.AuthUser;
import io.github.amplifyjakarta.auth.Jwt;
import io.github.amplifyjakarta.auth.SessionState;
import io.github.amplifyjakarta.auth.SignInDetails;
import io.github.amplifyjakarta.internal.aws.AwsError;
import io.github.amplifyjakarta.internal.cluster.StoreUnavailable;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.credentials.Identities.Freshness;
import io.github.amplifyjakarta.internal.oauth.VerifiedTokens;
import io.github.amplifyjakarta.internal.session.SessionSource.Renewal;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The session of one request. It is loaded on first access and then stays the same for the whole request. */
public final class RequestSession implements AmplifyServerContext {

    private static final Logger LOG = System.getLogger(RequestSession.class.getName());

    private final Sessions sessions;
    private final SessionRequest request;
    private final Optional<String> bearerToken;
    private final Consumer<List<SetCookie>> changes;
    /** Event observers run without this lock, because they may wait for a task that uses this session. */
    private final Object lock = new Object();

    /** The cookies that were sent so far: names and values. Most requests send none. */
    private volatile Map<String, String> sent = Map.of();

    private @Nullable LoadedSession last;
    private @Nullable Map<String, String> attributes;

    /** Whether this request has begun the session: its tokens are new. */
    private boolean begun;

    RequestSession(
            Sessions sessions,
            SessionRequest request,
            Optional<String> bearerToken,
            Consumer<List<SetCookie>> changes) {
        this.sessions = sessions;
        this.request = request;
        this.bearerToken = bearerToken;
        this.changes = changes;
    }

    /** {@return all cookies of the request} */
    public RequestCookies cookies() {
        return request.cookies();
    }

    /** {@return what the request says about its session} */
    public SessionRequest request() {
        return request;
    }

    /** {@return whether the caller sent an access token, so that cookies are ignored} */
    public boolean isOfBearer() {
        return bearerToken.isPresent();
    }

    /** Sends cookie changes that do not belong to the session with the response. */
    public void send(List<SetCookie> cookies) {
        if (!cookies.isEmpty()) {
            changes.accept(cookies);
            remember(cookies);
        }
    }

    private synchronized void remember(List<SetCookie> cookies) {
        Map<String, String> all = new LinkedHashMap<>(sent);
        cookies.forEach(cookie -> all.put(cookie.name(), cookie.value()));
        sent = all;
    }

    /** {@return the value of a cookie as the browser will have it after this request; empty when it has none} */
    public Optional<String> cookieAfterwards(String name) {
        String value = sent.get(name);
        return value == null
                ? request.cookies().value(name)
                : Optional.of(value).filter(found -> !found.isEmpty());
    }

    /** {@return the names of the cookies that the browser will have after this request and that begin with a text} */
    public Set<String> cookieNamesAfterwards(String prefix) {
        Set<String> names = new LinkedHashSet<>();
        request.cookies().effective().forEach(cookie -> names.add(cookie.name()));
        names.addAll(sent.keySet());
        names.removeIf(
                name -> !name.startsWith(prefix) || cookieAfterwards(name).isEmpty());
        return names;
    }

    /** Begins a session in this request, in place of the one that the request came with. */
    public void begin(VerifiedTokens tokens, SessionStart start) throws SessionStart.Refused {
        send(start.begin(tokens, this));
        synchronized (lock) {
            last = LoadedSession.signedIn(new AuthTokens(tokens.accessToken(), tokens.idToken(), Optional.empty()));
            attributes = null;
            begun = true;
        }
        announceSignIn(tokens);
    }

    /** Reports a new session to the application. */
    public void announceSignIn(VerifiedTokens tokens) {
        announce(new AuthEvent.SignedIn(user(tokens.accessToken(), Optional.empty())));
    }

    /** Reports a session event to the application. */
    public void announce(AuthEvent event) {
        sessions.events().accept(event);
    }

    /** {@return the user of the session, even when it has expired; tokens are not renewed for this} */
    public Optional<AuthUser> owner() {
        return sessions.source().owner(request);
    }

    /**
     * Forgets the results of renewals on this node, so that no request can use them to sign in.
     *
     * @return the refresh tokens that replaced the given one, newest first
     */
    public List<String> forget(String refreshToken) {
        return sessions.source().forget(refreshToken);
    }

    /**
     * Ends the sessions of the request on all nodes, although their access tokens are still valid.
     *
     * @throws StoreUnavailable when they are not known
     */
    public void end() throws StoreUnavailable {
        sessions.source().end(request);
    }

    /** {@return whether all sessions of this user were ended after the sign-in that these tokens are of} */
    public boolean hasEnded(Jwt accessToken) {
        return sessions.source().hasEnded(accessToken);
    }

    /**
     * Signs the user out everywhere: no refresh token of the user works any more. Nodes that share a store refuse the
     * access tokens, if it is within reach.
     *
     * @throws AuthException when Cognito has not done it
     */
    public void signOutEverywhere() {
        String sub = signedInTokens().accessToken().text("sub");
        try {
            asUser(accessToken -> {
                sessions.source().globalSignOut(accessToken);
                return true;
            });
        } catch (AuthException e) {
            if (e.reason() == Reason.NOT_SIGNED_IN) { // Cognito may have done it before, and its answer was lost
                endSessionsOf(sub);
            }
            throw e;
        }
        endSessionsOf(sub);
    }

    /** Cognito has ended the refresh tokens. */
    private void endSessionsOf(String sub) {
        try {
            sessions.source().endSessionsOf(sub);
        } catch (AuthException e) {
            LOG.log(
                    e.reason() == Reason.NOT_CONFIGURED ? Level.DEBUG : Level.WARNING,
                    "access tokens of a user who has signed out everywhere are accepted until they expire: {0}",
                    e.getMessage());
        }
    }

    /** {@return signed in, signed out, or unknown} */
    public LoadedSession.Outcome outcome() {
        LoadedSession loaded;
        synchronized (lock) {
            LoadedSession known = last;
            if (known != null && !isOver(known)) {
                return known.outcome();
            }
            loaded = load(Renewal.WHEN_NEEDED);
        }
        loaded.event().ifPresent(this::announce);
        return loaded.outcome();
    }

    /** {@return the access token; empty unless somebody is signed in} */
    public Optional<Jwt> accessToken() {
        return outcome()
                .fold(
                        signedIn -> Optional.of(signedIn.tokens().accessToken()),
                        why -> Optional.empty(),
                        why -> Optional.empty());
    }

    private LoadedSession load(Renewal renewal) {
        LoadedSession known = last;
        if (begun && known != null) { // the cookies of the request are those of another session, or none
            return known;
        }
        SessionSource source = sessions.source();
        LoadedSession loaded = bearerToken.map(source::load).orElseGet(() -> source.load(request, renewal));
        LoadedSession before = last;
        last = loaded;
        // the session of a long task may end after another request or a sign-in gave the browser newer cookies
        boolean late = before != null && isOver(before) && loaded.outcome().isSignedOut();
        if (!late) {
            send(loaded.changes());
        }
        return loaded;
    }

    private boolean isOver(LoadedSession known) {
        return sessions.source().isOver(known);
    }

    @Override
    public AuthSession fetchAuthSession() {
        return fetchAuthSession(false);
    }

    @Override
    public AuthSession fetchAuthSession(boolean forceRefresh) {
        if (forceRefresh) {
            LoadedSession loaded;
            synchronized (lock) {
                loaded = load(Renewal.FORCED);
            }
            loaded.event().ifPresent(this::announce);
            // the caller that forces a refresh gets its error; a valid session stays valid
            loaded.failedRefresh().ifPresent(RequestSession::raise);
        }
        return new LazySession(tokens(), sessions.identities(), forceRefresh ? Freshness.FRESH : Freshness.CACHED);
    }

    private Optional<AuthTokens> tokens() {
        return outcome()
                .fold(
                        signedIn -> Optional.of(signedIn.tokens()),
                        why -> {
                            why.ifPresent(RequestSession::raise);
                            return Optional.empty();
                        },
                        RequestSession::raise);
    }

    private static <T> T raise(AuthException why) {
        throw why;
    }

    /**
     * {@return the signed-in user; empty when no user is signed in}
     *
     * @throws AuthException when the session could not be checked, because that must not look like "signed out"
     */
    public Optional<LoadedSession.Outcome.SignedIn> signedIn() {
        return outcome().fold(Optional::of, why -> Optional.empty(), RequestSession::raise);
    }

    @Override
    public AuthUser getCurrentUser() {
        AuthTokens tokens = signedInTokens();
        return user(tokens.accessToken(), tokens.signInDetails());
    }

    /** {@return the user of an access token} */
    public static AuthUser user(Jwt accessToken, Optional<SignInDetails> signInDetails) {
        return new AuthUser(accessToken.text("username"), accessToken.text("sub"), signInDetails);
    }

    private AuthTokens signedInTokens() {
        sessions.source().requireUserPool();
        return tokens().orElseThrow(() -> new AuthException(
                Reason.NOT_SIGNED_IN,
                new AmplifyException.Details(
                        "UserUnAuthenticatedException",
                        "User needs to be authenticated to call this API.",
                        "Sign in before calling this API again."),
                null));
    }

    @Override
    public Map<String, String> fetchUserAttributes() {
        signedInTokens();
        synchronized (lock) {
            if (attributes != null) {
                return attributes;
            }
        }
        Map<String, String> asked = asUser(sessions.source()::attributes);
        synchronized (lock) {
            attributes = asked;
        }
        return asked;
    }

    /** A call to the user pool that the access token allows. */
    private interface UserCall<T> {

        T with(String accessToken) throws AwsError, HttpFailure;
    }

    /** Cognito rejected a token that was verified here. It is revoked, or expired by Cognito's clock. */
    private static final class AccessTokenRefused extends Exception {

        private static final long serialVersionUID = 1L;

        private final AwsError why;

        AccessTokenRefused(AwsError why) {
            super(why);
            this.why = why;
        }

        AuthException asEnded() {
            return new AuthException(
                    Reason.NOT_SIGNED_IN,
                    new AmplifyException.Details(
                            why.name(), why.text(), "The session was ended elsewhere. Sign in again."),
                    why);
        }
    }

    private <T> T asUser(UserCall<T> call) {
        String accessToken = signedInTokens().accessToken().token();
        try {
            return once(call, accessToken);
        } catch (AccessTokenRefused e) {
            return onceMore(call, accessToken, e);
        }
    }

    /** A renewal shows whether the session was ended elsewhere or the server's clock is behind. */
    private <T> T onceMore(UserCall<T> call, String refused, AccessTokenRefused why) {
        LoadedSession loaded;
        synchronized (lock) {
            loaded = load(Renewal.FORCED);
        }
        loaded.event().ifPresent(this::announce);
        Optional<String> renewed = loaded.outcome()
                .fold(
                        signedIn -> Optional.of(signedIn.tokens().accessToken().token()),
                        ended -> Optional.<String>empty(),
                        unknown -> Optional.empty());
        if (renewed.isPresent() && !renewed.get().equals(refused)) {
            try {
                return once(call, renewed.get());
            } catch (AccessTokenRefused e) {
                throw e.asEnded();
            }
        }
        throw why.asEnded();
    }

    private static <T> T once(UserCall<T> call, String accessToken) throws AccessTokenRefused {
        try {
            return call.with(accessToken);
        } catch (AwsError e) {
            if (e.name().equals("NotAuthorizedException") && !e.text().contains("scope")) {
                throw new AccessTokenRefused(e);
            }
            throw serviceError(e.name(), e.text(), e);
        } catch (HttpFailure e) {
            throw serviceError("NetworkError", e.text(), e);
        }
    }

    private static AuthException serviceError(String name, String message, Exception cause) {
        return new AuthException(
                Reason.SERVICE,
                new AmplifyException.Details(
                        name,
                        message,
                        "Check that the app client may use the scope aws.cognito.signin.user.admin, and that"
                                + " amplify.auth.oauth.scopes asks for it."),
                cause);
    }

    @Override
    public boolean isAuthenticated() {
        return signedIn().isPresent();
    }

    @Override
    public SessionState getState() {
        return outcome()
                .fold(signedIn -> SessionState.SIGNED_IN, why -> SessionState.SIGNED_OUT, why -> SessionState.UNKNOWN);
    }
}
