package io.github.amplifyjakarta.api;

/**
 * How a REST call is authorized: Amplify's {@code iam}, {@code none}, and the mode that its users set a header for.
 *
 * @since 0.1.0
 */
public enum RestAuthMode {
    /** With SigV4 and the AWS credentials of the session; not at all when there are none. */
    IAM,
    /** With the ID token of the signed-in user, as API Gateway's Cognito authorizers expect it. */
    USER_POOL,
    /** Not at all. */
    NONE
}
