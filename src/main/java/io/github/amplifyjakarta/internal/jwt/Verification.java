package io.github.amplifyjakarta.internal.jwt;

import java.util.function.Function;

/**
 * The three outcomes of a token check. "Could not check" never means "refused".
 *
 * @param <T> what was checked
 */
public sealed interface Verification<T> {

    /**
     * Calls the function for this outcome.
     *
     * @param verified receives the checked value
     * @param refused receives the reason
     * @param couldNotCheck receives the reason
     */
    <R> R fold(Function<T, R> verified, Function<String, R> refused, Function<String, R> couldNotCheck);

    /** {@return the outcome of a further check, or this outcome when it is not "verified"} */
    default <R> Verification<R> then(Function<T, Verification<R>> next) {
        return fold(next, Refused::new, CouldNotCheck::new);
    }

    /**
     * Signature and claims are valid. The caller checks the expiry.
     *
     * @param value what was checked
     */
    record Verified<T>(T value) implements Verification<T> {

        @Override
        public <R> R fold(Function<T, R> verified, Function<String, R> refused, Function<String, R> couldNotCheck) {
            return verified.apply(value);
        }
    }

    /**
     * The token is not accepted.
     *
     * @param reason what is wrong, with the actual and the expected value; never the token itself
     */
    record Refused<T>(String reason) implements Verification<T> {

        @Override
        public <R> R fold(Function<T, R> verified, Function<String, R> refused, Function<String, R> couldNotCheck) {
            return refused.apply(reason);
        }
    }

    /**
     * The public keys were not available.
     *
     * @param reason why
     */
    record CouldNotCheck<T>(String reason) implements Verification<T> {

        @Override
        public <R> R fold(Function<T, R> verified, Function<String, R> refused, Function<String, R> couldNotCheck) {
            return couldNotCheck.apply(reason);
        }
    }
}
