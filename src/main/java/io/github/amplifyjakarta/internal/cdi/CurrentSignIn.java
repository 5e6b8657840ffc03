package io.github.amplifyjakarta.internal.cdi;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.auth.ChallengeAnswer;
import io.github.amplifyjakarta.auth.SignIn;
import io.github.amplifyjakarta.auth.SignInException;
import io.github.amplifyjakarta.auth.SignInException.Reason;
import io.github.amplifyjakarta.auth.SignInStep;
import io.github.amplifyjakarta.auth.SignUpRequest;
import io.github.amplifyjakarta.auth.SignUpStep;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.signin.FormSignIn;
import java.util.Optional;
import java.util.function.Supplier;

/** Sign-in for the browser of the current request. */
final class CurrentSignIn implements SignIn {

    private final Optional<FormSignIn> application;
    private final Supplier<Optional<RequestSession>> session;

    /**
     * @param application sign-in of the application; empty without a user pool
     * @param session the session of the current request; empty on a thread without one
     */
    CurrentSignIn(Optional<FormSignIn> application, Supplier<Optional<RequestSession>> session) {
        this.application = application;
        this.session = session;
    }

    private SignIn current() {
        FormSignIn found = application.orElseThrow(() -> failure(
                Reason.NOT_CONFIGURED,
                "there is no user pool, expected amplify.auth.user-pool-id and amplify.auth.user-pool-client-id",
                "Set them, or add amplify_outputs.json."));
        return found.of(session.get()
                .orElseThrow(() -> failure(
                        Reason.NO_REQUEST,
                        "SignIn was used on the thread \""
                                + Thread.currentThread().getName() + "\", which answers no request",
                        "Call it on the thread of a request.")));
    }

    private static SignInException failure(Reason reason, String message, String suggestion) {
        return new SignInException(
                reason, new AmplifyException.Details("SignInNotPossibleException", message, suggestion), null);
    }

    @Override
    public SignInStep start(String username, String password) {
        return current().start(username, password);
    }

    @Override
    public SignInStep start(String username) {
        return current().start(username);
    }

    @Override
    public SignInStep answer(ChallengeAnswer answer) {
        return current().answer(answer);
    }

    @Override
    public Optional<SignInStep.Challenge> underWay(String flow) {
        return current().underWay(flow);
    }

    @Override
    public void cancel(String flow) {
        current().cancel(flow);
    }

    @Override
    public SignUpStep signUp(SignUpRequest request) {
        return current().signUp(request);
    }

    @Override
    public SignUpStep confirmSignUp(String username, String confirmationCode) {
        return current().confirmSignUp(username, confirmationCode);
    }

    @Override
    public SignUpStep resendSignUpCode(String username) {
        return current().resendSignUpCode(username);
    }

    @Override
    public void resetPassword(String username) {
        current().resetPassword(username);
    }

    @Override
    public void confirmResetPassword(String username, String confirmationCode, String newPassword) {
        current().confirmResetPassword(username, confirmationCode, newPassword);
    }
}
