package io.github.amplifyjakarta.sandbox;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The back end that is stood in for, and who may use it.
 *
 * @param backEnd its names
 * @param clients the app clients of the user pool, the public one first
 */
record Settings(BackEnd backEnd, List<AppClient> clients) {

    /** The app client with a secret. */
    static final String CONFIDENTIAL_CLIENT = "sandboxclient00000000000002";

    static final String CONFIDENTIAL_SECRET = "sandbox-client-secret-of-the-confidential-client";

    /**
     * An app client.
     *
     * @param id its id
     * @param secret its secret; empty for a public client
     * @param redirects where the browser may be sent after sign-in
     * @param logouts where it may be sent after sign-out
     */
    record AppClient(String id, Optional<String> secret, List<String> redirects, List<String> logouts) {

        /** A client of applications at these addresses. */
        private static AppClient of(String id, Optional<String> secret, List<String> applications) {
            return new AppClient(
                    id,
                    secret,
                    applications.stream()
                            .map(each -> each + "/api/auth/sign-in-callback")
                            .toList(),
                    applications.stream()
                            .map(each -> each + "/api/auth/sign-out-callback")
                            .toList());
        }
    }

    static Settings of(List<URI> applications, BackEnd backEnd) {
        List<String> all = applications.stream().map(URI::toString).toList();
        String at = all.get(0);
        return new Settings(
                backEnd,
                List.of(
                        AppClient.of(backEnd.clientId(), Optional.empty(), all),
                        AppClient.of(
                                CONFIDENTIAL_CLIENT,
                                Optional.of(CONFIDENTIAL_SECRET),
                                List.of(at, at + "/confidential"))));
    }

    Optional<AppClient> client(String id) {
        return clients.stream().filter(client -> client.id().equals(id)).findAny();
    }

    String poolId() {
        return backEnd.poolId();
    }

    String identityPoolId() {
        return backEnd.identityPoolId();
    }

    /** {@return the {@code iss} of tokens} */
    String issuer() {
        String suffix = backEnd.region().startsWith("cn-") ? ".amazonaws.com.cn/" : ".amazonaws.com/";
        return "https://cognito-idp." + backEnd.region() + suffix + poolId();
    }
}
