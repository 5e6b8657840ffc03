package io.github.amplifyjakarta.internal.session;

import io.github.amplifyjakarta.internal.aws.AwsError;
import io.github.amplifyjakarta.internal.oauth.UserPoolApi;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.ServiceCalls;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** GetUser: one call for an access token at a time, apart from the threads that wait for it. */
public final class UserAttributes {

    private final UserPoolApi api;
    private final ServiceCalls calls;

    /** No more than calls may be under way. */
    private final ConcurrentMap<String, CompletableFuture<Map<String, String>>> underWay = new ConcurrentHashMap<>();

    /** @param calls of its own: pages that ask for attributes must not take the place of renewals */
    public UserAttributes(UserPoolApi api, ServiceCalls calls) {
        this.api = api;
        this.calls = calls;
    }

    Map<String, String> of(String accessToken) throws AwsError, HttpFailure {
        CompletableFuture<Map<String, String>> mine = new CompletableFuture<>();
        CompletableFuture<Map<String, String>> known = underWay.putIfAbsent(accessToken, mine);
        if (known == null) {
            calls.start(() -> api.attributes(accessToken), mine);
            var unused = mine.whenComplete((found, failed) -> underWay.remove(accessToken, mine));
        }
        CompletableFuture<Map<String, String>> call = known == null ? mine : known;
        if (!calls.await(call)) {
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
