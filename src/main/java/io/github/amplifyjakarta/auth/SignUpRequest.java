package io.github.amplifyjakarta.auth;

import java.util.Map;
import java.util.Objects;

/**
 * A sign-up.
 *
 * <pre>{@code
 * SignUpStep step = signIn.signUp(SignUpRequest.of(email, password).withUserAttributes(Map.of("email", email)));
 * }</pre>
 *
 * @param username the user name, or the e-mail address where the user pool takes these
 * @param password the password; empty for a user who will sign in without one
 * @param userAttributes the user's attributes by their names, for example {@code email}; unmodifiable
 * @param clientMetadata what the Lambda triggers of the user pool get; unmodifiable
 * @since 0.1.0
 */
public record SignUpRequest(
        String username, String password, Map<String, String> userAttributes, Map<String, String> clientMetadata) {

    /**
     * Checks that no component is {@code null} and copies the maps.
     *
     * @param username the user name, or the e-mail address where the user pool takes these
     * @param password the password; empty for a user who will sign in without one
     * @param userAttributes the user's attributes by their names, for example {@code email}
     * @param clientMetadata what the Lambda triggers of the user pool get
     */
    public SignUpRequest {
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(password, "password");
        userAttributes = Map.copyOf(userAttributes);
        clientMetadata = Map.copyOf(clientMetadata);
    }

    /**
     * {@return a sign-up without attributes}
     *
     * @param username the user name, or the e-mail address where the user pool takes these
     * @param password the password; empty for a user who will sign in without one
     */
    public static SignUpRequest of(String username, String password) {
        return new SignUpRequest(username, password, Map.of(), Map.of());
    }

    /**
     * {@return the same sign-up with attributes of the user}
     *
     * @param attributes the user's attributes by their names
     */
    public SignUpRequest withUserAttributes(Map<String, String> attributes) {
        return new SignUpRequest(username, password, attributes, clientMetadata);
    }

    /**
     * {@return the same sign-up with metadata for Lambda triggers}
     *
     * @param metadata what the Lambda triggers of the user pool get
     */
    public SignUpRequest withClientMetadata(Map<String, String> metadata) {
        return new SignUpRequest(username, password, userAttributes, metadata);
    }

    /** {@return the text without the password and the attributes} */
    @Override
    public String toString() {
        return "SignUpRequest[<redacted>]";
    }
}
