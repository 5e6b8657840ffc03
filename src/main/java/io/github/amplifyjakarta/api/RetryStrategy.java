package io.github.amplifyjakarta.api;

/**
 * Which calls are sent again after a failure.
 *
 * <p>A call can be sent again after a broken connection, after the statuses 429, 500, 502, 503 and 504, and after a
 * response in which AWS says that it is too busy. There are three attempts at most. The pause between them is
 * Amplify's, which grows and has jitter, or the one that {@code Retry-After} asks for. A call can also be sent again
 * after a refusal with one of AWS's names for a wrong clock.
 *
 * <p>A call of which nothing was sent is sent again with every strategy but {@link #NEVER}. The same is true for a call
 * that a service refused because its clock differs.
 *
 * <pre>{@code
 * orders.put("/orders/{id}", id).body(order).retryStrategy(RetryStrategy.NEVER).send();
 * }</pre>
 *
 * @since 0.1.0
 */
public enum RetryStrategy {
    /**
     * Calls that can be carried out twice without harm (RFC 9110, section 9.2.2): GET, HEAD, PUT, DELETE and GraphQL
     * queries. This is the default.
     */
    IDEMPOTENT,
    /** All calls, so the API must tolerate a call that comes twice; Amplify's {@code jittered-exponential-backoff}. */
    ALWAYS,
    /** No calls; Amplify's {@code no-retry}. */
    NEVER
}
