package io.github.amplifyjakarta.internal.aws;

import io.github.amplifyjakarta.api.ApiException;
import io.github.amplifyjakarta.api.RetryStrategy;
import io.github.amplifyjakarta.auth.AwsCredentials;
import io.github.amplifyjakarta.internal.transport.ApiReply;
import io.github.amplifyjakarta.internal.transport.ApiRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A call that can be sent, as often as need be.
 *
 * @param headers names in lower case
 * @param bodyHash SHA-256 of the body in hexadecimal, when the call is signed
 * @param signature whose and what for; empty when it is not signed
 * @param idempotent whether it may be carried out twice
 * @param limit how long all its attempts may take
 * @param refusal what an answer with an error's status, and the error that it usually is, are thrown as
 */
public record PreparedRequest(
        String method,
        URI uri,
        Map<String, String> headers,
        Optional<ApiRequest.Body> body,
        String bodyHash,
        Optional<Signature> signature,
        boolean idempotent,
        RetryStrategy strategy,
        Optional<Duration> limit,
        boolean streamed,
        BiFunction<ApiReply, ApiException, ApiException> refusal) {

    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "PUT", "DELETE");

    private static final Duration LONGEST = Duration.ofDays(1);

    public record Signature(AwsCredentials credentials, SigningScope scope) {}

    /** RFC 9110, section 9.2.2. */
    public static boolean isIdempotent(String method) {
        return IDEMPOTENT.contains(method);
    }

    /** {@return a time limit that makes sense; more than a day counts as a day} */
    public static Duration limit(Duration wanted) {
        if (wanted.isNegative() || wanted.isZero()) {
            throw ApiErrors.invalid("The time limit is " + wanted + ", expected more than nothing.");
        }
        return wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
    }

    public boolean mayBeRepeated() {
        return strategy == RetryStrategy.ALWAYS || (strategy == RetryStrategy.IDEMPOTENT && idempotent);
    }

    /** {@return the request of one attempt} */
    public ApiRequest at(Instant time, Duration timeLimit) {
        Map<String, String> sent = new HashMap<>(headers);
        signature.ifPresent(by -> {
            sent.put("host", ApiUrl.host(uri));
            SigV4.sign(method, uri, sent, bodyHash, by.scope(), by.credentials(), time);
            sent.remove("host"); // the HTTP client sets it
        });
        return new ApiRequest(method, uri, sent, body, timeLimit, streamed);
    }

    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath(); // no secret
    }
}
