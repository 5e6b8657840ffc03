package io.github.amplifyjakarta.internal.jwt;

import java.util.function.Function;

/**
 * The three outcomes of checking tokens. "Could not check" is never "refused".
 *
 * @param <T> what was checked
 */
public sealed interface Verification<T> {

    /**
     * Calls the one function that is for this outcome.
     *
     * @param verified gets what was checked
     * @param refused gets what is wrong
     * @param couldNotCheck gets why
     */
    <R> R fold(Function<T, R> verified, Function<String, R> refused, Function<String, R> couldNotCheck);

    /** {@return the outcome of one more check; this one, when it is not verified} */
    default <R> Verification<R> then(Function<T, Verification<R>> next) {
        return fold(next, Refused::new, CouldNotCheck::new);
    }

    /**
     * Signature and claims are right; whether it has expired is for the caller to ask.
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
     * The token is not one of ours.
     *
     * @param reason what is wrong, with the actual and the expected value; never the token
     */
    record Refused<T>(String reason) implements Verification<T> {

        @Override
        public <R> R fold(Function<T, R> verified, Function<String, R> refused, Function<String, R> couldNotCheck) {
            return refused.apply(reason);
        }
    }

    /**
     * The public keys were out of reach.
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
