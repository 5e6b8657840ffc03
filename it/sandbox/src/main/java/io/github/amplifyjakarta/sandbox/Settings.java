package io.github.amplifyjakarta.sandbox;

import java.util.List;

/**
 * The back end that is stood in for.
 *
 * @param poolId the user pool
 * @param clientId the public app client
 * @param identityPoolId the identity pool
 * @param redirects where the browser may be sent after sign-in
 * @param logouts where it may be sent after sign-out
 */
record Settings(String poolId, String clientId, String identityPoolId, List<String> redirects, List<String> logouts) {

    static Settings forOrigin(String origin) {
        return new Settings(
                "eu-central-1_Sandbox01",
                "sandboxclient00000000000001",
                "eu-central-1:00000000-aaaa-bbbb-cccc-000000000001",
                List.of(origin + "/api/auth/sign-in-callback"),
                List.of(origin + "/api/auth/sign-out-callback"));
    }

    String issuer() {
        return "https://cognito-idp.eu-central-1.amazonaws.com/" + poolId;
    }
}
