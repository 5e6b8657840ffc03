package io.github.amplifyjakarta.internal.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.amplifyjakarta.config.AppConfig;
import io.github.amplifyjakarta.config.UserPoolConfig;
import io.github.amplifyjakarta.internal.cookie.RequestCookies;
import io.github.amplifyjakarta.internal.cookie.SetCookie;
import io.github.amplifyjakarta.internal.cookie.SetCookie.Attributes;
import io.github.amplifyjakarta.internal.http.HttpFailure;
import io.github.amplifyjakarta.internal.http.HttpReply;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sign-out: Managed Login's /logout, then revocation of the refresh token (RFC 7009). */
public final class SignOutFlow {

    private static final Logger LOG = System.getLogger(SignOutFlow.class.getName());
    private static final String SIGNING_OUT = FlowCookies.PREFIX + "isSigningOut";
    private static final String REDIRECTING = FlowCookies.PREFIX + "isSigningOutRedirecting";
    private static final long MAX_AGE = 300;
    private static final int ATTEMPTS = 2;
    private static final int MOST_TOKENS = 5;

    private final String location;
    private final String redirectUri;
    private final Attributes attributes;
    private final TokenEndpoint tokenEndpoint;

    public SignOutFlow(UserPoolConfig pool, AppConfig app, String redirectUri, TokenEndpoint tokenEndpoint) {
        this.redirectUri = redirectUri;
        this.location = pool.oauth().orElseThrow().endpoint().toString().replaceFirst("/$", "") + "/logout?client_id="
                + URLEncoder.encode(pool.clientId(), UTF_8) + "&logout_uri=" + URLEncoder.encode(redirectUri, UTF_8);
        this.attributes = Attributes.ofFlow(app, MAX_AGE);
        this.tokenEndpoint = tokenEndpoint;
    }

    /** {@return where to send the browser first: Managed Login ends its own session and sends it back} */
    public String location() {
        return location;
    }

    /** {@return the address of our callback} */
    public String redirectUri() {
        return redirectUri;
    }

    /** {@return the cookies that tell our callback that this browser asked to sign out} */
    public List<SetCookie> start() {
        return List.of(new SetCookie(SIGNING_OUT, "true", attributes), new SetCookie(REDIRECTING, "true", attributes));
    }

    /** {@return whether this browser asked to sign out} */
    public boolean isUnderWay(RequestCookies cookies) {
        return cookies.value(SIGNING_OUT).isPresent();
    }

    /** {@return whether the browser has just come from Managed Login, when strict cookies stay at home} */
    public boolean isFirstPass(RequestCookies cookies) {
        return cookies.value(REDIRECTING).isPresent();
    }

    /** {@return the change after the first pass} */
    public List<SetCookie> firstPassDone() {
        return List.of(SetCookie.delete(REDIRECTING, attributes));
    }

    /** {@return the changes when the user signs in after all: what is left of a sign-out must not end the new session} */
    public List<SetCookie> abandoned(RequestCookies cookies) {
        return Stream.of(SIGNING_OUT, REDIRECTING)
                .filter(name -> cookies.find(name).isPresent())
                .map(name -> SetCookie.delete(name, attributes))
                .toList();
    }

    /** {@return the change at the end} */
    public List<SetCookie> finished() {
        return List.of(SetCookie.delete(SIGNING_OUT, attributes));
    }

    /**
     * Revokes refresh tokens as well as it goes: the user is signed out here whatever Cognito says, and whether or not it has
     * answered by then. One who does not answer in time is not asked again, and a cookie jar full of tokens is not worked
     * through.
     */
    public void revoke(List<String> refreshTokens) {
        if (refreshTokens.isEmpty()) {
            return;
        }
        CompletableFuture<Void> revoked = new CompletableFuture<>();
        tokenEndpoint.startRevocation(
                () -> {
                    try {
                        return revokeAll(refreshTokens.subList(0, Math.min(MOST_TOKENS, refreshTokens.size())));
                    } finally {
                        revoked.complete(null);
                    }
                },
                why -> {
                    LOG.log(Level.WARNING, "no refresh token was revoked: {0}", why.text());
                    revoked.complete(null);
                });
        if (!tokenEndpoint.await(revoked)) {
            LOG.log(Level.WARNING, "the refresh token is not revoked yet; the revocation goes on");
        }
    }

    private @Nullable HttpFailure revokeAll(List<String> refreshTokens) {
        for (String refreshToken : refreshTokens) {
            HttpFailure failure = revoke(refreshToken);
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }

    /** {@return why Cognito is not to be asked for the next; {@code null} when it is} */
    private @Nullable HttpFailure revoke(String refreshToken) {
        HttpFailure last = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                HttpReply reply = tokenEndpoint.revoke(refreshToken);
                if (reply.status() == 200) { // RFC 7009, section 2.2: the body is ignored
                    return null;
                }
                LOG.log(Level.WARNING, "the refresh token was not revoked, attempt {0}: {1}", attempt, reply);
                if (reply.status() < 500) {
                    return null;
                }
                last = new HttpFailure(HttpFailure.Kind.BROKEN, "the revocation endpoint answered " + reply, null);
            } catch (HttpFailure e) {
                LOG.log(Level.WARNING, "the refresh token was not revoked, attempt {0}: {1}", attempt, e.text());
                last = e;
                if (e.kind() == HttpFailure.Kind.TIMEOUT) {
                    return e;
                }
            }
        }
        return last;
    }
}
