package io.github.amplifyjakarta.api;

/**
 * How a REST call is authorized. {@link #IAM} and {@link #NONE} are Amplify's {@code iam} and {@code none}. With
 * Amplify one would set a header to get what {@link #USER_POOL} does.
 *
 * <pre>{@code
 * Order order = orders.authMode(RestAuthMode.USER_POOL).get("/orders/{id}", id).send().json(Order.class);
 * }</pre>
 *
 * @since 0.1.0
 */
public enum RestAuthMode {
    /** With a SigV4 signature by the AWS credentials of the session; without authorization when there are none. */
    IAM,
    /** With the ID token of the signed-in user, as API Gateway's Cognito authorizers expect it. */
    USER_POOL,
    /** Without authorization. */
    NONE
}
