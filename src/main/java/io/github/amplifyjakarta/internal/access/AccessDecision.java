package io.github.amplifyjakarta.internal.access;

import java.util.function.Function;
import java.util.function.Supplier;

/** Whether a request may go to its path without a session. */
public sealed interface AccessDecision {

    /** Everybody may. */
    AccessDecision OPEN = new Open();

    /** Only somebody with a session may. */
    AccessDecision NEEDS_SESSION = new NeedsSession();

    /** Calls the one function that is for this decision. */
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
     * Nobody may: readers may differ about the path.
     *
     * @param reason what they may differ about
     */
    record Ambiguous(String reason) implements AccessDecision {

        @Override
        public <T> T fold(Supplier<T> open, Supplier<T> needsSession, Function<String, T> ambiguous) {
            return ambiguous.apply(reason);
        }
    }
}
