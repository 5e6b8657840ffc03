package io.github.amplifyjakarta.internal.signin;

import io.github.amplifyjakarta.internal.oauth.UserPoolApi;
import io.github.amplifyjakarta.internal.transport.ServiceCalls;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Revokes refresh tokens of sign-ins that led to no session. Nobody waits for it. */
public final class TokenRevocation {

    private static final Logger LOG = System.getLogger(FormSignIn.class.getName());

    private final UserPoolApi api;
    private final ServiceCalls calls;

    /** @param calls a separate instance, because revocations must not block sign-ins */
    public TokenRevocation(UserPoolApi api, ServiceCalls calls) {
        this.api = api;
        this.calls = calls;
    }

    /** Revokes refresh tokens; a failure is logged. */
    public void revoke(List<String> refreshTokens) {
        for (String token : refreshTokens) {
            CompletableFuture<Boolean> revoked = new CompletableFuture<>();
            var unused = revoked.exceptionally(why -> {
                LOG.log(Level.WARNING, "the refresh token of a sign-in was not revoked: {0}", why.toString());
                return false;
            });
            calls.start(
                    () -> {
                        api.revoke(token);
                        return true;
                    },
                    revoked);
        }
    }
}
