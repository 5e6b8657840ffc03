package io.github.amplifyjakarta.api;

/**
 * Which calls are sent again after a broken connection, the statuses 429, 500, 502, 503 and 504, or AWS's word that it
 * is too busy: three attempts at most, with Amplify's growing and jittered pauses, or the one that {@code Retry-After}
 * asks for; and after a refusal by one of AWS's names for a wrong clock. A call of which nothing was sent, or which was
 * refused by a service whose clock is another, is repeated in any case but {@link #NEVER}.
 *
 * @since 0.1.0
 */
public enum RetryStrategy {
    /**
     * Those that may be carried out twice (RFC 9110, section 9.2.2): GET, HEAD, PUT, DELETE and GraphQL queries. The
     * default.
     */
    IDEMPOTENT,
    /** All, which the API must be able to bear; Amplify calls it {@code jittered-exponential-backoff}. */
    ALWAYS,
    /** None; Amplify calls it {@code no-retry}. */
    NEVER
}
