package io.github.amplifyjakarta.internal.signin;

import io.github.amplifyjakarta.AmplifyException;
import io.github.amplifyjakarta.auth.SignInException;
import io.github.amplifyjakarta.auth.SignInException.Reason;
import io.github.amplifyjakarta.auth.SignInStep;
import io.github.amplifyjakarta.internal.aws.AwsError;
import io.github.amplifyjakarta.internal.oauth.UserPoolApi;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a step was refused. */
final class StepFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private static final Map<String, Reason> REASONS = Map.ofEntries(
            Map.entry("UserNotFoundException", Reason.WRONG_CREDENTIALS),
            Map.entry("CodeMismatchException", Reason.WRONG_CODE),
            Map.entry("EnableSoftwareTokenMFAException", Reason.WRONG_CODE),
            Map.entry("ExpiredCodeException", Reason.EXPIRED_CODE),
            Map.entry("LimitExceededException", Reason.TOO_MANY_ATTEMPTS),
            Map.entry("TooManyRequestsException", Reason.TOO_MANY_ATTEMPTS),
            Map.entry("TooManyFailedAttemptsException", Reason.TOO_MANY_ATTEMPTS),
            Map.entry("InvalidPasswordException", Reason.PASSWORD_REJECTED),
            Map.entry("PasswordHistoryPolicyViolationException", Reason.PASSWORD_REJECTED),
            Map.entry("InvalidParameterException", Reason.INVALID_INPUT),
            Map.entry("UsernameExistsException", Reason.USER_EXISTS),
            Map.entry("AliasExistsException", Reason.USER_EXISTS),
            Map.entry("UserLambdaValidationException", Reason.REFUSED),
            Map.entry("UnsupportedOperationException", Reason.REFUSED),
            Map.entry("ForbiddenException", Reason.REFUSED),
            Map.entry("ResourceNotFoundException", Reason.NOT_CONFIGURED));

    /** Cognito's own text, which it also has for users that do not exist. */
    private static final String WRONG_CREDENTIALS = "Incorrect username or password.";

    private final Reason reason;
    private final String name;

    StepFailure(Reason reason, String name, String message) {
        this(reason, name, message, null);
    }

    private StepFailure(Reason reason, String name, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.name = name;
    }

    static StepFailure unavailable(String message, @Nullable Throwable cause) {
        return new StepFailure(Reason.UNAVAILABLE, "NetworkError", message, cause);
    }

    static StepFailure of(HttpFailure failure) {
        return unavailable(failure.text(), failure);
    }

    static StepFailure of(AwsError error) {
        Reason reason = reason(error);
        return reason == Reason.WRONG_CREDENTIALS
                ? new StepFailure(reason, "NotAuthorizedException", WRONG_CREDENTIALS)
                : new StepFailure(reason, error.name(), error.text(), error);
    }

    /** A user whose password is wrong, who is disabled, and who does not exist, must look the same. */
    static StepFailure wrongCredentials() {
        return new StepFailure(Reason.WRONG_CREDENTIALS, "NotAuthorizedException", WRONG_CREDENTIALS);
    }

    private static Reason reason(AwsError error) {
        String message = error.text().toLowerCase(Locale.ROOT);
        if (UserPoolApi.isAboutTheClient(error)
                || message.contains("not enabled for this client")
                || message.contains("not enabled for the client")) {
            return Reason.NOT_CONFIGURED;
        }
        if (error.name().equals("NotAuthorizedException")) {
            return refusal(message);
        }
        Reason known = REASONS.get(error.name());
        if (known != null) {
            return known;
        }
        return error.retryable() ? Reason.UNAVAILABLE : Reason.SERVICE;
    }

    /** Cognito has one name for many things. */
    private static Reason refusal(String message) {
        if (message.contains("session")) { // it has expired, or "can only be used once"
            return Reason.NOT_STARTED;
        }
        if (message.contains("attempts exceeded")) {
            return Reason.TOO_MANY_ATTEMPTS;
        }
        return message.contains("not permitted") ? Reason.REFUSED : Reason.WRONG_CREDENTIALS;
    }

    /** Cognito has this text for a wrong code. */
    static StepFailure wrongCode() {
        return new StepFailure(
                Reason.WRONG_CODE, "CodeMismatchException", "Invalid verification code provided, please try again.");
    }

    Reason reason() {
        return reason;
    }

    /** {@return the step that an error of Cognito stands for; empty for any other error} */
    Optional<SignInStep> asStep(String username) {
        return switch (name) {
            case "UserNotConfirmedException" -> Optional.of(new SignInStep.ConfirmSignUp(username));
            case "PasswordResetRequiredException" -> Optional.of(new SignInStep.ResetPassword(username));
            default -> Optional.empty();
        };
    }

    /** {@return whether Cognito may have sent no code because of the user: there is none, or none in the right state} */
    boolean tellsAboutUser() {
        return switch (reason) {
            case UNAVAILABLE, NOT_CONFIGURED -> false;
            default -> true;
        };
    }

    /** {@return whether a code was not accepted, for whatever reason: an unknown user has no code that can expire} */
    boolean tellsAboutCode() {
        return reason == Reason.WRONG_CREDENTIALS || reason == Reason.EXPIRED_CODE;
    }

    /**
     * {@return whether the sign-in is over} That Cognito does not know it any more may be the answer to a form that was sent
     * twice. Then the cookie has the next step by now, and must stay.
     */
    boolean endsStep() {
        return switch (reason) {
            case WRONG_CREDENTIALS, EXPIRED_CODE, USER_EXISTS, REFUSED, NOT_SUPPORTED, NO_REQUEST, SERVICE -> true;
            case WRONG_CODE,
                    PASSWORD_REJECTED,
                    INVALID_INPUT,
                    TOO_MANY_ATTEMPTS,
                    UNAVAILABLE,
                    NOT_CONFIGURED,
                    NOT_STARTED -> false;
        };
    }

    /** {@return Cognito's name of the error, or ours} */
    String name() {
        return name;
    }

    /** {@return whether the operator has to do something about it; the message repeats nothing that a user has typed} */
    boolean isForTheOperator() {
        return switch (reason) {
            case NOT_CONFIGURED, NOT_SUPPORTED, UNAVAILABLE, SERVICE -> true;
            default -> false;
        };
    }

    SignInException toException() {
        return new SignInException(
                reason,
                new AmplifyException.Details(name, String.valueOf(getMessage()), suggestion(reason)),
                getCause());
    }

    private static String suggestion(Reason reason) {
        return switch (reason) {
            case WRONG_CREDENTIALS -> "Ask for the user name and the password again.";
            case WRONG_CODE -> "Ask for the code again.";
            case EXPIRED_CODE -> "Send another code, or start the sign-in again.";
            case NOT_STARTED -> "Start the sign-in again.";
            case TOO_MANY_ATTEMPTS -> "Try again later.";
            case PASSWORD_REJECTED -> "Ask for another password; the message says what the user pool requires.";
            case INVALID_INPUT -> "Check what the user typed; the message is Cognito's.";
            case USER_EXISTS -> "Offer a sign-in, or a new password.";
            case REFUSED -> "Check the sign-up settings and the Lambda triggers of the user pool.";
            case NOT_SUPPORTED -> "Use Managed Login for such users, or turn the feature off in the user pool.";
            case NOT_CONFIGURED ->
                "Check amplify.auth.user-pool-client-id, its secret, the authentication flows that the app client allows,"
                        + " amplify.auth.sign-in.flow and amplify.auth.sign-in.keys.";
            case NO_REQUEST -> "Call this on the thread of a request.";
            case UNAVAILABLE -> "Try again in a moment.";
            case SERVICE -> "See the message; it is Cognito's.";
        };
    }
}
