package io.github.amplifyjakarta.sandbox;

import java.util.List;
import java.util.Optional;

/**
 * The back end that is stood in for.
 *
 * @param poolId the user pool
 * @param identityPoolId the identity pool
 * @param bucket the S3 bucket
 * @param clients the app clients of the user pool
 */
record Settings(String poolId, String identityPoolId, String bucket, List<AppClient> clients) {

    /** The public app client. */
    static final String CLIENT = "sandboxclient00000000000001";

    /**
     * An app client.
     *
     * @param id its id
     * @param secret its secret; empty for a public client
     * @param redirects where the browser may be sent after sign-in
     * @param logouts where it may be sent after sign-out
     */
    record AppClient(String id, Optional<String> secret, List<String> redirects, List<String> logouts) {}

    static Settings forOrigin(String origin, String poolId) {
        return new Settings(
                poolId,
                "eu-central-1:00000000-aaaa-bbbb-cccc-000000000001",
                "sandbox-bucket",
                List.of(
                        new AppClient(
                                CLIENT,
                                Optional.empty(),
                                List.of(origin + "/api/auth/sign-in-callback"),
                                List.of(origin + "/api/auth/sign-out-callback")),
                        new AppClient(
                                "sandboxclient00000000000002",
                                Optional.of("sandbox-client-secret-of-the-confidential-client"),
                                List.of(origin + "/confidential/api/auth/sign-in-callback"),
                                List.of(origin + "/confidential/api/auth/sign-out-callback"))));
    }

    Optional<AppClient> client(String id) {
        return clients.stream().filter(client -> client.id().equals(id)).findAny();
    }

    String issuer() {
        return "https://cognito-idp.eu-central-1.amazonaws.com/" + poolId;
    }
}
