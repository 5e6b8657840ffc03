package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.internal.aws.AwsError;
import io.github.amplifyjakarta.internal.oauth.UserPoolApi;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.ServiceCalls;
import io.github.amplifyjakarta.internal.transport.SingleFlight;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Calls GetUser. It makes one call per access token at a time, on separate threads. */
public final class UserAttributes {

    private final UserPoolApi api;
    private final SingleFlight<String, Map<String, String>> flights;

    /** @param calls a separate instance, because pages that fetch attributes must not block renewals */
    public UserAttributes(UserPoolApi api, ServiceCalls calls) {
        this.api = api;
        this.flights = new SingleFlight<>(calls);
    }

    Map<String, String> of(String accessToken) throws AwsError, HttpFailure {
        CompletableFuture<Map<String, String>> call = flights.join(accessToken, () -> api.attributes(accessToken));
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
