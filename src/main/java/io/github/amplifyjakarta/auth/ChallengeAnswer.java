package io.github.amplifyjakarta.auth;

import java.util.Map;
import java.util.Objects;

/**
 * The user's answer to a {@linkplain SignInStep.Challenge challenge}, as for Amplify's {@code confirmSignIn}.
 *
 * <pre>{@code
 * SignInStep next = signIn.answer(ChallengeAnswer.of(flow, "123456"));
 * }</pre>
 *
 * @param flow the id of the sign-in, from {@link SignInStep.Challenge#flow()}
 * @param challengeResponse the code, the password, the choice ({@code TOTP}, {@code EMAIL_OTP}), the e-mail address or
 *     the credential as JSON; at most 16 KiB
 * @param userAttributes the attributes that {@link SignInStep.NewPassword} asks for, by their names; unmodifiable
 * @param clientMetadata what the Lambda triggers of the user pool get; unmodifiable
 * @since 0.1.0
 */
public record ChallengeAnswer(
        String flow, String challengeResponse, Map<String, String> userAttributes, Map<String, String> clientMetadata) {

    /**
     * Checks that no component is {@code null} and copies the maps.
     *
     * @param flow the id of the sign-in, from {@link SignInStep.Challenge#flow()}
     * @param challengeResponse the code, the password, the choice, the e-mail address or the credential as JSON
     * @param userAttributes the attributes that {@link SignInStep.NewPassword} asks for, by their names
     * @param clientMetadata what the Lambda triggers of the user pool get
     */
    public ChallengeAnswer {
        Objects.requireNonNull(flow, "flow");
        Objects.requireNonNull(challengeResponse, "challengeResponse");
        userAttributes = Map.copyOf(userAttributes);
        clientMetadata = Map.copyOf(clientMetadata);
    }

    /**
     * {@return an answer without attributes and metadata}
     *
     * @param flow the id of the sign-in, from {@link SignInStep.Challenge#flow()}
     * @param challengeResponse the code, the password, the choice, the e-mail address or the credential as JSON
     */
    public static ChallengeAnswer of(String flow, String challengeResponse) {
        return new ChallengeAnswer(flow, challengeResponse, Map.of(), Map.of());
    }

    /**
     * {@return the same answer with attributes of the user}
     *
     * @param attributes the attributes that {@link SignInStep.NewPassword} asks for, by their names
     */
    public ChallengeAnswer withUserAttributes(Map<String, String> attributes) {
        return new ChallengeAnswer(flow, challengeResponse, attributes, clientMetadata);
    }

    /**
     * {@return the same answer with metadata for Lambda triggers}
     *
     * @param metadata what the Lambda triggers of the user pool get
     */
    public ChallengeAnswer withClientMetadata(Map<String, String> metadata) {
        return new ChallengeAnswer(flow, challengeResponse, userAttributes, metadata);
    }

    /** {@return the text without the answer} */
    @Override
    public String toString() {
        return "ChallengeAnswer[flow=" + flow + ", <redacted>]";
    }
}
