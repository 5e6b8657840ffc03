package io.github.amplifyjakarta.internal.access;

import java.util.function.Function;
import java.util.function.Supplier;

/** Whether a request may reach its path without a session. */
public sealed interface AccessDecision {

    /** The path is open to all requests. */
    AccessDecision OPEN = new Open();

    /** The path needs a session. */
    AccessDecision NEEDS_SESSION = new NeedsSession();

    /** Calls the function for this decision. */
    <T> T fold(Supplier<T> open, Supplier<T> needsSession, Function<String, T> ambiguous);

    /** See {@link #OPEN}. */
    record Open() implements AccessDecision {

        @Override
        public <T> T fold(Supplier<T> open, Supplier<T> needsSession, Function<String, T> ambiguous) {
            return open.get();
        }
    }

    /** See {@link #NEEDS_SESSION}. */
    record NeedsSession() implements AccessDecision {

        @Override
        public <T> T fold(Supplier<T> open, Supplier<T> needsSession, Function<String, T> ambiguous) {
            return needsSession.get();
        }
    }

    /**
     * No request may pass, because path parsers may disagree about the path.
     *
     * @param reason what they may disagree about
     */
    record Ambiguous(String reason) implements AccessDecision {

        @Override
        public <T> T fold(Supplier<T> open, Supplier<T> needsSession, Function<String, T> ambiguous) {
            return ambiguous.apply(reason);
        }
    }
}
