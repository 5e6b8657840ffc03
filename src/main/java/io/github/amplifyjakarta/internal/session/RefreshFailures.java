package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.auth.AuthException;
import io.github.amplifyjakarta.auth.AuthException.Reason;
import io.github.amplifyjakarta.internal.aws.AwsError;
import io.github.amplifyjakarta.internal.oauth.TokenIssuer;
import io.github.amplifyjakarta.internal.oauth.UserPoolApi;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Maps a failed GetTokensFromRefreshToken call to its meaning for the session. */
final class RefreshFailures {

    static final String NOT_AUTHORIZED = "NotAuthorizedException";

    private static final String REUSED = "RefreshTokenReuseException";

    private static final Set<String> SESSION_ENDED = Set.of(
            NOT_AUTHORIZED,
            "TokenRevokedException",
            "UserNotFoundException",
            "PasswordResetRequiredException",
            "UserNotConfirmedException");

    private RefreshFailures() {}

    /** {@return what Cognito's error means for the session} */
    static RefreshResult.Failure of(AwsError e) {
        if (UserPoolApi.isNoWordOfCognito(e)) {
            return new RefreshResult.Failed(why(Reason.COULD_NOT_CHECK, e.name(), e.text(), e));
        }
        if (e.name().equals(REUSED)) { // a retry makes it worse: Cognito then answers with NotAuthorizedException
            return notRenewable(e);
        }
        AuthException why = why(Reason.REFRESH_FAILED, e.name(), e.text(), e);
        if (UserPoolApi.isAboutTheClient(e)) { // the error concerns the app client, not the session
            return new RefreshResult.Failed(why);
        }
        if (e.name().equals(NOT_AUTHORIZED)) {
            return new RefreshResult.Ended(Optional.empty());
        }
        return SESSION_ENDED.contains(e.name()) ? new RefreshResult.Ended(Optional.of(why)) : notRenewable(e);
    }

    /** {@return the result when Cognito has refused another node; that node deletes the session if it has ended} */
    static RefreshResult.Failure of(TokenIssuer.RefusedElsewhere e) {
        return notRenewable(e.error(), "Cognito has refused another node", e);
    }

    /** {@return the result when no response arrived} */
    static RefreshResult.Failure of(HttpFailure e) {
        return new RefreshResult.Failed(why(Reason.COULD_NOT_CHECK, "NetworkError", e.text(), e));
    }

    /** {@return the result for a request that stops waiting} */
    static RefreshResult.Failure notAnsweredYet() {
        return new RefreshResult.Failed(why(
                Reason.COULD_NOT_CHECK, "NetworkError", "Cognito has not responded yet; the renewal continues", null));
    }

    /** {@return the result when the keys for issued tokens cannot be fetched} */
    static RefreshResult.Failure unverified(String reason) {
        return new RefreshResult.Failed(why(Reason.COULD_NOT_CHECK, "TokenRefreshException", reason, null));
    }

    /** {@return the result when issued tokens are invalid} */
    static RefreshResult.Failure unusable(String reason) {
        return new RefreshResult.Failed(why(Reason.REFRESH_FAILED, "TokenRefreshException", reason, null));
    }

    private static RefreshResult.Failure notRenewable(AwsError e) {
        return notRenewable(e.name(), e.text(), e);
    }

    private static RefreshResult.Failure notRenewable(String name, String message, Exception cause) {
        return new RefreshResult.NotRenewable(new AuthException(
                Reason.NOT_SIGNED_IN, new AmplifyException.Details(name, message, "Sign in again."), cause));
    }

    private static AuthException why(Reason reason, String name, String message, @Nullable Throwable cause) {
        return new AuthException(
                reason,
                new AmplifyException.Details(
                        name, message, "Try again; if it persists, check the user pool and its app client."),
                cause);
    }
}
