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
 * A call that can be sent repeatedly.
 *
 * @param request the request without its signature
 * @param signature credentials and scope of the signature; empty when the call is not signed
 * @param handling how responses are handled
 */
public record PreparedRequest(
        SigV4.Unsigned request, Optional<ApiRequest.Body> body, Optional<Signature> signature, Handling handling) {

    /** RFC 9110, section 9.2.2. */
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "PUT", "DELETE");

    private static final Duration LONGEST = Duration.ofDays(1);

    /** The credentials and the scope of a signature. */
    public record Signature(AwsCredentials credentials, SigningScope scope) {}

    /**
     * How the responses of a call are handled.
     *
     * @param options the limit for all attempts, and the retry strategy
     * @param idempotent whether the call may be executed twice
     * @param streamed whether the application reads the body
     * @param refusal maps a response with an error status, and its usual exception, to the exception to throw
     */
    public record Handling(
            CallOptions options,
            boolean idempotent,
            boolean streamed,
            BiFunction<ApiReply, ApiException, ApiException> refusal) {

        /** A call whose body is read at once, and which may be executed twice when its method is idempotent. */
        public Handling(CallOptions options, String method) {
            this(options, IDEMPOTENT.contains(method), false, (reply, error) -> error);
        }
    }

    /** {@return the same call, whose response body is read by the application} */
    public PreparedRequest streamed() {
        return new PreparedRequest(
                request,
                body,
                signature,
                new Handling(handling.options(), handling.idempotent(), true, handling.refusal()));
    }

    URI uri() {
        return request.uri();
    }

    RetryStrategy strategy() {
        return handling.options().strategy();
    }

    Optional<Duration> limit() {
        return handling.options().limit();
    }

    /** {@return a valid time limit; one day is the maximum} */
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
        return request.method() + " " + uri.getScheme() + "://" + uri.getRawAuthority()
                + uri.getRawPath(); // omits secrets
    }
}
