package io.github.amplifyjakarta.internal.signin;

import static io.github.amplifyjakarta.internal.transport.JsonProcessing.text;

import io.github.amplifyjakarta.auth.ChallengeAnswer;
import io.github.amplifyjakarta.auth.SignIn;
import io.github.amplifyjakarta.auth.SignInException;
import io.github.amplifyjakarta.auth.SignInException.Reason;
import io.github.amplifyjakarta.auth.SignInStep;
import io.github.amplifyjakarta.auth.SignUpRequest;
import io.github.amplifyjakarta.auth.SignUpStep;
import io.github.amplifyjakarta.internal.aws.AwsError;
import io.github.amplifyjakarta.internal.jwt.Verification;
import io.github.amplifyjakarta.internal.oauth.VerifiedTokens;
import io.github.amplifyjakarta.internal.session.RequestSession;
import io.github.amplifyjakarta.internal.session.SessionStart;
import io.github.amplifyjakarta.internal.signin.PendingSignIns.Pending;
import io.github.amplifyjakarta.internal.signin.SignInApi.Client;
import io.github.amplifyjakarta.internal.signin.SignInApi.Reply;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import jakarta.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;

/** Sign-in for the browser of one request. */
final class RequestSignIn implements SignIn {

    private static final Logger LOG = System.getLogger(FormSignIn.class.getName());

    /** Amazon Cognito user pools API reference: names have 128 characters at most, passwords 256, codes 2048. */
    private static final int LONGEST_USERNAME = 128;

    private static final int LONGEST_PASSWORD = 256;
    private static final int LONGEST_CODE = 2048;

    /** A passkey with its attestation. */
    private static final int LONGEST_ANSWER = 16 * 1024;

    private final FormSignIn application;
    private final RequestSession session;

    RequestSignIn(FormSignIn application, RequestSession session) {
        this.application = application;
        this.session = session;
    }

    /** What a method of the API does. */
    private interface Step<T> {

        T run() throws StepFailure;
    }

    private static <T> T step(Step<T> step) {
        try {
            return step.run();
        } catch (StepFailure e) {
            SignInException failed = e.toException();
            if (e.isForTheOperator()) {
                LOG.log(Level.WARNING, "a step of a sign-in failed: {0}: {1}", failed.name(), failed.getMessage());
            } else { // Cognito's messages may repeat what the user has typed
                LOG.log(Level.DEBUG, "a step of a sign-in was refused: {0}", failed.name());
            }
            throw failed;
        }
    }

    /** Counted as long as it is under way. */
    private <T> T counted(String username, Step<T> step) {
        return step(() -> {
            requireLength("the user name", username, LONGEST_USERNAME);
            try (AttemptLimit.Step unused =
                    application.limit().enter(username, session.request().address())) {
                return step.run();
            }
        });
    }

    private static void requireLength(String what, String text, int longest) throws StepFailure {
        if (text.isEmpty() || text.length() > longest) {
            throw new StepFailure(
                    Reason.INVALID_INPUT,
                    "InvalidParameterException",
                    what + " has " + text.length() + " characters, expected 1 to " + longest);
        }
    }

    private Client client(String username, Map<String, String> metadata) {
        Optional<String> address = Optional.of(session.request().address())
                .filter(found -> application.tellsAddress() && !found.isEmpty());
        return new Client(username, address, metadata);
    }

    private PendingSignIns pending() throws StepFailure {
        return application
                .pending()
                .orElseThrow(() ->
                        new StepFailure(Reason.NOT_CONFIGURED, "SignInNotConfiguredException", FormSignIn.NOT_KEPT));
    }

    @Override
    public SignInStep start(String username, String password) {
        return counted(username, () -> {
            requireLength("the password", password, LONGEST_PASSWORD);
            return started(username, () -> application.challenges().start(client(username, Map.of()), password));
        });
    }

    @Override
    public SignInStep start(String username) {
        return counted(
                username, () -> started(username, () -> application.challenges().start(client(username, Map.of()))));
    }

    private SignInStep started(String username, UserPoolCalls.Task<ChallengeFlow.Outcome> task) throws StepFailure {
        requireCookies();
        PendingSignIns pending = pending();
        ChallengeFlow.Outcome outcome;
        try {
            outcome = application.calls().call(task, this::revokeUnclaimed);
        } catch (StepFailure e) {
            return e.asStep(username).orElseThrow(() -> e);
        }
        if (outcome.reply() instanceof Reply.Asked asked) {
            SignInState state =
                    new SignInState(pending.newId(), pending.expiry(), outcome.username(), asked.challenge());
            SignInStep step = ChallengeSteps.step(state);
            pending.add(state, session);
            return step;
        }
        return signedIn((Reply.Issued) outcome.reply());
    }

    /** Nobody waits for the outcome any more. */
    private void revokeUnclaimed(ChallengeFlow.Outcome outcome) {
        if (outcome.reply() instanceof Reply.Issued issued) {
            application.start().revoke(issued.tokens().refreshToken());
        }
    }

    /** The session of a caller with a token in Authorization has no cookies, and would get none. */
    private void requireCookies() throws StepFailure {
        if (session.isOfBearer()) {
            throw new StepFailure(
                    Reason.REFUSED,
                    "BearerCallerException",
                    "the request has a token in Authorization, expected a browser with cookies");
        }
    }

    @Override
    public SignInStep answer(ChallengeAnswer answer) {
        return step(() -> {
            requireCookies();
            requireLength("the answer", answer.challengeResponse(), LONGEST_ANSWER);
            Pending before = pending()
                    .find(answer.flow(), session)
                    .filter(found -> !answer.flow().isEmpty()) // another tab's sign-in is another user's, perhaps
                    .orElseThrow(RequestSignIn::notStarted);
            try (AttemptLimit.Step unused = application
                    .limit()
                    .enter(before.state().username(), session.request().address())) {
                return answered(before, answer);
            } catch (StepFailure e) {
                if (e.endsStep()) {
                    pending().forget(before.state().flow(), session);
                }
                return e.asStep(before.state().username()).orElseThrow(() -> e);
            }
        });
    }

    /** The same answer to the same step, which a browser sends twice after a double click. */
    private record SentAnswer(String before, ChallengeAnswer answer) {}

    private SignInStep answered(Pending before, ChallengeAnswer answer) throws StepFailure {
        SignInState state = before.state();
        Client client = client(state.username(), answer.clientMetadata());
        ChallengeFlow.Outcome outcome = application
                .calls()
                .callOnce(
                        new SentAnswer(before.value(), answer),
                        () -> application.challenges().answer(state.challenge(), answer, client));
        if (outcome.reply() instanceof Reply.Asked asked) {
            SignInState next = new SignInState(state.flow(), pending().expiry(), outcome.username(), asked.challenge());
            SignInStep step = ChallengeSteps.step(next);
            pending().replace(before, next, session);
            return step;
        }
        try {
            return signedIn((Reply.Issued) outcome.reply());
        } finally { // Cognito has nothing to ask any more
            pending().forget(state.flow(), session);
        }
    }

    private static StepFailure notStarted() {
        return new StepFailure(
                Reason.NOT_STARTED,
                "SignInNotStartedException",
                "this browser has no such sign-in under way, expected one that is less than "
                        + StateCookies.LIFETIME.toMinutes() + " minutes old");
    }

    private SignInStep signedIn(Reply.Issued issued) throws StepFailure {
        if (issued.remembersDevices()) {
            throw refused(
                    issued,
                    new StepFailure(
                            Reason.NOT_SUPPORTED,
                            "DeviceTrackingNotSupportedException",
                            "the user pool remembers devices, expected that it does not: a session on a server has no device,"
                                    + " and could not be renewed"));
        }
        Verification<VerifiedTokens> verification = VerifiedTokens.of(issued.tokens(), application.verifier());
        Optional<StepFailure> failure = verification.fold(
                tokens -> Optional.<StepFailure>empty(),
                reason -> Optional.of(new StepFailure(Reason.SERVICE, "InvalidTokensException", reason)),
                reason -> Optional.of(StepFailure.unavailable(reason, null)));
        if (failure.isPresent()) {
            throw refused(issued, failure.get());
        }
        VerifiedTokens tokens = verification
                .fold(
                        Optional::of,
                        reason -> Optional.<VerifiedTokens>empty(),
                        reason -> Optional.<VerifiedTokens>empty())
                .orElseThrow();
        try {
            session.begin(tokens, application.start());
        } catch (SessionStart.Refused e) {
            throw e.reason() == SessionStart.Refused.Reason.NOT_STORED
                    ? StepFailure.unavailable(String.valueOf(e.getMessage()), e)
                    : new StepFailure(Reason.SERVICE, "SessionNotStartedException", String.valueOf(e.getMessage()));
        }
        return new SignInStep.Done(session.getCurrentUser());
    }

    /** Nobody else has these tokens. */
    private StepFailure refused(Reply.Issued issued, StepFailure why) {
        application.start().revoke(issued.tokens().refreshToken());
        return why;
    }

    @Override
    public Optional<SignInStep.Challenge> underWay(String flow) {
        return step(() -> {
            Optional<Pending> found = pending().find(flow, session);
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ChallengeSteps.step(found.get().state()));
        });
    }

    @Override
    public void cancel(String flow) {
        step(() -> {
            pending().forget(flow, session);
            return true;
        });
    }

    @Override
    public SignUpStep signUp(SignUpRequest request) {
        return counted(request.username(), () -> {
            if (!request.password().isEmpty()) {
                requireLength("the password", request.password(), LONGEST_PASSWORD);
            }
            JsonObject answer = application
                    .calls()
                    .call(
                            () -> application
                                    .api()
                                    .signUp(
                                            request.password(),
                                            request.userAttributes(),
                                            client(request.username(), request.clientMetadata())),
                            late -> {});
            return answer.getBoolean("UserConfirmed", false)
                    ? new SignUpStep.Done()
                    : new SignUpStep.ConfirmSignUp(destination(answer));
        });
    }

    private static Optional<String> destination(JsonObject answer) {
        return answer.get("CodeDeliveryDetails") instanceof JsonObject details
                ? text(details, "Destination")
                : Optional.empty();
    }

    @Override
    public SignUpStep confirmSignUp(String username, String confirmationCode) {
        return counted(username, () -> {
            requireLength("the code", confirmationCode, LONGEST_CODE);
            confirmed(() -> application.api().confirmSignUp(confirmationCode, client(username, Map.of())));
            return new SignUpStep.Done();
        });
    }

    @Override
    public SignUpStep resendSignUpCode(String username) {
        return counted(username, () -> {
            sent(() -> application.api().resendConfirmationCode(client(username, Map.of())));
            return new SignUpStep.ConfirmSignUp(Optional.empty());
        });
    }

    /** A call of which nobody needs the result. */
    private interface Call {

        void run() throws AwsError, HttpFailure;
    }

    private void call(Call call) throws StepFailure {
        application
                .calls()
                .call(
                        () -> {
                            call.run();
                            return true;
                        },
                        done -> {});
    }

    /** Asks Cognito to send a code. That there is no such user looks like a code that was sent. */
    private void sent(Call call) throws StepFailure {
        try {
            call(call);
        } catch (StepFailure e) {
            if (!e.tellsAboutUser()) {
                throw e;
            }
            LOG.log(Level.DEBUG, "no code was sent: {0}", e.name());
        }
    }

    /** Gives Cognito a code. That there is no such user looks like a wrong code. */
    private void confirmed(Call call) throws StepFailure {
        try {
            call(call);
        } catch (StepFailure e) {
            throw e.tellsAboutCode() ? StepFailure.wrongCode() : e;
        }
    }

    @Override
    public void resetPassword(String username) {
        counted(username, () -> {
            sent(() -> application.api().forgotPassword(client(username, Map.of())));
            return true;
        });
    }

    @Override
    public void confirmResetPassword(String username, String confirmationCode, String newPassword) {
        counted(username, () -> {
            requireLength("the code", confirmationCode, LONGEST_CODE);
            requireLength("the password", newPassword, LONGEST_PASSWORD);
            confirmed(() ->
                    application.api().confirmForgotPassword(confirmationCode, newPassword, client(username, Map.of())));
            return true;
        });
    }
}
