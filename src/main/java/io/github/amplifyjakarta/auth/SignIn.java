package io.github.amplifyjakarta.auth;

import java.util.Optional;

/**
 * Sign-in by a form of the application, without Managed Login. The names are those of Amplify. Tokens stay on the
 * server and in HttpOnly cookies, and what is between two steps is in a cookie that only the server can read.
 *
 * <pre>{@code
 * @Inject
 * SignIn signIn;
 *
 * @POST
 * public Response login(@FormParam("username") String username, @FormParam("password") String password) {
 *     SignInStep step = signIn.start(username, password);
 *     return step instanceof SignInStep.Done ? Response.seeOther(HOME).build() : page(step);
 * }
 * }</pre>
 *
 * <p>Every method needs a request, because it reads and writes cookies; it must be called before the response is
 * committed. Every method may call Cognito, with the time limits of {@code amplify.http.*}. Guide: {@code
 * docs/sign-in-form.md}.
 *
 * <p>An answer that fails ({@link SignInException.Reason#WRONG_CODE}) leaves the sign-in where it was, until Cognito
 * ends it. A wrong user name and a wrong password look the same.
 *
 * @since 0.1.0
 */
public interface SignIn {

    /**
     * Starts a sign-in with a password. Which of Cognito's flows it takes says {@code amplify.auth.sign-in.flow};
     * without that key it is {@code USER_SRP_AUTH}, which does not send the password.
     *
     * @param username the user name, or what the user pool takes for it: an e-mail address, a telephone number
     * @param password the password
     * @return the next step; {@link SignInStep.Done} when the user is signed in
     * @throws SignInException when the sign-in has not started
     */
    SignInStep start(String username, String password);

    /**
     * Starts a sign-in without a password: choice-based ({@code USER_AUTH}), or with the user pool's own challenges
     * where {@code amplify.auth.sign-in.flow} is {@code CUSTOM_WITHOUT_SRP}.
     *
     * @param username the user name, or what the user pool takes for it
     * @return the next step
     * @throws SignInException when the sign-in has not started
     */
    SignInStep start(String username);

    /**
     * Answers the challenge of a sign-in.
     *
     * @param answer the user's answer
     * @return the next step; {@link SignInStep.Done} when the user is signed in
     * @throws SignInException when the answer was refused
     */
    SignInStep answer(ChallengeAnswer answer);

    /**
     * {@return the challenge of a sign-in that this browser has under way; empty when there is none, or when it is older
     * than three minutes}
     *
     * @param flow the id of the sign-in; an empty text: the latest one
     */
    Optional<SignInStep.Challenge> underWay(String flow);

    /**
     * Forgets a sign-in that is under way.
     *
     * @param flow the id of the sign-in
     */
    void cancel(String flow);

    /**
     * Signs a new user up.
     *
     * @param request the user
     * @return the next step
     * @throws SignInException when the user was not signed up
     */
    SignUpStep signUp(SignUpRequest request);

    /**
     * Confirms a sign-up.
     *
     * @param username the user name of the sign-up
     * @param confirmationCode the code that the user typed
     * @return the next step, {@link SignUpStep.Done}
     * @throws SignInException when the code was refused
     */
    SignUpStep confirmSignUp(String username, String confirmationCode);

    /**
     * Asks for another code for a sign-up.
     *
     * @param username the user name of the sign-up
     * @return the next step, {@link SignUpStep.ConfirmSignUp}
     * @throws SignInException when no code was sent
     */
    SignUpStep resendSignUpCode(String username);

    /**
     * Asks for a code for a new password. It does not tell whether there is such a user.
     *
     * @param username the user name
     * @throws SignInException when Cognito could not be asked, or refuses to send more codes
     */
    void resetPassword(String username);

    /**
     * Sets a new password.
     *
     * @param username the user name
     * @param confirmationCode the code that the user typed
     * @param newPassword the new password
     * @throws SignInException when the code or the password was refused
     */
    void confirmResetPassword(String username, String confirmationCode, String newPassword);
}
