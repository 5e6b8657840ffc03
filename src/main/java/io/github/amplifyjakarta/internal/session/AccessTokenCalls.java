package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.internal.aws.AwsError;
import io.github.amplifyjakarta.internal.oauth.UserPoolApi;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.ServiceCalls;
import io.github.amplifyjakarta.internal.transport.SingleFlight;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The calls to the user pool that a user's access token allows. Each makes one call per access token at a time, on
 * separate threads.
 */
public final class AccessTokenCalls {

    private final UserPoolApi api;
    private final SingleFlight<String, Map<String, String>> attributes;
    private final SingleFlight<String, Boolean> signOuts;

    /** @param calls a separate instance, because pages that fetch attributes must not block renewals */
    public AccessTokenCalls(UserPoolApi api, ServiceCalls calls) {
        this.api = api;
        this.attributes = new SingleFlight<>(calls);
        this.signOuts = new SingleFlight<>(calls);
    }

    /** Calls GetUser. */
    Map<String, String> attributes(String accessToken) throws AwsError, HttpFailure {
        return result(attributes, attributes.join(accessToken, () -> api.attributes(accessToken)));
    }

    /** Calls GlobalSignOut. */
    void globalSignOut(String accessToken) throws AwsError, HttpFailure {
        result(signOuts, signOuts.join(accessToken, () -> {
            api.globalSignOut(accessToken);
            return true;
        }));
    }

    private static <T> T result(SingleFlight<String, T> flights, CompletableFuture<T> call)
            throws AwsError, HttpFailure {
        if (!flights.await(call)) {
            throw new HttpFailure(HttpFailure.Kind.TIMEOUT, "Cognito has not answered yet", null);
        }
        try {
            return call.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof AwsError error) {
                throw error;
            }
            if (e.getCause() instanceof HttpFailure failure) {
                throw failure;
            }
            throw e;
        }
    }
}
