package io.github.amplifyjakarta.internal.web;

import java.util.Optional;

/**
 * Whether a request may pass on to the application, and what holds for its answer.
 *
 * @param kind what holds for the answer
 * @param refusal the answer to give instead of passing the request on; empty when it may pass
 */
public record Passage(Kind kind, Optional<RouteResponse> refusal) {

    static final Passage OPEN = new Passage(Kind.OPEN, Optional.empty());
    static final Passage SIGNED_IN = new Passage(Kind.SIGNED_IN, Optional.empty());
    static final Passage PREFLIGHT = new Passage(Kind.PREFLIGHT, Optional.empty());

    /** What holds for the answer. */
    enum Kind {
        /** Everybody may see it. */
        OPEN,
        /** It is for the session's user: no shared cache may keep it. */
        SIGNED_IN,
        /** It may have headers, and no body: nobody is signed in. */
        PREFLIGHT,
        /** It is not the application's. */
        REFUSED
    }

    static Passage refused(RouteResponse answer) {
        return new Passage(Kind.REFUSED, Optional.of(answer));
    }
}
