package io.github.amplifyjakarta.internal.access;

import io.github.amplifyjakarta.internal.exchange.ShortCircuitResponse;
import java.util.Optional;

/**
 * Whether a request may pass on to the application, and what holds for its answer.
 *
 * @param kind what holds for the answer
 * @param refusal the answer to give instead of passing the request on; empty when it may pass
 */
public record AccessResult(Kind kind, Optional<ShortCircuitResponse> refusal) {

    public static final AccessResult OPEN = new AccessResult(Kind.OPEN, Optional.empty());
    public static final AccessResult SIGNED_IN = new AccessResult(Kind.SIGNED_IN, Optional.empty());
    public static final AccessResult PREFLIGHT = new AccessResult(Kind.PREFLIGHT, Optional.empty());

    /** What holds for the answer. */
    public enum Kind {
        /** Everybody may see it. */
        OPEN,
        /** It is for the session's user: no shared cache may keep it. */
        SIGNED_IN,
        /** It may have headers, and no body: nobody is signed in. */
        PREFLIGHT,
        /** It is not the application's. */
        REFUSED
    }

    public static AccessResult refused(ShortCircuitResponse answer) {
        return new AccessResult(Kind.REFUSED, Optional.of(answer));
    }
}
