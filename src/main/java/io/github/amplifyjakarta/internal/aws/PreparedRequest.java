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
 * @param request what is sent, without its signature
 * @param signature whose and what for; empty when it is not signed
 * @param handling what follows from its answers
 */
public record PreparedRequest(
        SigV4.Unsigned request, Optional<ApiRequest.Body> body, Optional<Signature> signature, Handling handling) {

    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "PUT", "DELETE");

    private static final Duration LONGEST = Duration.ofDays(1);

    /** Whose signature, and what for. */
    public record Signature(AwsCredentials credentials, SigningScope scope) {}

    /**
     * What follows from the answers of a call.
     *
     * @param options how long all its attempts may take, and whether it may be sent again
     * @param idempotent whether it may be carried out twice
     * @param streamed whether the application reads the body
     * @param refusal what an answer with an error's status, and the error that it usually is, are thrown as
     */
    public record Handling(
            CallOptions options,
            boolean idempotent,
            boolean streamed,
            BiFunction<ApiReply, ApiException, ApiException> refusal) {}

    URI uri() {
        return request.uri();
    }

    RetryStrategy strategy() {
        return handling.options().strategy();
    }

    Optional<Duration> limit() {
        return handling.options().limit();
    }

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

    boolean mayBeRepeated() {
        return strategy() == RetryStrategy.ALWAYS || (strategy() == RetryStrategy.IDEMPOTENT && handling.idempotent());
    }

    /** {@return the request of one attempt} */
    ApiRequest at(Instant time, Duration timeLimit) {
        Map<String, String> sent = new HashMap<>(request.headers());
        signature.ifPresent(by -> {
            sent.put("host", ApiUrl.host(uri()));
            SigV4.sign(new SigV4.Unsigned(request.method(), uri(), sent, request.bodyHash()), by, time);
            sent.remove("host"); // the HTTP client sets it
        });
        return new ApiRequest(request.method(), uri(), sent, body, timeLimit, handling.streamed());
    }

    @Override
    public String toString() {
        URI uri = uri();
        return request.method() + " " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath(); // no secret
    }
}
