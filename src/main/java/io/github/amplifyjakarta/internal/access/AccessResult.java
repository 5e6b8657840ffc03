package io.github.amplifyjakarta.internal.access;

import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import java.util.Optional;

/**
 * Whether a request may reach the application, and the rules for its response.
 *
 * @param kind the rules for the response
 * @param refusal the response to send instead; empty when the request may pass
 */
public record AccessResult(Kind kind, Optional<ShortCircuitResponse> refusal) {

    public static final AccessResult OPEN = new AccessResult(Kind.OPEN, Optional.empty());
    public static final AccessResult SIGNED_IN = new AccessResult(Kind.SIGNED_IN, Optional.empty());
    public static final AccessResult PREFLIGHT = new AccessResult(Kind.PREFLIGHT, Optional.empty());

    /** The rules for the response. */
    public enum Kind {
        /** The response is public. */
        OPEN,
        /** The response belongs to the session's user. Shared caches must not store it. */
        SIGNED_IN,
        /** The response may have headers but no body, because no user is signed in. */
        PREFLIGHT,
        /** The response does not come from the application. */
        REFUSED
    }

    public static AccessResult refused(ShortCircuitResponse answer) {
        return new AccessResult(Kind.REFUSED, Optional.of(answer));
    }
}
