package io.github.amplifyjakarta.internal.aws;

import io.github.amplifyjakarta.internal.transport.HttpCall;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.HttpReply;
import io.github.amplifyjakarta.internal.transport.HttpTransport;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * A client for AWS JSON 1.1 without signatures, for Cognito's user pools and identity pools. Throttled and failed calls
 * are retried twice with Amplify's back-off ({@code 2^n * 100 + random * 100} ms).
 */
public final class AwsJsonApi {

    private static final RetryPolicy RETRIES =
            new RetryPolicy(3, () -> ThreadLocalRandom.current().nextDouble());

    private final HttpTransport http;
    private final URI endpoint;
    private final String target;

    /**
     * @param endpoint the service's URL
     * @param target the service's prefix in X-Amz-Target
     */
    public AwsJsonApi(HttpTransport http, URI endpoint, String target) {
        this.http = http;
        this.endpoint = endpoint;
        this.target = target;
    }

    /**
     * Calls an operation.
     *
     * @throws AwsError when the service returned an error
     * @throws HttpFailure when the service did not respond
     */
    public JsonObject call(String operation, JsonObject input) throws AwsError, HttpFailure {
        return call(operation, input, AwsError::retryable, RetryPolicy::isTransient);
    }

    /**
     * Calls an operation that must not be carried out twice. It is sent again only when nothing was sent.
     *
     * @throws AwsError when the service returned an error
     * @throws HttpFailure when the service did not respond
     */
    public JsonObject callOnce(String operation, JsonObject input) throws AwsError, HttpFailure {
        return call(operation, input, error -> false, failure -> failure.kind() == HttpFailure.Kind.NOT_CONNECTED);
    }

    private JsonObject call(
            String operation, JsonObject input, Predicate<AwsError> repeatError, Predicate<HttpFailure> repeatFailure)
            throws AwsError, HttpFailure {
        HttpCall call = httpCall(operation, input);
        for (int attempt = 1; ; attempt++) {
            try {
                return result(http.send(call));
            } catch (AwsError e) {
                if (!RETRIES.mayFollow(attempt) || !repeatError.test(e)) {
                    throw e;
                }
            } catch (HttpFailure e) {
                if (!RETRIES.mayFollow(attempt) || !repeatFailure.test(e)) {
                    throw e;
                }
            }
            backOff(attempt);
        }
    }

    private HttpCall httpCall(String operation, JsonObject input) {
        return new HttpCall(
                "POST",
                endpoint,
                Map.of(
                        "Content-Type", "application/x-amz-json-1.1",
                        "X-Amz-Target", target + "." + operation,
                        "Cache-Control", "no-store"),
                input.toString());
    }

    private static void backOff(int attempt) throws HttpFailure {
        try {
            Thread.sleep(RETRIES.pause(attempt).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpFailure(HttpFailure.Kind.BROKEN, "interrupted", e);
        }
    }

    private static JsonObject result(HttpReply reply) throws AwsError {
        JsonObject body = reply.json().orElse(null);
        if (reply.status() == 200 && body != null) {
            return body;
        }
        if (body == null) {
            throw new AwsError(
                    reply.status(),
                    reply.status() == 200 ? "InvalidResponse" : "UnknownError",
                    "HTTP " + reply.status() + " without a JSON object");
        }
        throw new AwsError(
                reply.status(), errorName(reply, body), text(body, "message", text(body, "Message", "Unknown error")));
    }

    /**
     * AWS JSON protocol: the name is in the header, {@code __type} or {@code code}. The namespace before '#' and the
     * URI after ':' are not part of it.
     */
    private static String errorName(HttpReply reply, JsonObject body) {
        String name = reply.headers()
                .getOrDefault("x-amzn-errortype", text(body, "__type", text(body, "code", "UnknownError")));
        return name.replaceFirst(":.*$", "").replaceFirst("^.*#", "");
    }

    private static String text(JsonObject body, String field, String otherwise) {
        return body.get(field) instanceof JsonString text ? text.getString() : otherwise;
    }
}
