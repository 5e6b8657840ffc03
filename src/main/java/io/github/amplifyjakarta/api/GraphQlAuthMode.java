package io.github.amplifyjakarta.api;

/**
 * How a call of AppSync is authorized, of a GraphQL API or of an Event API: Amplify's modes.
 *
 * @since 0.1.0
 */
public enum GraphQlAuthMode {
    /** With the API key; Amplify's {@code apiKey}. */
    API_KEY,
    /** With SigV4 and the AWS credentials of the session; Amplify's {@code iam} and {@code identityPool}. */
    IAM,
    /** With the access token of the signed-in user; Amplify's {@code userPool}. */
    USER_POOL,
    /** With a token of another OpenID Connect provider. */
    OIDC,
    /** With a text that a Lambda authorizer understands. */
    LAMBDA,
    /** Not at all. */
    NONE
}
