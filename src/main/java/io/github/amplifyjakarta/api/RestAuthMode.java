package io.github.amplifyjakarta.api;

/** How a REST call is authorized; the names are Amplify's. */
public enum RestAuthMode {
    /** With SigV4 and the AWS credentials of the session; not at all when there are none. */
    iam,
    /** With the ID token of the signed-in user, as API Gateway's Cognito authorizers expect it. */
    userPool,
    /** Not at all. */
    none
}
