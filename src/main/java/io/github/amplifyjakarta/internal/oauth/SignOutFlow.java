package io.github.amplifyjakarta.internal.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.config.UserPoolConfig;
import io.github.amplifyjakarta.internal.aws.RetryPolicy;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.cookie.SetCookie.Attributes;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.internal.transport.ServiceCalls;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** Sign-out: Managed Login's /logout, then revocation of the refresh token (RFC 7009). */
public final class SignOutFlow {

    private static final Logger LOG = System.getLogger(SignOutFlow.class.getName());
    private static final String SIGNING_OUT = FlowCookies.PREFIX + "isSigningOut";
    private static final String REDIRECTING = FlowCookies.PREFIX + "isSigningOutRedirecting";
    private static final String AT_MANAGED_LOGIN = "atManagedLogin";
    private static final long MAX_AGE = 300;

    /** Retries without delay, because the user waits. */
    private static final RetryPolicy RETRIES = new RetryPolicy(2, () -> 0);

    private static final int MOST_TOKENS = 5;

    /**
     * How tokens are revoked.
     *
     * @param endpoint the revocation endpoint
     * @param calls a separate instance, because revocations must not block sign-ins
     */
    public record Revocations(TokenEndpoint endpoint, ServiceCalls calls) {}

    private final String location;
    private final String redirectUri;
    private final Attributes attributes;
    private final Revocations revocations;

    public SignOutFlow(FlowSettings settings, Revocations revocations) {
        UserPoolConfig pool = settings.pool();
        this.redirectUri = settings.redirectUri();
        this.location = pool.oauth().orElseThrow().endpoint().toString().replaceFirst("/$", "") + "/logout?client_id="
                + URLEncoder.encode(pool.clientId(), UTF_8) + "&logout_uri=" + URLEncoder.encode(redirectUri, UTF_8);
        this.attributes = Attributes.ofFlow(settings.app(), MAX_AGE);
        this.revocations = revocations;
    }

    /** {@return where to send the browser first: Managed Login ends its own session and redirects back} */
    public String location() {
        return location;
    }

    /** {@return the address of this application's callback} */
    public String redirectUri() {
        return redirectUri;
    }

    /** {@return the cookies that tell the callback that this browser started a sign-out} */
    public List<SetCookie> start() {
        return List.of(new SetCookie(SIGNING_OUT, "true", attributes), new SetCookie(REDIRECTING, "true", attributes));
    }

    /** {@return the cookies for a browser whose session at Managed Login ends, and no other} */
    public List<SetCookie> startAtManagedLogin() {
        return List.of(
                new SetCookie(SIGNING_OUT, AT_MANAGED_LOGIN, attributes),
                new SetCookie(REDIRECTING, "true", attributes));
    }

    /** {@return whether the sign-out that this browser started ends its session here} */
    public boolean endsSession(RequestCookies cookies) {
        return cookies.value(SIGNING_OUT)
                .filter(value -> !value.equals(AT_MANAGED_LOGIN))
                .isPresent();
    }

    /** {@return whether this browser started a sign-out} */
    public boolean isUnderWay(RequestCookies cookies) {
        return cookies.value(SIGNING_OUT).isPresent();
    }

    /**
     * {@return whether the browser has just been redirected from Managed Login, so that it omits SameSite=Strict
     * cookies}
     */
    public boolean isFirstPass(RequestCookies cookies) {
        return cookies.value(REDIRECTING).isPresent();
    }

    /** {@return the cookie change after the first pass} */
    public List<SetCookie> firstPassDone() {
        return List.of(SetCookie.delete(REDIRECTING, attributes));
    }

    /** {@return the changes when the user signs in instead; an unfinished sign-out must not end the new session} */
    public List<SetCookie> abandoned(RequestCookies cookies) {
        return Stream.of(SIGNING_OUT, REDIRECTING)
                .filter(name -> cookies.find(name).isPresent())
                .map(name -> SetCookie.delete(name, attributes))
                .toList();
    }

    /** {@return the cookie change at the end} */
    public List<SetCookie> finished() {
        return List.of(SetCookie.delete(SIGNING_OUT, attributes));
    }

    /**
     * Revokes refresh tokens on a best-effort basis. The user is signed out here whatever Cognito responds, and whether
     * or not it responds in time. After a timeout there is no retry. The number of tokens is limited, because a request
     * may carry many made-up tokens.
     */
    public void revoke(List<String> refreshTokens) {
        if (refreshTokens.isEmpty()) {
            return;
        }
        CompletableFuture<Boolean> revoked = new CompletableFuture<>();
        List<String> first = refreshTokens.subList(0, Math.min(MOST_TOKENS, refreshTokens.size()));
        revocations.calls().start(() -> revokeAll(first), revoked);
        if (!revocations.calls().awaitShortly(revoked)) {
            LOG.log(Level.WARNING, "the refresh token is not revoked yet; the revocation continues");
        } else if (revoked.isCompletedExceptionally()) {
            LOG.log(Level.WARNING, "the refresh token was not revoked: {0}", why(revoked));
        }
    }

    private static String why(CompletableFuture<Boolean> failed) {
        try {
            return String.valueOf(failed.join());
        } catch (CompletionException e) {
            return e.getCause() instanceof HttpFailure failure ? failure.text() : String.valueOf(e.getCause());
        }
    }

    private boolean revokeAll(List<String> refreshTokens) throws HttpFailure {
        for (String refreshToken : refreshTokens) {
            if (!revoke(refreshToken)) {
                return false;
            }
        }
        return true;
    }

    /** {@return whether to continue with the next token} */
    private boolean revoke(String refreshToken) throws HttpFailure {
        for (int attempt = 1; ; attempt++) {
            try {
                HttpReply reply = revocations.endpoint().revoke(refreshToken);
                if (reply.status() == 200) { // RFC 7009, section 2.2: the body is ignored
                    return true;
                }
                LOG.log(Level.WARNING, "the refresh token was not revoked, attempt {0}: {1}", attempt, reply);
                if (reply.status() < 500 || !RETRIES.mayFollow(attempt)) {
                    return reply.status() < 500;
                }
            } catch (HttpFailure e) {
                if (!RETRIES.mayFollow(attempt) || !RetryPolicy.isTransient(e)) {
                    throw e;
                }
                LOG.log(Level.WARNING, "the refresh token was not revoked, attempt {0}: {1}", attempt, e.text());
            }
        }
    }
}
