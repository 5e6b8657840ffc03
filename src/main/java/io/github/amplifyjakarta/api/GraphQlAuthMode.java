package io.github.amplifyjakarta.api;

/**
 * How a call of AppSync is authorized, of a GraphQL API or of an Event API. These are Amplify's modes.
 *
 * <pre>{@code
 * ModelPage<Todo> published = graphQl.authMode(GraphQlAuthMode.API_KEY).model("Todo", Todo.class).list();
 * }</pre>
 *
 * @since 0.1.0
 */
public enum GraphQlAuthMode {
    /** With the API key; Amplify's {@code apiKey}. */
    API_KEY,
    /** With a SigV4 signature by the AWS credentials of the session; Amplify's {@code iam} and {@code identityPool}. */
    IAM,
    /** With the access token of the signed-in user; Amplify's {@code userPool}. */
    USER_POOL,
    /** With a token of another OpenID Connect provider; without one, with the access token of the signed-in user. */
    OIDC,
    /** With a text that a Lambda authorizer checks. */
    LAMBDA,
    /** Without authorization. */
    NONE
}
